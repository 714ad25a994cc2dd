// A site in five languages, one of them written from right to left: what stands
// on which side, what keeps running from left to right, and the menu that many
// languages fold into.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { picture, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, settled, sideways, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const out = join(work, "languages");
const built = await run("build", "--quiet", "--strict", "--root", fileURLToPath(new URL("../languages", import.meta.url)), "--out", out);
assert.deepEqual(built, { code: 0, err: "" });
const server = await serveFiles(out, "/five/");
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});

const ids = ["zh", "zh-hant", "en", "ja", "ar"];
const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1400, height: 900 } };

/** The middle of an element, from the left edge of the window. */
const middle = (page, selector) => page.locator(selector).first().evaluate((e) => { const b = e.getBoundingClientRect(); return b.left + b.width / 2; });

const style = (page, selector, property, pseudo) =>
  page.locator(selector).first().evaluate((e, [p, s]) => getComputedStyle(e, s)[p], [property, pseudo]);

for (const [screen, options] of Object.entries({ phone, desk })) {
  test(`no page in five languages scrolls sideways, ${screen}, light and dark`, () =>
    reading(browser, server.origin, options, async (page) => {
      for (const id of ids) {
        for (const path of ["", "guide/", "guide/descent/", "guide/only/", "glossary/", "tags/", "search/", "404.html"]) {
          await page.goto(server.url(`${id}/${path}`));
          await settled(page);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            assert.equal(await sideways(page), 0, `${id}/${path}`);
            if (path === "guide/descent/") await picture(page, `language-${id}-${screen}-${colorScheme}`);
          }
        }
      }
    }));
}

test("the furniture of an Arabic page stands the other way round", () =>
  reading(browser, server.origin, desk, async (page) => {
    const sides = async () => [await middle(page, ".side"), await middle(page, "article"), await middle(page, ".toc")];
    await page.goto(server.url("en/guide/descent/"));
    const [side, text, toc] = await sides();
    assert.ok(side < text && text < toc, "in English from left to right");
    await page.goto(server.url("ar/guide/descent/"));
    const [side2, text2, toc2] = await sides();
    assert.ok(side2 > text2 && text2 > toc2, "in Arabic from right to left");
    assert.ok((await middle(page, ".prev")) > (await middle(page, ".next")), "the page before is on the right");
    assert.equal(await style(page, ".callout", "borderRightWidth"), "3px");
    assert.equal(await style(page, "article p", "textAlign"), "start");
    assert.equal(await style(page, "article p", "direction"), "rtl");
  }));

test("code, formulas and charts run from left to right in Arabic, signs of direction do not", () =>
  reading(browser, server.origin, desk, async (page) => {
    await page.goto(server.url("ar/guide/descent/"));
    for (const selector of ["pre", "p code", ".math .katex", ".math-display .katex", ".chart svg"]) {
      assert.equal(await style(page, selector, "direction"), "ltr", selector);
    }
    const turned = async (selector, pseudo) => style(page, selector, "transform", pseudo);
    const arabic = [await turned(".details > summary", "::before"), await turned(".footnotes .back")];
    await page.goto(server.url("en/guide/descent/"));
    const english = [await turned(".details > summary", "::before"), await turned(".footnotes .back")];
    arabic.forEach((t, i) => assert.notEqual(t, english[i]));
  }));

test("a text in another direction keeps its own", () =>
  reading(browser, server.origin, desk, async (page) => {
    await page.goto(server.url("ar/guide/only/"));
    assert.equal(await style(page, ".side", "direction"), "rtl");
    assert.equal(await style(page, "article", "direction"), "ltr");
    assert.equal(await style(page, ".toc ul", "direction"), "ltr");
    await page.goto(server.url("pair/ar/en/guide/descent/"));
    assert.equal(await style(page, ".row > .a", "direction"), "rtl");
    assert.equal(await style(page, "div.row > .b", "direction"), "ltr");
  }));

test("the tools over a paired page of many languages leave its names room", () =>
  reading(browser, server.origin, desk, async (page) => {
    await page.goto(server.url("pair/zh/en/guide/descent/"));
    const [name, ...tools] = await page.locator(".pair-bar .b a, .pair-bar .tools a").evaluateAll((all) => all.map((e) => e.getBoundingClientRect()));
    assert.ok(tools.length > 3, "there are tools for other languages");
    for (const tool of tools) assert.ok(tool.top >= name.bottom || tool.left >= name.right, "a tool lies over a name");
  }));

test("each language that writes Han has its own faces", () =>
  reading(browser, server.origin, desk, async (page) => {
    const faces = {};
    for (const id of ids) {
      await page.goto(server.url(`${id}/guide/descent/`));
      faces[id] = await style(page, "article p", "fontFamily");
    }
    const first = (id) => /Noto Sans CJK (..)/.exec(faces[id])?.[1];
    assert.deepEqual([first("zh"), first("zh-hant"), first("ja")], ["SC", "TC", "JP"]);
  }));

test("many languages fold into a menu that works by pointer and key", () =>
  reading(browser, server.origin, phone, async (page) => {
    await page.goto(server.url("ar/guide/descent/"));
    const link = page.locator('.langs a[hreflang="ja"]');
    assert.equal(await link.isVisible(), false);
    await page.locator(".langs summary").click();
    await link.waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await link.isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".langs") !== null), true, "the focus returns");
    await page.keyboard.press("Enter");
    await link.click();
    await page.waitForURL("**/ja/guide/descent/");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "ja");
  }));

test("the menu of languages works without scripts", () =>
  reading(browser, server.origin, { ...phone, javaScriptEnabled: false }, async (page) => {
    await page.goto(server.url("ar/guide/only/"));
    await page.locator(".langs summary").click();
    await page.locator('.langs a[hreflang="zh-Hans"]').click();
    await page.waitForURL("**/zh/guide/only/");
  }));

test("the search of an Arabic page speaks Arabic and finds words with and without the article", () =>
  reading(browser, server.origin, desk, async (page) => {
    await page.goto(server.url("ar/"));
    await page.locator("[data-open=search]").click();
    const dialog = page.locator("dialog.search");
    await dialog.waitFor();
    assert.equal(await style(page, "dialog.search", "direction"), "rtl");
    for (const query of ["التدرج", "تدرج", "خسارة"]) {
      await page.locator(".search-input").fill(query);
      await until(query, () => page.locator(".search-option mark").count());
      await until(`the count for ${query}`, async () => /^عدد الصفحات: \d/.test(await page.locator(".search-status").innerText()));
    }
  }));

test("the root page takes a reader to the language in the reader's own script", async () => {
  for (const [locale, id] of [["zh-TW", "zh-hant"], ["zh-HK", "zh-hant"], ["zh-CN", "zh"], ["ja-JP", "ja"], ["ar-EG", "ar"], ["en-AU", "en"]]) {
    await reading(browser, server.origin, { ...desk, locale }, async (page) => {
      await page.goto(server.url(""));
      await page.waitForURL(`**/five/${id}/`);
    });
  }
});
