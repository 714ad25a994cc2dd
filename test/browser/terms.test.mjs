// Terms of the glossary: every card on a page, on a phone and on a desk, by
// pointer and by key, with scripts and without; and the page of all terms.

import assert from "node:assert/strict";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { picture } from "./guide.mjs";
import { reading, screens, settled, sideways } from "./reader.mjs";

const { browser, sites } = await serveBoth();
const { server } = sites[1]; // links are right under a base path too

/** Points at a term, in its last line if it stands in two; returns where. */
async function pointAt(page, term) {
  await term.evaluate((e) => e.scrollIntoView({ block: "center" }));
  const [x, y] = await term.evaluate((e) => {
    const line = [...e.getClientRects()].at(-1);
    return [line.x + line.width / 2, line.y + line.height / 2];
  });
  await page.mouse.move(x, y);
  return { x, y };
}

for (const [screen, viewport] of Object.entries(screens)) {
  for (const id of ["zh", "en"]) {
    const options = { viewport, reducedMotion: "reduce" };

    test(`${id}, ${screen}: each card shows at its term, inside the screen, and stays while it is pointed at`, () =>
      reading(browser, server.origin, options, async (page) => {
        await page.goto(server.url(`${id}/background/why/`));
        await settled(page);
        const count = await page.locator("a.term").count();
        assert.ok(count > 4, `${count} terms`);
        for (let i = 0; i < count; i++) {
          const term = page.locator("a.term").nth(i);
          const card = page.locator(`[id="${await term.getAttribute("aria-describedby")}"]`);
          assert.equal(await card.isVisible(), false);
          const { x } = await pointAt(page, term);
          assert.equal(await card.isVisible(), true, await term.textContent());
          const box = await card.boundingBox();
          assert.ok(box.x >= 0 && box.x + box.width <= viewport.width, `${await term.textContent()}: the card is at ${box.x}, ${box.width} wide`);
          assert.equal(await sideways(page), 0);
          const inside = { x: Math.min(Math.max(x, box.x + 4), box.x + box.width - 4), y: box.y + 4 };
          await page.mouse.move(inside.x, inside.y, { steps: 12 });
          assert.equal(await card.isVisible(), true, `${await term.textContent()}: on the way to the card it is lost`);
          await page.mouse.move(1, 1);
          assert.equal(await card.isVisible(), false);
        }
      }));

    test(`${id}, ${screen}: a key brings a card up, Esc sends it away, and Enter leads to the glossary and back`, () =>
      reading(browser, server.origin, options, async (page) => {
        await page.goto(server.url(`${id}/mathematics/gan-discriminator/`));
        await settled(page);
        const term = page.locator("a.term").first();
        const card = page.locator(".term-card").first();
        await term.focus();
        await page.keyboard.press("Shift+Tab");
        await page.keyboard.press("Tab");
        assert.equal(await card.isVisible(), true);
        await picture(page, `card-${id}-${screen}`);
        await page.keyboard.press("Escape");
        assert.equal(await card.isVisible(), false);
        const definition = await card.textContent();
        await term.press("Enter");
        await page.waitForURL(/\/glossary\/#/);
        const entry = page.locator("dt:target");
        assert.ok((await entry.locator("..").textContent()).includes(definition));
        assert.equal(await sideways(page), 0);
        await picture(page, `glossary-${id}-${screen}`);
        await entry.locator("xpath=../dd[@class='uses']//a[contains(@href, 'gan-discriminator')]").click();
        await page.waitForURL(server.url(`${id}/mathematics/gan-discriminator/`));
      }));
  }
}

for (const [screen, viewport] of Object.entries({ ...screens, window: { width: 768, height: 600 } })) {
  test(`${screen}: a card at the lower edge of the window stands above its line, all of it to be read`, () =>
    reading(browser, server.origin, { viewport, reducedMotion: "reduce" }, async (page) => {
      await page.goto(server.url("zh/background/why/"));
      await settled(page);
      for (const mark of [page.locator("article p a.term").last(), page.locator("article p .cite a").last()]) {
        await page.mouse.move(1, 1);
        await mark.evaluate((e) => scrollBy({ top: e.getBoundingClientRect().bottom - innerHeight + 12, behavior: "instant" }));
        const line = await mark.boundingBox();
        await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2); // hover() would scroll
        const card = page.locator(".term-card:visible");
        await card.waitFor();
        const box = await card.boundingBox();
        assert.ok(line.y > viewport.height * 0.8, "the term is low in the window");
        assert.ok(box.y >= 0 && box.y + box.height <= line.y + 1, JSON.stringify([box, line]));
        assert.ok(box.x >= 0 && box.x + box.width <= viewport.width, JSON.stringify(box));
        assert.ok(await card.evaluate((e) => e.contains(document.elementFromPoint(e.getBoundingClientRect().x + 8, e.getBoundingClientRect().y + 4))), "nothing lies over it");
      }
    }));
}

test("without scripts a card shows too; on paper a term is text", () =>
  reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(server.url("en/background/why/"));
    const term = page.locator("a.term").first();
    await pointAt(page, term);
    assert.equal(await page.locator(".term-card").first().isVisible(), true);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".term-card").first().isVisible(), false);
    assert.match(await term.evaluate((e) => getComputedStyle(e).textDecorationLine), /none/);
  }));

test("a letter leads to its terms, and a term to itself in the other language", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/glossary/"));
    await settled(page);
    const letters = await page.locator("nav.letters a").allTextContents();
    assert.deepEqual(letters, [...letters].sort());
    await page.locator("nav.letters a", { hasText: "S" }).click();
    await page.waitForURL(/#_S$/);
    await page.locator("#generative-adversarial-network ~ dd.others a").first().click();
    await page.waitForURL(server.url("en/glossary/#generative-adversarial-network"));
  }));
