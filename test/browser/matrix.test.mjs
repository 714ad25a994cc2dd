// Every kind of page, in both languages, on a phone and on a desk, light and
// dark: axe finds nothing, nothing scrolls sideways or moves by itself, nothing is
// asked of another host, and neither console nor policy complains. A failure
// names the screen and the colours; the test names the page.
//
// A new kind of page is a line of `kinds`.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { hints, leaf, shifts, violations, wide, withAxe } from "./audit.mjs";
import { languages, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, open, screens, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

for (const id of Object.keys(languages)) {
  const { code, err } = await run("export", "pdf", "--root", join(work, "looks-source"), "--lang", id, "--page", join(work, "leaves", id));
  assert.equal(code, 0, err);
}
const serve = (folder) => serveFiles(join(work, folder));
const guide = await serve("root");
const manual = await serve("manual");
const looks = await serve("looks");
const books = await serve("leaves");
const browser = await launch();
after(async () => {
  await browser.close();
  for (const server of [guide, manual, looks, books]) server.close();
});

/** Opens the search dialog and finds something. */
async function searched(page, id) {
  await page.keyboard.press("/");
  await page.locator(".search-input").fill(id === "zh" ? "梯度" : "gradient");
  await page.locator(".search-results a[role=option]").first().waitFor();
}

/** Opens the menu, where there is one. */
async function menu(page) {
  const button = page.locator("details.menu > summary");
  if (!(await button.isVisible())) return;
  await button.click();
  await page.locator("nav.side a").first().waitFor({ state: "visible" });
}

// kind → its site, the path below the language's folder (or a function of the
// language that gives the whole path), and what is done to it first.
const kinds = {
  home: { site: guide, path: "" },
  "home of the manual": { site: manual, path: "" },
  "home with all furniture": { site: looks, path: "" },
  "chapter with formulas": { site: guide, path: "mathematics/gan-discriminator/" },
  "chapter with programs": { site: guide, path: "labs/gan1d/" },
  "chapter with tabs, table, chart": { site: looks, path: "guide/descent/" },
  "all that can be written": { site: manual, path: "writing/" },
  charts: { site: manual, path: "charts/" },
  calculators: { site: manual, path: "calculators/" },
  section: { site: guide, path: "mathematics/" },
  glossary: { site: guide, path: "glossary/" },
  references: { site: guide, path: "references/" },
  tags: { site: manual, path: "tags/" },
  "one tag": { site: looks, path: (id) => `${id}/tags/${id === "zh" ? "优化" : "optimisation"}/` },
  "page of search": { site: looks, path: (id) => `${id}/search/?q=${id === "zh" ? "梯度" : "gradient"}` },
  "not found": { site: guide, path: "404.html" },
  "both languages side by side": { site: guide, path: (id) => `pair/${id}/${languages[id].other}/background/why/` },
  "both languages, all furniture": { site: looks, path: (id) => `pair/${id}/${languages[id].other}/guide/descent/` },
  fallback: { site: looks, path: (id) => `${id}/guide/${id === "zh" ? "first" : "only"}/` },
  "choice of language": { site: guide, path: () => "", only: "zh" },
  // Paper has no landmarks, no width of a window, and nothing is reached by Tab.
  "the book to print": { site: books, path: (id) => `${id}/book.html`, paper: true, screens: ["desk"] },
  "search opened": { site: looks, path: "guide/descent/", then: searched },
  "menu opened": { site: looks, path: "guide/descent/", then: menu, screens: ["phone"] },
};

/** Returns what is wrong with how a page stands, as texts. */
function standing(page, colorScheme) {
  return page.evaluate((colorScheme) => {
    const light = getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) > 384;
    const wrong = light === (colorScheme === "light") ? [] : ["the ground is of the other colours"];
    const titles = document.querySelectorAll("h1").length;
    if (titles !== 1) wrong.push(`${titles} first headings`);
    if (!document.title) wrong.push("no title");
    if (document.querySelectorAll("nav.side a[aria-current=page]").length > 1) wrong.push("two places in the sidebar are the current one");
    return wrong;
  }, colorScheme);
}

/**
 * Opens a page in the colours of its first look, tries what is to be seen while it
 * loads, and then looks at it: [colours, rules of axe] each. Returns what is wrong,
 * as texts.
 */
async function audit({ page, complaints }, url, id, { then, paper }, looks) {
  complaints.length = 0;
  const wrong = [];
  for (const [colorScheme, rules] of looks) {
    const say = (texts) => wrong.push(...texts.map((text) => `${colorScheme}: ${text}`));
    await page.emulateMedia({ colorScheme, media: paper ? "print" : "screen" });
    if (colorScheme === looks[0][0]) {
      const answer = await page.goto(url);
      await settled(page);
      if (!answer.ok()) say([`status ${answer.status()}`]);
      if (!paper) {
        await leaf(page);
        say(await hints(page));
        // What a reader does may move things.
        if (then) say(await shifts(page));
        await then?.(page, id);
      }
    }
    if (!paper) {
      say(await wide(page));
      say(await standing(page, colorScheme));
      if (rules !== none) say(await violations(page, rules));
      // As late as can be: what moves a page may take its time.
      if (!then && colorScheme === looks[0][0]) say(await shifts(page));
    }
  }
  await settled(page);
  return [...wrong, ...complaints.map(({ kind, text }) => `${kind}: ${text}`)];
}

// What axe tries: everything on a kind's first screen, in light; in dark the
// colours, which are those of every screen; on the phone what depends on which
// things are shown, and how they stand. Each screen is opened in the colours that
// the other is not.
const none = [];
const colours = ["color-contrast", "link-in-text-block"];
const shown = [
  ...colours, "aria-hidden-focus", "aria-required-children", "aria-required-parent", "button-name", "duplicate-id-aria", "heading-order", "label", "landmark-one-main",
  "landmark-unique", "link-name", "list", "nested-interactive", "page-has-heading-one", "region", "scrollable-region-focusable", "skip-link", "summary-name", "tabindex", "target-size",
];
const looked = {
  first: [["light", undefined], ["dark", colours]],
  second: [["dark", none], ["light", shown]],
};

describe("every kind of page is sound", { concurrency: 2 }, () => {
  for (const [kind, { site, path, only, screens: names = ["desk", "phone"], ...how }] of Object.entries(kinds)) {
    for (const [id, { tag }] of Object.entries(languages)) {
      if (only && only !== id) continue;
      test(`${kind}, ${id}`, async () => {
        const wrong = [];
        const url = site.url(typeof path === "string" ? `${id}/${path}` : path(id));
        // French is neither language: the root page stays where it is.
        const reader = await open(browser, site.origin, { locale: "fr-FR", expect: (complaint) => how.paper && /favicon\.ico/.test(complaint) });
        await withAxe(reader.context);
        for (const [i, screen] of names.entries()) {
          await reader.page.setViewportSize(screens[screen]);
          const found = await audit(reader, url, id, how, i ? looked.second : looked.first);
          wrong.push(...found.map((text) => `${screen}, ${text}`));
        }
        const seen = await reader.page.evaluate(() => document.documentElement.lang);
        if (seen !== tag && kind !== "not found") wrong.push(`the language is ${seen}`);
        await reader.close();
        assert.deepEqual(wrong, []);
      });
    }
  }
});
