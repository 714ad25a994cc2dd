// What pages look like: pictures of the site in test/looks, kept beside its
// sources. `make looks` takes them anew.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { languages, work } from "./guide.mjs";
import { compare, fonts, halve, hold, patient } from "./picture.mjs";
import { launch, reading, screens, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const kept = fileURLToPath(new URL("../looks/pictures/", import.meta.url));
const out = fileURLToPath(new URL("../out/", import.meta.url));
const site = await serveFiles(join(work, "looks"));
const browser = await launch({ env: await fonts(join(work, "fonts")), more: ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"] });
after(async () => {
  await browser.close();
  site.close();
});

async function searched(page, id) {
  await page.keyboard.press("/");
  await page.locator(".search-input").fill(id === "zh" ? "梯度" : "gradient");
  await page.locator(".search-results a[role=option]").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator(".search-extra").first().waitFor();
}

// name → language, screen, colours, path below the language's folder, and what is done first.
const pictures = {
  home: ["zh", "desk", "light", ""],
  "home-phone": ["en", "phone", "dark", ""],
  chapter: ["en", "desk", "light", "guide/descent/"],
  "chapter-dark": ["zh", "desk", "dark", "guide/descent/"],
  "chapter-phone": ["zh", "phone", "light", "guide/descent/"],
  "chapter-end": ["zh", "desk", "light", "guide/descent/#rates"],
  pair: ["zh", "desk", "light", (id) => `pair/${id}/${languages[id].other}/guide/descent/`],
  "pair-phone": ["en", "phone", "dark", (id) => `pair/${id}/${languages[id].other}/guide/descent/`],
  search: ["en", "desk", "dark", "guide/", searched],
  "search-phone": ["zh", "phone", "light", "guide/", searched],
  glossary: ["zh", "phone", "dark", "glossary/"],
  references: ["en", "phone", "light", "references/"],
  "not-found": ["zh", "desk", "light", "404.html"],
  print: ["zh", "desk", "print", "guide/descent/"],
};

/** Opens a page as the list says, and returns its picture. */
async function take(page, [id, , scheme, path, then]) {
  await page.emulateMedia(scheme === "print" ? { media: "print" } : { colorScheme: scheme });
  await patient(page);
  await page.goto(site.url(typeof path === "string" ? `${id}/${path}` : path(id)));
  await settled(page);
  await then?.(page, id);
  await settled(page);
  return halve(await page.screenshot({ animations: "disabled", caret: "hide" }));
}

const options = ([, screen]) => ({ viewport: screens[screen], reducedMotion: "reduce" });

describe("pages look as they did", { concurrency: 2 }, () => {
  for (const [name, how] of Object.entries(pictures)) {
    test(name, () =>
      reading(browser, site.origin, options(how), async (page) => {
        assert.equal(await hold(join(kept, `${name}.png`), name, await take(page, how), out), "");
      }));
  }
});

test("control: a colour, a margin and a size that change are noticed; the same page twice is not", async () => {
  const how = pictures.chapter;
  const page = (css) =>
    new Promise((done, fail) => {
      void reading(browser, site.origin, options(how), async (page, { context }) => {
        // The style sheet is changed on its way: the page's policy forbids others.
        await context.route("**/main-*.css", async (route) => {
          const answer = await route.fetch();
          await route.fulfill({ response: answer, body: (await answer.text()) + css });
        });
        done(await take(page, how));
      }).catch(fail);
    });
  const plain = await page("");
  const again = compare(plain, await page(""));
  assert.ok(again.share < 0.0005 && again.mean < 0.1, `the same page again: ${again.share}, ${again.mean}`);
  for (const css of [":root:root{--bg:#e8f0ff}", "article p{margin-block:1.4em}", "article p{font-size:1.1rem}"]) {
    const { same, share, mean } = compare(plain, await page(css));
    assert.equal(same, false, `${css}: ${share}, ${mean}`);
  }
});
