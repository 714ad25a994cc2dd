// Two languages, one text: the language links keep the reader's place, the
// paired page shows both texts, in two columns or one below the other, with
// scripts and without.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { picture } from "./guide.mjs";
import { filesOf } from "./links.mjs";
import { reading, screens, settled, sideways } from "./reader.mjs";

const { browser, sites } = await serveBoth();
const long = "mathematics/global-optimum/";

/** Where the block with a number begins, in pixels from the window's top. */
const top = (page, key) => page.evaluate((key) => document.querySelector(`[data-b="${key}"]`)?.getBoundingClientRect().top, key);

/** Scrolls until the n-th block with a number stands in the upper third, and returns its number and place. */
function standAt(page, share) {
  return page.evaluate((share) => {
    const all = [...document.querySelectorAll("[data-b]")].filter((b) => b.getBoundingClientRect().height < 400);
    const block = all[Math.floor(all.length * share)];
    window.scrollBy({ top: block.getBoundingClientRect().top - 200, behavior: "instant" });
    const seen = [...document.querySelectorAll("[data-b]")].find((b) => b.getBoundingClientRect().top >= 130 && b.getBoundingClientRect().top < 600);
    return { key: seen.dataset.b, top: seen.getBoundingClientRect().top };
  }, share);
}

/** Holds that a block stands where it stood, within the 40 pixels of a line and a half. */
async function near(page, { key, top: before }, what) {
  await settled(page);
  const after = await top(page, key);
  assert.ok(Math.abs(after - before) <= 40, `${what}: block ${key} was at ${before}, is at ${after}`);
}

