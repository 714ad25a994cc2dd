// What a reader does without a pointer: nothing is pressed but Tab, Enter,
// arrows, Esc and the keys the pages tell of. At each step the focus is seen.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { focus, tabTo } from "./focus.mjs";
import { languages, work } from "./guide.mjs";
import { launch, reading, screens, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const server = await serveFiles(join(work, "looks"));
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});
const chapter = (id) => server.url(`${id}/guide/descent/`);

/** Opens a page and waits until its scripts are there. */
async function begin(page, url) {
  await page.goto(url);
  await settled(page);
}

for (const [id, { other }] of Object.entries(languages)) {
  test(`on a phone the menu opens, closes and leads to a page, ${id}`, () =>
    reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
      await begin(page, chapter(id));
      await tabTo(page, "details.menu > summary");
      const link = page.locator("nav.side a[href$='/guide/noise/']");
      await page.keyboard.press("Enter");
      await link.waitFor({ state: "visible" });
      await page.keyboard.press("Escape");
      await link.waitFor({ state: "hidden" });
      assert.ok(await (await focus(page)).is("details.menu > summary"), "the focus is back on what opened it");
      await page.keyboard.press("Enter");
      await tabTo(page, "nav.side a[href$='/guide/noise/']");
      await page.keyboard.press("Enter");
      await page.waitForURL(server.url(`${id}/guide/noise/`));
    }));

  test(`search opens from its button, arrows choose, Esc gives the focus back, Enter opens, ${id}`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await begin(page, chapter(id));
      await tabTo(page, "[data-open=search]");
      await page.keyboard.press("Enter");
      await page.locator("dialog[open] .search-input").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog[open]").waitFor({ state: "detached" });
      assert.ok(await (await focus(page)).is("[data-open=search]"), "the focus is back on what opened it");
      await page.keyboard.press("Enter");
      await page.locator("dialog[open] .search-input").waitFor();
      assert.ok((await focus(page)).seen, "the field shows its focus");
      await page.keyboard.type(id === "zh" ? "随机" : "random");
      await page.locator(".search-results > :not(.search-extra) > a[role=option]").first().waitFor();
      await page.keyboard.press("ArrowDown");
      const chosen = page.locator(".search-results [aria-selected=true]");
      assert.equal(await chosen.count(), 1);
      const href = await chosen.evaluate((a) => a.href);
      await page.keyboard.press("Enter");
      await page.waitForURL(href);
    }));

  test(`the language changes, and both stand side by side, ${id}`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await begin(page, chapter(id));
      await tabTo(page, `nav.langs a[data-lang=${other}]`);
      await page.keyboard.press("Enter");
      await page.waitForURL(chapter(other));
      await settled(page);
      await tabTo(page, "nav.langs a.pair");
      await page.keyboard.press("Enter");
      await page.waitForURL(server.url(`pair/${other}/${id}/guide/descent/`));
      await settled(page);
      await tabTo(page, ".pair-bar a.swap");
      await page.keyboard.press("Enter");
      await page.waitForURL(server.url(`pair/${id}/${other}/guide/descent/`));
      await settled(page);
      await tabTo(page, ".pair-bar [data-toggle=veil]");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("[data-toggle=veil]").getAttribute("aria-pressed"), "true");
      await page.keyboard.press("b");
      await page.waitForURL(chapter(id));
    }));

  test(`arrows change tabs, and Tab goes on into the panel, ${id}`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await begin(page, chapter(id));
      await tabTo(page, "[role=tab]");
      await page.keyboard.press("ArrowRight");
      assert.ok(await (await focus(page)).is("[role=tab][aria-selected=true]:last-child"));
      assert.ok((await focus(page)).seen, "the tab shows its focus");
      await page.keyboard.press("Tab");
      assert.ok(await (await focus(page)).is("[role=tabpanel]:not([hidden])"));
    }));

  test(`code is copied, and that is said, ${id}`, () =>
    reading(browser, server.origin, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await begin(page, chapter(id));
      await tabTo(page, "article .code .copy");
      await page.keyboard.press("Enter");
      await page.locator("[role=status]", { hasText: id === "zh" ? "已复制" : "Copied" }).waitFor({ state: "attached" });
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^def step/);
    }));
}

for (const [screen, viewport] of Object.entries(screens)) {
  for (const path of ["en/guide/descent/", "pair/zh/en/guide/descent/", "zh/glossary/", "en/", "zh/search/", "404.html", "en/guide/only/"]) {
    test(`Tab goes through /${path} once and out of it, and is seen all the way, ${screen}`, () =>
      reading(browser, server.origin, { viewport }, async (page) => {
        await begin(page, server.url(path));
        // The page of search begins in its field, once its script is there.
        if (path.includes("search")) await page.locator(".search-input:focus").waitFor();
        await page.evaluate(() => {
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute("tabindex");
        });
        const seen = new Set();
        for (let i = 0; ; i++) {
          assert.ok(i < 200, "the end of the page is reached");
          await page.keyboard.press("Tab");
          const at = await focus(page);
          if (at.none || (seen.has(at.key) && at.key === [...seen][0])) break;
          assert.ok(!seen.has(at.key), `the focus stays in the page's order: twice on ${at.html}`);
          seen.add(at.key);
          assert.ok(at.seen, `the focus is seen on ${at.html}`);
        }
        const all = await page.evaluate(() => [...document.querySelectorAll("a[href], button, summary, input, select, textarea")].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled).length);
        assert.ok(seen.size >= all, `${seen.size} of ${all} are reached`);
      }));
  }
}
