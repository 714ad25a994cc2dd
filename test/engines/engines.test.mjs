// The built guide in Firefox and in WebKit: pages of all types on a phone and on a
// desk. Chromium, in which the other tests run, is not all that readers have.
//
//	GUIDE=FOLDER node --experimental-websocket --test test/engines/engines.test.mjs
//
// FOLDER is the built site. PICTURES=FOLDER gets a picture of each page, to be looked at.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { serveFiles } from "../browser/server.mjs";
import { firefox } from "./firefox.mjs";
import { webkit } from "./webkit.mjs";

const screens = { desk: [1280, 900], phone: [360, 740] };
const pages = {
  "home zh": "zh/",
  "home en": "en/",
  "chapter zh": "zh/mathematics/gan-discriminator/",
  "chapter en": "en/mathematics/gan-discriminator/",
  "charts zh": "zh/concepts/exposure/",
  "paired": "pair/zh/en/concepts/frontier/",
  "labs en": "en/labs/",
  "glossary zh": "zh/glossary/",
  "references en": "en/references/",
  "search zh": "zh/search/?q=" + encodeURIComponent("生成器"),
  "search en": "en/search/?q=discriminator",
  "not found": "404.html",
};
const server = await serveFiles(process.env.GUIDE, "/");
const wrong = await mkdtemp(join(tmpdir(), "wrong-"));
await writeFile(
  join(wrong, "index.html"),
  `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><pre>${"wide ".repeat(1000)}</pre><script>1</script>`,
);
const control = await serveFiles(wrong, "/");
after(() => {
  for (const s of [server, control]) s.close();
  return rm(wrong, { recursive: true });
});

const state = `({
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  width: innerWidth,
  found: document.querySelectorAll("a.search-option").length,
  formulas: document.querySelectorAll(".katex").length,
  late: [...document.fonts].filter((f) => f.status === "error").length,
  images: [...document.images].filter((i) => i.complete && !i.naturalWidth).length,
  styled: getComputedStyle(document.body).getPropertyValue("--bg") !== "",
})`;

for (const start of [firefox, webkit]) {
  test(start.name, async (t) => {
    const browser = await start();
    t.after(() => browser.close());
    for (const [screen, [width, height]] of Object.entries(screens)) {
      await browser.size(width, height);
      for (const [name, path] of Object.entries(pages)) {
        await t.test(`${name}, ${screen}`, async () => {
          await browser.go(server.url(path));
          // Firefox complains of what a page that is left was still fetching through the worker.
          await new Promise((done) => setTimeout(done, 300));
          let seen = await browser.evaluate(state);
          for (let tries = 50; /search/.test(name) && !seen.found && tries; tries--) {
            await new Promise((done) => setTimeout(done, 100));
            seen = await browser.evaluate(state);
          }
          // A face that is late is done without (font-display: optional); WebKit calls that an error. It is there at the next visit.
          if (seen.late) {
            await browser.go(server.url(path));
            seen = await browser.evaluate(state);
          }
          if (process.env.PICTURES) await writeFile(join(process.env.PICTURES, `${start.name}-${name}-${screen}.png`.replaceAll(" ", "-")), await browser.picture());
          assert.deepEqual(browser.complaints(), []);
          assert.ok(seen.width > width - 20 && seen.width <= Math.max(width + 20, browser.narrowest), `the page is ${seen.width} wide`);
          assert.ok(seen.over <= 0, `it is ${seen.over} px too wide`);
          assert.ok(seen.styled && !seen.late && !seen.images, JSON.stringify(seen));
          if (/search/.test(name)) assert.ok(seen.found >= 5, `${seen.found} results`);
          if (/chapter/.test(name)) assert.ok(seen.formulas > 20, `${seen.formulas} formulas`);
        });
      }
    }
    await t.test("what is wrong is noticed", async () => {
      await browser.go(control.url(""));
      const { over } = await browser.evaluate("({ over: document.documentElement.scrollWidth - document.documentElement.clientWidth })");
      if (browser.name === "Firefox") assert.ok(browser.complaints().some((c) => /Content-Security-Policy/.test(c)));
      else assert.ok(over > 0, "a page that is too wide");
    });
  });
}
