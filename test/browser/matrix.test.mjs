// Every kind of page, in both languages, on a phone and on a desk, light and
// dark: axe finds nothing, nothing scrolls sideways or moves by itself, nothing is
// asked of another host, and neither console nor policy complains. A failure
// names the screen and the colours; the test names the page.
//
// A new kind of page is a line of `kinds`.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { leaf, shifts, violations, wide, withAxe } from "./audit.mjs";
import { languages, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, open, screens, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

for (const id of Object.keys(languages)) {
  const { code, err } = await run("export", "pdf", "--root", join(work, "looks-source"), "--lang", id, "--page", join(work, "leaves", id));
  assert.equal(code, 0, err);
}
const empty = "/_empty/"; // a page without anything
const serve = (folder) => serveFiles(join(work, folder), "/", { [empty]: '<!doctype html><title>-</title><link rel="icon" href="data:,">' });
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

/**
 * Has the browser keep the fonts of formulas that a page preloads, and nothing
 * else of it: text is not held back for them, so on a slow line letters take
 * their place when the fonts come. All else is as on a first visit.
 */
async function withFaces(page, url) {
  const html = await (await fetch(url)).text();
  const faces = [...html.matchAll(/<link rel="preload" href="([^"]*\/KaTeX_[^"]*)"/g)].map(([, href]) => href);
  if (!faces.length) return;
  await page.goto(new URL(empty, url).href);
  await page.evaluate((faces) => Promise.all(faces.map(async (face) => (await fetch(face)).arrayBuffer())), faces);
}

/** Opens a page and returns what is wrong with it, as texts. */
async function audit({ page, complaints }, url, id, { then, paper }, colorScheme, rules) {
  complaints.length = 0;
  await page.emulateMedia({ colorScheme, media: paper ? "print" : "screen" });
  await withFaces(page, url);
  const answer = await page.goto(url);
  await settled(page);
  const wrong = answer.ok() ? [] : [`status ${answer.status()}`];
  if (!paper) {
    await leaf(page);
    wrong.push(...(await shifts(page)));
    await then?.(page, id);
    wrong.push(...(await wide(page)));
    if (rules !== none) wrong.push(...(await violations(page, rules)));
  }
  await settled(page);
  return [...wrong, ...complaints.map(({ kind, text }) => `${kind}: ${text}`)];
}

// What axe tries: everything in light; in dark the colours, which are those of
// every screen.
const none = [];
const rules = {
  desk: { light: undefined, dark: ["color-contrast", "link-in-text-block"] },
  phone: { light: undefined, dark: none },
};

describe("every kind of page is sound", { concurrency: 2 }, () => {
  for (const [kind, { site, path, only, screens: names = Object.keys(screens), ...how }] of Object.entries(kinds)) {
    for (const [id, { tag }] of Object.entries(languages)) {
      if (only && only !== id) continue;
      test(`${kind}, ${id}`, async () => {
        const wrong = [];
        for (const screen of names) {
          // French is neither language: the root page stays where it is.
          const reader = await open(browser, site.origin, { viewport: screens[screen], locale: "fr-FR", expect: (complaint) => how.paper && /favicon\.ico/.test(complaint) });
          await withAxe(reader.context);
          for (const [scheme, tried] of Object.entries(rules[screen])) {
            const url = site.url(typeof path === "string" ? `${id}/${path}` : path(id));
            const found = await audit(reader, url, id, how, scheme, tried);
            wrong.push(...found.map((text) => `${screen}, ${scheme}: ${text}`));
          }
          const seen = await reader.page.evaluate(() => document.documentElement.lang);
          if (seen !== tag && kind !== "not found") wrong.push(`${screen}: the language is ${seen}`);
          await reader.close();
        }
        assert.deepEqual(wrong, []);
      });
    }
  }
});
