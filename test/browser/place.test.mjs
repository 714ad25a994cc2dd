// The reader's place when the language changes under a slow processor and with
// fonts that come late, and that nothing holds a reader who moves on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { reading, settled, until } from "./reader.mjs";

const { browser, sites } = await serveBoth();
const { server } = sites[0];
const long = "mathematics/gan-discriminator/";
const viewport = { width: 1280, height: 800 };

/** Where the block with a number begins, in pixels from the window's top. */
const top = (page, key) => page.evaluate((key) => document.querySelector(`[data-b="${key}"]`).getBoundingClientRect().top, key);

/** Scrolls to a share of the page and returns the number of the first block that begins below the header. */
const standAt = (page, share) =>
  page.evaluate((share) => {
    window.scrollTo({ top: share * (document.documentElement.scrollHeight - innerHeight), behavior: "instant" });
    return [...document.querySelectorAll("[data-b]")].find((b) => b.getBoundingClientRect().top >= 70).dataset.b;
  }, share);

/** Makes the processor four times as slow, and every font late. */
async function slow(page, context, late) {
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.route("**/*.woff2", async (route) => {
    await new Promise((done) => setTimeout(done, late));
    await route.continue().catch(() => {}); // the page may be gone
  });
}

async function change(page, id) {
  await page.locator(`nav.langs a[data-lang=${id}]`).click();
  await page.waitForURL(new RegExp(`/${id}/${long}(#|$)`));
}

test("five changes of the language under load, and the text stays each time", () =>
  reading(browser, server.origin, { viewport }, async (page, { context }) => {
    await slow(page, context, 400);
    await page.goto(server.url(`zh/${long}`));
    await settled(page);
    const key = await standAt(page, 0.5);
    const first = await top(page, key);
    for (const id of ["en", "zh", "en", "zh", "en"]) {
      await change(page, id);
      await settled(page);
      await page.waitForTimeout(300);
      const now = await top(page, key);
      assert.ok(Math.abs(now - first) <= 40, `to ${id}: block ${key} was at ${first}, is at ${now}`);
      assert.notEqual(new URL(page.url()).hash, "", "the address has the heading");
    }
  }));

test("the place stays when the language changes again at once, and right after going to a heading", () =>
  reading(browser, server.origin, { viewport }, async (page) => {
    await page.goto(server.url(`zh/${long}`));
    await settled(page);
    const key = await standAt(page, 0.4);
    const first = await top(page, key);
    for (const id of ["en", "zh", "en"]) await change(page, id);
    await settled(page);
    assert.ok(Math.abs((await top(page, key)) - first) <= 40, `block ${key} was at ${first}, is at ${await top(page, key)}`);

    // To a heading, on by the wheel, and away: where the wheel led counts.
    const id = await page.evaluate(() => {
      const heading = [...document.querySelectorAll("article h2[id]")].at(-2);
      location.hash = heading.id;
      return heading.id;
    });
    await page.waitForFunction((id) => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 200, id);
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -700);
    const still = () => page.evaluate(() => new Promise((done) => setTimeout(() => done(scrollY), 120)));
    let at = NaN;
    await until("the page rests", async () => at === (at = await still()));
    const near = await page.evaluate(() => [...document.querySelectorAll("[data-b]")].find((b) => b.getBoundingClientRect().top >= 70).dataset.b);
    const before = await top(page, near);
    await change(page, "zh");
    await settled(page);
    assert.ok(Math.abs((await top(page, near)) - before) <= 40, `block ${near} was at ${before}, is at ${await top(page, near)}`);
  }));

for (const [how, move] of [
  ["the wheel", (page) => page.mouse.wheel(0, 600)],
  ["a search of the browser, of which no event tells", (page) => page.evaluate(() => window.scrollBy({ top: 600, behavior: "instant" }))],
]) {
  test(`who scrolls while fonts are under way is not held: ${how}`, () =>
    reading(browser, server.origin, { viewport }, async (page, { context }) => {
      await page.goto(server.url(`zh/${long}`));
      await settled(page);
      const key = await standAt(page, 0.3);
      const first = await top(page, key);
      await slow(page, context, 2000);
      await page.locator("nav.langs a[data-lang=en]").click({ noWaitAfter: true });
      await page.waitForURL(new RegExp(`/en/${long}`), { waitUntil: "domcontentloaded" });
      await page.mouse.move(600, 400);
      await move(page);
      await settled(page);
      await page.waitForTimeout(300);
      const now = await top(page, key);
      assert.ok(first - now > 300, `block ${key} was at ${first}, is at ${now}`);
    }));
}

test("in the paired page a row is pointed at between its columns too", () =>
  reading(browser, server.origin, { viewport: { width: 1440, height: 900 } }, async (page) => {
    await page.goto(server.url(`pair/zh/en/${long}`));
    await settled(page);
    await page.locator("button.veil").click();
    const row = page.locator("article > .row:not(.once)").nth(4);
    await row.scrollIntoViewIfNeeded();
    const missed = await row.evaluate((row) => {
      const box = row.getBoundingClientRect();
      const across = Array.from({ length: Math.floor(box.width) }, (_, x) => box.left + x + 0.5);
      return across.filter((x) => document.elementFromPoint(x, box.top + box.height / 2)?.closest(".row") !== row);
    });
    assert.deepEqual(missed, []);
  }));
