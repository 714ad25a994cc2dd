// The smallest phone, with the largest letters: every page of the guide fits, and a
// formula that does not scrolls by itself, from either side, on the line of its
// text, for as long as it has to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { offTheLine, wide } from "./audit.mjs";
import { serveBoth } from "./both.mjs";
import { filesOf } from "./links.mjs";
import { reading, settled, sideways, until } from "./reader.mjs";

const { browser, sites } = await serveBoth();
const { server, folder } = sites[0];
const small = { viewport: { width: 320 - 12, height: 640 }, hasTouch: true }; // with the bar that some browsers scroll by
const largest = (page) => page.addInitScript(() => localStorage.getItem("duizhao-size") ?? localStorage.setItem("duizhao-size", "150"));
const chapter = (id) => server.url(`${id}/mathematics/gan-discriminator/`);
const long = (page) => page.locator(".math.beyond");
const fits = (page) => until("the page fits", async () => (await sideways(page)) <= 0);

test("every page fits", async (t) => {
  const paths = (await filesOf(folder)).filter((path) => path.endsWith(".html"));
  assert.ok(paths.length > 90, `${paths.length} pages`);
  const over = [];
  let formulas = 0;
  await reading(browser, server.origin, small, async (page) => {
    await largest(page);
    for (const path of paths) {
      await page.goto(server.url(path));
      await settled(page);
      over.push(...(await wide(page)).map((what) => `${path} ${what}`));
      formulas += await long(page).count();
    }
  });
  assert.deepEqual(over, []);
  assert.ok(formulas > 0, "no formula is too wide: there was nothing to see");
  t.diagnostic(`${paths.length} pages, ${formulas} formulas that scroll`);
});

for (const id of ["zh", "en"]) {
  test(`${id}: without the script the page would scroll`, () =>
    reading(browser, server.origin, { ...small, expect: (complaint) => /formula-/.test(complaint) }, async (page) => {
      await largest(page);
      await page.route("**/formula-*.js", (route) => route.fulfill({ status: 404, body: "" }));
      await page.goto(chapter(id));
      await settled(page);
      assert.ok((await sideways(page)) > 0, "all formulas fit");
    }));

  test(`${id}: a long formula scrolls by itself, until letters get smaller or the page wider`, () =>
    reading(browser, server.origin, small, async (page) => {
      await largest(page);
      await page.goto(chapter(id));
      await settled(page);
      await fits(page);
      const one = long(page).first();
      assert.deepEqual([await long(page).count(), await one.getAttribute("tabindex"), await one.getAttribute("role")], [1, "0", "group"]);
      assert.ok(await one.evaluate((f) => f.scrollWidth > f.clientWidth));
      await one.focus();
      await page.keyboard.press("ArrowRight");
      await until("the keyboard moves it", () => one.evaluate((f) => f.scrollLeft > 0));
      const slider = page.locator("dialog.reading [type=range]");
      for (const [key, marks] of [["Home", 0], ["End", 1]]) {
        await page.locator("[data-open=reading]").click();
        await slider.press(key);
        await page.keyboard.press("Escape");
        await until(`${marks} with ${key}`, async () => (await long(page).count()) === marks);
        assert.ok((await sideways(page)) <= 0);
      }
      await page.setViewportSize({ width: 1280, height: 640 });
      await until("on a wide page none does", async () => (await long(page).count()) === 0);
      assert.equal(await page.locator(".math:is([tabindex], [role])").count(), 0);
    }));
}

test("where text runs from right to left, too", () =>
  reading(browser, server.origin, small, async (page) => {
    await largest(page);
    await page.addInitScript(() => new MutationObserver((_, o) => document.documentElement && (o.disconnect(), (document.documentElement.dir = "rtl"))).observe(document, { childList: true }));
    await page.goto(chapter("en"));
    await settled(page);
    await fits(page);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
    assert.ok((await long(page).count()) > 0);
  }));

test("what scrolls stays on the line of its text, and within what scrolls anyway nothing is marked", () =>
  reading(browser, server.origin, small, async (page) => {
    await largest(page);
    await page.goto(chapter("en"));
    await settled(page);
    const off = await page.evaluate(offTheLine);
    assert.ok(off < 0.5, `${off} px`);
    assert.ok((await page.evaluate(offTheLine, "inline-block")) > 2, "a box that stands on its lower edge is noticed");
    const marked = await page.evaluate(async () => {
      const formula = document.querySelector(".math.beyond");
      const [box, free] = ["auto", "visible"].map((overflowX) => {
        const place = document.createElement("p");
        Object.assign(place.style, { overflowX, fontSize: "2em" });
        place.append(formula.cloneNode(true));
        place.firstChild.className = "math";
        return place;
      });
      document.querySelector("article").append(box, free);
      await new Promise((done) => setTimeout(done, 200));
      return [box, free].map((place) => place.firstChild.classList.contains("beyond"));
    });
    assert.deepEqual(marked, [false, true]);
  }));

test("columns of prose are not a word wide: a table of many scrolls", () =>
  reading(browser, server.origin, { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(server.url("en/background/evidence/"));
    await settled(page);
    const tallest = () => page.locator("article td").evaluateAll((cells) => Math.max(...cells.map((cell) => cell.offsetHeight / parseFloat(getComputedStyle(cell).lineHeight))));
    assert.ok((await tallest()) < 16, `${await tallest()} lines`);
    await page.locator("article table").evaluateAll((tables) => tables.forEach((table) => (table.style.width = "auto")));
    assert.ok((await tallest()) > 18, "without its width it would be");
  }));
