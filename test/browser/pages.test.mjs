// What a reader does on a page, on both builds of the guide. How pages stand is
// matrix.test.mjs's.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { languages, picture, source } from "./guide.mjs";
import { reading, screens, settled, sideways } from "./reader.mjs";

const { browser, sites } = await serveBoth();

/** The names of a page's search landmarks: two without any cannot be told apart. */
const names = (page) => page.getByRole("search").evaluateAll((all) => all.map((e) => e.ariaLabel));

for (const { name, server, base } of sites) {
  test(`${name}: the current page is marked in the sidebar, and what is not there has a page that says so`, () =>
    // The 404 of a page asked for by name is no complaint.
    reading(browser, server.origin, { expect: (complaint) => /no\/such\/page/.test(complaint) && /^(status|console): /.test(complaint) }, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      const current = page.locator("nav.side a[aria-current=page]");
      assert.equal(await current.count(), 1);
      assert.equal(await current.getAttribute("href"), `${base}en/mathematics/gan-discriminator/`);
      const answer = await page.goto(server.url("en/no/such/page/"));
      assert.equal(answer.status(), 404);
      // One 404.html serves every language; it is in the first one.
      assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.querySelectorAll("h1").length]), ["zh-Hans", 1]);
      assert.equal(await sideways(page), 0);
      assert.deepEqual(await names(page), ["搜索本站", "Search this site"]);
      // What the address was meant to lead to is searched for from here, in either language.
      await page.locator("section[lang=en] input").fill("discriminator");
      await page.keyboard.press("Enter");
      await page.waitForURL(server.url("en/search/?q=discriminator"));
      await page.locator("a.search-option").first().waitFor();
    }));

  test(`${name}: the language switch leads to the partner page, to the same heading, and back`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("zh/mathematics/gan-discriminator/#optimal-discriminator"));
      for (const id of ["en", "zh"]) {
        await page.locator(`nav.langs a[data-lang=${id}]`).click();
        await page.waitForURL(server.url(`${id}/mathematics/gan-discriminator/#optimal-discriminator`));
        assert.equal(await page.locator("html").getAttribute("lang"), languages[id].tag);
        const heading = page.locator("#optimal-discriminator");
        assert.match(await heading.evaluate((h) => h.tagName), /^H[2-6]$/);
        assert.ok(await heading.evaluate((h) => h.getBoundingClientRect().top >= document.querySelector("header").getBoundingClientRect().bottom), "the header does not cover it");
      }
    }));

  test(`${name}: previous and next lead on and back`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      await page.locator("nav.pager a[rel=next]").click();
      await page.waitForURL(server.url("en/mathematics/global-optimum/"));
      await page.locator("nav.pager a[rel=prev]").click();
      await page.waitForURL(server.url("en/mathematics/gan-discriminator/"));
    }));

  test(`${name}: the keys ], [ and t lead to the next page, the previous one and the other language`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      const presses = [
        ["]", "en/mathematics/global-optimum/"],
        ["[", "en/mathematics/gan-discriminator/"],
        ["t", "zh/mathematics/gan-discriminator/"],
      ];
      for (const [key, path] of presses) {
        await settled(page);
        await page.keyboard.press(key);
        await page.waitForURL(server.url(path));
      }
    }));

  test(`${name}: on a phone the menu opens the chapters, and Esc closes it`, () =>
    reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
      await page.goto(server.url("zh/mathematics/gan-discriminator/"));
      await settled(page);
      const link = page.locator("nav.side a[href$='/zh/mathematics/notation/']");
      assert.equal(await link.isVisible(), false);
      await page.locator("details.menu > summary").click();
      await link.waitFor({ state: "visible" });
      if (base === "/") await picture(page, "menu-zh-phone");
      await page.keyboard.press("Escape");
      await link.waitFor({ state: "hidden" });
      await page.locator("details.menu > summary").click();
      await link.click();
      await page.waitForURL(server.url("zh/mathematics/notation/"));
    }));

  test(`${name}: the colours chosen are remembered over a reload and on other pages`, () =>
    reading(browser, server.origin, { colorScheme: "light" }, async (page) => {
      await page.goto(server.url("en/"));
      await settled(page);
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await background();
      const chosen = () => page.evaluate(() => document.documentElement.dataset.theme);
      await page.locator("[data-open=reading]").click();
      await page.getByRole("radio", { name: "Dark" }).check();
      const dark = await background();
      assert.notEqual(dark, light);
      await page.reload();
      assert.equal(await chosen(), "dark");
      assert.equal(await background(), dark);
      await page.goto(server.url("zh/mathematics/"));
      assert.equal(await background(), dark);
    }));

  test(`${name}: the copy button copies the code to the letter and says so`, () =>
    reading(browser, server.origin, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      for (const [id, said] of Object.entries({ zh: "已复制", en: "Copied" })) {
        const code = (await readFile(join(source, "content/code/gan1d.py"), "utf8")).match(/^# region model\n(.*?)^# endregion$/ms)[1];
        await page.goto(server.url(`${id}/labs/gan1d/`));
        await settled(page);
        await page.locator("article .code .copy").first().click();
        await page.locator("[role=status]", { hasText: said }).waitFor({ state: "attached" });
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
      }
    }));

  test(`${name}: formulas are set in KaTeX's fonts from this host, with MathML beside`, () =>
    reading(browser, server.origin, {}, async (page) => {
      for (const id of ["zh", "en"]) {
        await page.goto(server.url(`${id}/mathematics/gan-discriminator/`));
        await settled(page);
        const seen = await page.evaluate(() => {
          const all = (selector) => [...document.querySelectorAll(`article ${selector}`)];
          const loaded = (family) => [...document.fonts].some((f) => f.family.replaceAll('"', "") === family && f.status === "loaded");
          const box = document.querySelector("article .katex-mathml").getBoundingClientRect();
          return {
            formulas: all(".katex").length,
            set: all(".katex-html").length,
            mathml: all(".katex math").filter((e) => e instanceof MathMLElement && e.childElementCount > 0).length,
            broken: all(".katex-error, .broken-leaf").length,
            raw: /\\frac|\\mathbb|\$\$/.test(all(".katex-html").map((e) => e.textContent).join("")),
            family: getComputedStyle(document.querySelector("article .katex .mord.mathnormal")).fontFamily.split(",")[0].replaceAll('"', ""),
            fonts: ["KaTeX_Main", "KaTeX_Math", "KaTeX_AMS"].map(loaded),
            mathmlIsOutOfSight: box.width <= 2 && box.height <= 2,
          };
        });
        const { formulas, ...rest } = seen;
        assert.ok(formulas > 50, `${formulas} formulas`);
        assert.deepEqual(rest, {
          set: formulas,
          mathml: formulas,
          broken: 0,
          raw: false,
          family: "KaTeX_Math",
          fonts: [true, true, true],
          mathmlIsOutOfSight: true,
        });
      }
      assert.ok(server.requests.some((path) => path.startsWith(base) && path.endsWith(".woff2")));
    }));

  test(`${name}: wide formulas, tables and code scroll in boxes of their own`, () =>
    reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
      await page.goto(server.url("en/labs/gan1d/"));
      await settled(page);
      const wide = await page.evaluate(() => {
        const scrolls = (e) => e.scrollWidth > e.clientWidth && ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
        return { code: [...document.querySelectorAll("article pre")].some(scrolls), formulas: [...document.querySelectorAll("article *:has(.katex-display), article .katex-display")].some(scrolls) };
      });
      assert.deepEqual(wide, { code: true, formulas: true });
    }));

  test(`${name}: what a reader without a mouse reaches first leads to the text`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/"));
      await settled(page);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Skip to the text");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
    }));
}
