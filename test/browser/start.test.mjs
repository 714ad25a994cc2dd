// The root page's choice of language, and readers without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { languages, picture } from "./guide.mjs";
import { reading, screens, settled } from "./reader.mjs";

const { browser, sites } = await serveBoth();

for (const { name, server, base } of sites) {
  for (const [locale, id] of Object.entries({ "zh-CN": "zh", "en-GB": "en", ...(base === "/" && { "zh-TW": "zh", "en-US": "en" }) })) {
    test(`${name}: the root page takes a browser that asks for ${locale} to /${id}/`, () =>
      reading(browser, server.origin, { locale }, async (page) => {
        await page.goto(server.url(""));
        await page.waitForURL(server.url(`${id}/`));
        assert.equal(await page.locator("html").getAttribute("lang"), languages[id].tag);
      }));
  }

  test(`${name}: the root page passes over locales that are no language tags`, () =>
    reading(browser, server.origin, { locale: "en-GB" }, async (page) => {
      await page.addInitScript(() => Object.defineProperty(navigator, "languages", { get: () => ["C", "en-US@posix", "zh-CN"] }));
      await page.goto(server.url(""));
      await page.waitForURL(server.url("zh/"));
    }));

  test(`${name}: the root page lets a reader of neither language choose`, () =>
    reading(browser, server.origin, { locale: "fr-FR" }, async (page) => {
      await page.goto(server.url(""));
      await settled(page);
      assert.equal(page.url(), server.url(""));
      await page.getByRole("link", { name: "English" }).click();
      await page.waitForURL(server.url("en/"));
    }));

  test(`${name}: a language once chosen beats the browser's, and who comes from the site may choose`, () =>
    reading(browser, server.origin, { locale: "zh-CN" }, async (page) => {
      await page.goto(server.url("zh/"));
      await settled(page);
      await page.locator("nav.langs a[data-lang=en]").click();
      await page.waitForURL(server.url("en/"));
      await page.goto("about:blank");
      await page.goto(server.url(""));
      await page.waitForURL(server.url("en/"));
      await page.evaluate((root) => (location.href = root), server.url(""));
      await page.waitForURL(server.url(""));
      await settled(page);
      assert.equal(page.url(), server.url(""));
    }));

  test(`${name}: without JavaScript the root page offers both languages`, () =>
    reading(browser, server.origin, { javaScriptEnabled: false, locale: "zh-CN" }, async (page) => {
      for (const [id, { tag }] of Object.entries(languages)) {
        await page.goto(server.url(""));
        const link = page.locator(`main a[hreflang=${tag}]`);
        assert.ok(await link.isVisible());
        await link.click();
        await page.waitForURL(server.url(`${id}/`));
      }
    }));

  for (const [screen, viewport] of Object.entries(base === "/" ? screens : { phone: screens.phone })) {
    test(`${name}: without JavaScript pages read and navigate, and search says what it needs, ${screen}`, () =>
      reading(browser, server.origin, { javaScriptEnabled: false, viewport }, async (page) => {
        const needs = { zh: "搜索需要启用 JavaScript", en: "Search needs JavaScript" };
        for (const [id, { other }] of Object.entries(languages)) {
          await page.goto(server.url(`${id}/mathematics/gan-discriminator/`));
          assert.ok((await page.locator("article").innerText()).length > 3000);
          assert.ok(await page.locator("article .katex-html").first().isVisible());
          const said = page.locator("header noscript"); // getByText passes over noscript
          assert.equal((await said.innerText()).trim(), needs[id]);
          assert.ok(await said.locator("*").isVisible(), "search says that it needs JavaScript");
          for (const control of await page.locator("button").all()) {
            assert.equal(await control.isVisible(), false, "no button that does nothing");
          }
          if (base === "/") await picture(page, `noscript-${id}-${screen}`);

          const inSidebar = page.locator("nav.side a[href$='/mathematics/notation/']");
          if (!(await inSidebar.isVisible())) await page.locator("details.menu > summary").click();
          await inSidebar.click();
          await page.waitForURL(server.url(`${id}/mathematics/notation/`));
          await page.locator("nav.pager a[rel=next]").click();
          await page.waitForURL(server.url(`${id}/mathematics/gan-discriminator/`));
          await page.locator("nav.langs a[data-lang]").click();
          await page.waitForURL(server.url(`${other}/mathematics/gan-discriminator/`));
        }
      }));
  }

  test(`${name}: the page that is not there leads to both first pages, from any depth`, () =>
    reading(browser, server.origin, { expect: (complaint) => /^(status|console): .*no\/such/.test(complaint) }, async (page) => {
      for (const id of Object.keys(languages)) {
        const answer = await page.goto(server.url("zh/no/such/page/"));
        assert.equal(answer.status(), 404);
        await page.locator(`main a[hreflang=${languages[id].tag}]`).click();
        await page.waitForURL(server.url(`${id}/`));
      }
    }));
}