for (const { name, server, base } of sites) {
  for (const [screen, viewport] of Object.entries(base === "/" ? { ...screens, wide: { width: 1440, height: 900 } } : {})) {
    test(`${name}: in the middle of a long page the language changes and the text stays, ${screen}`, () =>
      reading(browser, server.origin, { viewport }, async (page) => {
        for (const share of [0.25, 0.6, 0.9]) {
          await page.goto(server.url(`zh/${long}`));
          await settled(page);
          let place = await standAt(page, share);
          for (const id of ["en", "zh", "en"]) {
            await page.locator(`nav.langs a[data-lang=${id}]`).click();
            await page.waitForURL(new RegExp(`/${id}/${long}(#|$)`));
            await near(page, place, `${share} to ${id}`);
            assert.equal(await page.evaluate(() => sessionStorage.length), 0, "nothing is kept");
            place = { ...place, top: await top(page, place.key) };
          }
          // To both languages, the other one leading, and out again.
          await page.locator("nav.langs a.pair").click();
          await page.waitForURL(new RegExp(`/pair/en/zh/${long}`));
          await near(page, place, `${share} to the paired page`);
          place = { ...place, top: await top(page, place.key) };
          await page.evaluate(() => document.querySelector("a.swap").click());
          await page.waitForURL(new RegExp(`/pair/zh/en/${long}`));
          await near(page, place, `${share} to the other leading`);
          place = { ...place, top: await top(page, place.key) };
          await page.locator("nav.langs a[data-lang=en]").click();
          await page.waitForURL(new RegExp(`^[^/]*//[^/]*${base}en/${long}`));
          await near(page, place, `${share} out again`);
        }
      }));
  }

  test(`${name}: going back finds the page where it was left`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url(`zh/${long}`));
      await settled(page);
      const place = await standAt(page, 0.5);
      await page.locator("nav.langs a[data-lang=en]").click();
      await page.waitForURL(new RegExp(`/en/${long}`));
      await settled(page);
      await page.goBack();
      await page.waitForURL(new RegExp(`/zh/${long}`));
      await near(page, place, "back");
    }));

  test(`${name}: at the top of a page the language changes without a heading in the address`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url(`zh/${long}`));
      await page.locator("nav.langs a[data-lang=en]").click();
      await page.waitForURL(server.url(`en/${long}`));
    }));

  test(`${name}: a row is two columns on a wide window and one below the other on a narrow one`, () =>
    reading(browser, server.origin, { viewport: { width: 1440, height: 900 } }, async (page) => {
      for (const pair of ["zh/en", "en/zh"]) {
        await page.goto(server.url(`pair/${pair}/${long}`));
        for (const [width, columns] of [[1440, 2], [1152, 2], [1151, 1], [390, 1]]) {
          await page.setViewportSize({ width, height: 900 });
          await settled(page);
          const seen = await page.evaluate(() => {
            const rows = [...document.querySelectorAll("article > .row")].filter((r) => r.querySelector(":scope > .a + .b"));
            const boxes = rows.map((r) => [...r.children].map((c) => c.getBoundingClientRect()));
            return {
              rows: rows.length,
              beside: boxes.every(([a, b]) => b.left >= a.right && Math.abs(a.top - b.top) < 60),
              below: boxes.every(([a, b]) => b.top >= a.bottom - 1),
              widths: boxes.map(([a]) => Math.round(a.width / 16)),
              langs: rows.map((r) => r.children[0].lang + " " + r.children[1].lang).join() !== "",
            };
          });
          assert.ok(seen.rows > 20, `${seen.rows} rows`);
          assert.deepEqual([seen.beside, seen.below], [columns === 2, columns === 1], `${width}`);
          if (columns === 2) assert.ok(Math.min(...seen.widths) >= 32 && Math.max(...seen.widths) <= 36, `${width}: columns of ${Math.min(...seen.widths)} to ${Math.max(...seen.widths)} rem`);
          assert.equal(await sideways(page), 0, `${width}: no scrolling sideways`);
          if (base === "/") await picture(page, `pair-${pair.replace("/", "-")}-${width}`);
        }
      }
    }));

  test(`${name}: the first lines of a row stand on one line`, () =>
    reading(browser, server.origin, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(server.url(`pair/zh/en/${long}`));
      await settled(page);
      const off = await page.evaluate(() => {
        const base = (e) => {
          const mark = document.createElement("span");
          mark.style.cssText = "display:inline-block;width:0;height:0"; // its lower edge is the baseline
          e.prepend(mark);
          const y = mark.getBoundingClientRect().bottom;
          mark.remove();
          return y;
        };
        const pairs = [...document.querySelectorAll("article > .row")].map((r) => [...r.querySelectorAll(":scope > * > :is(p, h2, h3):first-child")]).filter((p) => p.length === 2);
        return { pairs: pairs.length, most: Math.max(...pairs.map(([a, b]) => Math.abs(base(a) - base(b)))) };
      });
      assert.ok(off.pairs > 15, `${off.pairs} rows`);
      assert.ok(off.most < 1, `${off.most} pixels between the lines`);
    }));

  test(`${name}: without scripts both texts are there, and headings lead to the other language`, () =>
    reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
      await page.goto(server.url(`zh/${long}`));
      const heading = page.locator("article h2[id]").nth(1);
      const id = await heading.getAttribute("id");
      await heading.locator("a.tongue").click();
      await page.waitForURL(server.url(`en/${long}#${id}`));
      await page.locator("nav.langs a.pair").click();
      await page.waitForURL(server.url(`pair/en/zh/${long}`));
      for (const cell of ["a", "b"]) assert.ok(await page.locator(`article > .row > .${cell} p`).nth(3).isVisible());
      assert.equal(await page.locator("button.veil").isVisible(), false);
      await page.locator("details.menu > summary").click();
      await page.locator("nav.side a[aria-current=page]").waitFor({ state: "visible" });
    }));

  test(`${name}: the second language can be covered until a row is touched or gone to, and stays so`, () =>
    reading(browser, server.origin, { viewport: { width: 1440, height: 900 } }, async (page) => {
      await page.goto(server.url(`pair/zh/en/${long}`));
      await settled(page);
      const cell = (n) => page.locator("article > .row:not(.once) > .b").nth(n);
      await page.locator("button.veil").click();
      await page.mouse.move(1, 500);
      assert.equal(await page.locator("button.veil").getAttribute("aria-pressed"), "true");
      assert.equal(await cell(3).isVisible(), false);
      await page.reload();
      await settled(page);
      assert.equal(await cell(3).isVisible(), false);
      await page.locator("article > .row:not(.once) > .a").nth(3).hover();
      assert.equal(await cell(3).isVisible(), true);
      assert.equal(await cell(4).isVisible(), false);
      await page.locator("article > .row:not(.once)").nth(4).focus();
      assert.equal(await cell(4).isVisible(), true);
      await page.setViewportSize(screens.phone);
      await page.locator("article > .row:not(.once) > .a").nth(6).click();
      await page.mouse.move(1, 1);
      assert.equal(await cell(6).isVisible(), true);
      await page.emulateMedia({ media: "print" });
      assert.equal(await cell(1).isVisible(), true, "paper is never covered");
      await page.emulateMedia({ media: null });
      await page.evaluate(() => document.querySelector("button.veil").click());
      assert.equal(await cell(3).isVisible(), true);
    }));

  test(`${name}: b leads to both languages and back, ] to the next paired page`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      for (const [key, path] of [
        ["b", "pair/en/zh/mathematics/gan-discriminator/"],
        ["]", "pair/en/zh/mathematics/global-optimum/"],
        ["t", "pair/zh/en/mathematics/global-optimum/"],
        ["b", "zh/mathematics/global-optimum/"],
      ]) {
        await settled(page);
        await page.keyboard.press(key);
        await page.waitForURL(server.url(path));
      }
    }));
}

// The links themselves are followed with those of all pages, in files.test.mjs.
test("ids of paired pages are unique, what refers to them is there, and formulas stand once", async () => {
  for (const { folder } of sites) {
    const pages = (await filesOf(folder)).filter((f) => /^pair\/.*\.html$/.test(f));
    assert.ok(pages.length >= 16, `${pages.length} pages`);
    let once = 0;
    for (const file of pages) {
      const html = await readFile(join(folder, file), "utf8");
      const tags = html.match(/<[a-z][^<>]*>/gi);
      const values = (name) => tags.flatMap((tag) => [...tag.matchAll(new RegExp(`\\s${name}="([^"]+)"`, "g"))].map((m) => m[1]));
      const ids = values("id");
      assert.equal(new Set(ids).size, ids.length, file);
      for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"]) {
        for (const id of values(name).flatMap((v) => v.split(" "))) assert.ok(ids.includes(id), `${file}: ${name} ${id}`);
      }
      once += html.split(/class="row[^"]* once"/).length - 1;
    }
    assert.ok(once > 20, `${once} blocks stand once`);
  }
});
