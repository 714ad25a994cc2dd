// What makes reading comfortable: the panel and what it remembers, focus mode,
// keys and their help, the contents list as a progress, the way up, addresses
// of headings, footnotes beside their numbers, pictures at full size.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { serveBoth } from "./both.mjs";
import { languages, picture, program, work } from "./guide.mjs";
import { reading, screens, settled, sideways, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const { browser, sites } = await serveBoth();
const { server } = sites[0];
const chapter = (id) => server.url(`${id}/mathematics/gan-discriminator/`);
const light = (id) => server.url(`${id}/reading/`); // without formulas: axe is quick there
const small = { width: 320, height: 640 };
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The manual has footnotes and pictures.
const manual = join(work, "manual");
await cp(fileURLToPath(new URL("../../docs", import.meta.url)), manual, { recursive: true });
await promisify(execFile)(program, ["build", "--quiet", "--root", manual, "--out", join(work, "manual-out")]);
const docs = await serveFiles(join(work, "manual-out"));
after(() => docs.close());

/** Has axe look at a part of the page: all of it takes seconds. */
async function accessible(page, part) {
  await page.evaluate(axe);
  const found = await page.evaluate((of) => window.axe.run(of, { resultTypes: ["violations"] }), part);
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`), [], part);
}

const look = (page) =>
  page.evaluate(() => ({
    ...document.documentElement.dataset,
    letters: parseFloat(getComputedStyle(document.querySelector("article p")).fontSize),
    line: document.querySelector("main").getBoundingClientRect().width,
  }));

const panel = (page) => page.locator("dialog.reading");
const titles = { zh: ["阅读设置", "键盘快捷键"], en: ["Reading settings", "Keyboard shortcuts"] };

for (const [id, [title, keysTitle]] of Object.entries(titles)) {
  test(`${id}: size, width and colours work at once, by keyboard, and are remembered without a shift`, () =>
    reading(browser, server.origin, { colorScheme: "light", viewport: { width: 1600, height: 900 } }, async (page) => {
      await page.goto(light(id));
      await settled(page);
      const before = await look(page);
      await page.getByRole("button", { name: title }).press("Enter");
      await panel(page).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.type), "range", "the size has the focus");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.match(await panel(page).locator("[type=range]").getAttribute("aria-valuetext"), /120/);
      const larger = await look(page);
      assert.equal(larger.size, "120");
      assert.ok(Math.abs(larger.letters / before.letters - 1.2) < 0.01, "the letters grow");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      const wide = await look(page);
      assert.equal(wide.width, "wide");
      assert.ok(wide.line > larger.line, "the lines grow");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.equal((await look(page)).theme, "dark");
      await accessible(page, "dialog");
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement.dataset.open), "reading", "the focus is back");

      await page.addInitScript(() => {
        window.shifts = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shifts += e.value))).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(server.url(`${id}/background/why/`));
      await settled(page);
      const later = await look(page);
      assert.deepEqual([later.size, later.width, later.theme, later.letters], ["120", "wide", "dark", larger.letters]);
      assert.equal(await page.evaluate(() => window.shifts), 0, "nothing shifts");

      await page.emulateMedia({ media: "print" });
      const paper = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      await page.emulateMedia({ media: "screen" });
      assert.equal(paper, "16px", "paper knows nothing of it");

      await page.locator("[data-open=reading]").click();
      await panel(page).locator(".comfort-foot button").first().click();
      await panel(page).locator("[role=status]:not(:empty)").waitFor({ state: "attached" });
      assert.equal((await look(page)).letters, before.letters, "all is as at first");
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((k) => /size|width|theme|focus/.test(k))), []);
    }));

  test(`${id}: focus mode leaves the text, is remembered, and Esc and a button lead out`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(light(id));
      await settled(page);
      await page.locator("[data-open=reading]").click();
      await panel(page).locator("[type=checkbox]").check();
      await page.keyboard.press("Escape");
      await panel(page).waitFor({ state: "detached" });
      const hidden = async () => !(await page.locator("nav.side").isVisible()) && !(await page.locator(".toc").isVisible()) && !(await page.locator(".brand").isVisible());
      assert.ok(await hidden(), "Esc closed the panel alone");
      await page.reload();
      await settled(page);
      assert.ok(await hidden(), "after a reload");
      assert.ok(await page.locator("article h1").isVisible());
      await picture(page, `focus-${id}`);
      await accessible(page, "header");
      await page.keyboard.press("Escape");
      await page.locator("nav.side").waitFor();
      await page.locator("[role=status]:not(:empty)").waitFor({ state: "attached" });
      await page.evaluate(() => localStorage.setItem("duizhao-focus", "on"));
      await page.reload();
      await settled(page);
      await page.locator("[data-open=leave]").click();
      await page.locator("nav.side").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.dataset.open), "reading", "the focus is not lost");
      assert.equal(await page.evaluate(() => localStorage.getItem("duizhao-focus")), null);
    }));

  test(`${id}: the help lists the keys and switches single ones off`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(light(id));
      await settled(page);
      await page.keyboard.press("?");
      const help = page.locator("dialog.help");
      await help.waitFor();
      assert.equal((await help.locator("h2").innerText()).trim(), keysTitle);
      assert.deepEqual(await help.locator("kbd").allInnerTexts(), ["/", "[", "]", "t", "b", "?", "Ctrl", "K", "↑", "↓", "Enter", "Esc"]);
      await accessible(page, "dialog");
      await help.getByRole("checkbox").uncheck();
      await help.locator("[role=status]:not(:empty)").waitFor({ state: "attached" });
      await page.keyboard.press("Escape");
      await page.reload();
      await settled(page);
      for (const key of ["?", "/", "t", "]"]) await page.keyboard.press(key);
      await page.waitForTimeout(200);
      assert.equal(await page.locator("dialog").count(), 0, "no key opens anything");
      assert.equal(page.url(), light(id));
      await page.keyboard.press("Control+k");
      await page.locator("dialog.search").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("footer").getByRole("button", { name: keysTitle }).click();
      await help.getByRole("checkbox").check();
      await page.keyboard.press("Escape");
      await page.keyboard.press("t");
      await page.waitForURL((url) => url.pathname.startsWith(`/${languages[id].other}/`));
    }));

  test(`${id}: on a phone the largest letters and every dialog fit`, () =>
    reading(browser, server.origin, { viewport: small, hasTouch: true }, async (page) => {
      await page.addInitScript(() => localStorage.setItem("duizhao-size", "150"));
      await page.goto(server.url(`${id}/`));
      await settled(page);
      assert.ok((await sideways(page)) <= 0, "the header fits");
      await page.locator("[data-open=reading]").click();
      await panel(page).waitFor();
      assert.ok((await sideways(page)) <= 0);
      await picture(page, `reading-${id}-phone`);
      await panel(page).getByRole("button", { name: keysTitle }).click();
      const help = page.locator("dialog.help");
      await help.waitFor();
      const over = await help.evaluate((d) => d.scrollWidth - d.clientWidth);
      assert.ok(over <= 0, "the help fits");
    }));

  test(`${id}: contents show what is passed, name the section on a phone, and lead up`, () =>
    reading(browser, server.origin, { viewport: small, hasTouch: true, reducedMotion: "reduce" }, async (page) => {
      await page.goto(chapter(id));
      await settled(page);
      const up = page.locator(".toc .up");
      assert.equal(await up.isVisible(), false);
      await page.locator("article h2").nth(3).evaluate((h) => h.scrollIntoView());
      await up.waitFor();
      const name = (await page.locator("article h2").nth(3).innerText()).replace(/#$/, "").trim();
      await until("the bar names the section", async () => (await page.locator(".toc summary").innerText()).includes(name.slice(0, 4)));
      assert.equal(await page.locator(".toc .past").count(), 3);
      const size = await up.boundingBox();
      assert.ok(size.width >= 40 && size.height >= 40, `${size.width} × ${size.height}`);
      const bar = await page.locator(".toc").boundingBox();
      assert.ok(size.y + size.height <= bar.y + bar.height + 2, "it covers no text");
      await up.click();
      await until("the top", () => page.evaluate(() => scrollY === 0));
      await page.locator("footer a[href='#']").click();
      await until("the top again", () => page.evaluate(() => scrollY === 0));
    }));
}

test("choices follow to other tabs and to a page come back to, and only known values count", () =>
  reading(browser, server.origin, {}, async (page) => {
    const chosen = (of) => of.evaluate(() => ({ ...document.documentElement.dataset }));
    const keep = (of, values) => of.evaluate((v) => v.forEach(([name, value]) => localStorage.setItem("duizhao-" + name, value)), Object.entries(values));
    await page.goto(light("en"));
    await settled(page);
    const other = await page.context().newPage();
    await other.goto(light("zh"));
    const all = { theme: "dark", size: "120", width: "wide", focus: "on", keys: "off" };
    await keep(other, all);
    await until("the last of them", async () => (await chosen(page)).keys === "off");
    assert.deepEqual(await chosen(page), all);
    await page.keyboard.press("?");
    assert.equal(await page.locator("dialog.help").count(), 0, "single keys are off here, too");
    const shown = () => panel(page).evaluate((dialog) => [...dialog.querySelectorAll("input")].map((input) => (input.type === "range" ? input.value : input.checked ? input.value : "")).filter(Boolean).join());
    await page.locator("[data-open=reading]").click();
    await panel(page).waitFor();
    assert.equal(await shown(), "3,wide,dark,on");
    await other.evaluate(() => localStorage.clear());
    await until("the usual", async () => Object.keys(await chosen(page)).length === 0);
    assert.equal(await shown(), "1", "the open panel follows");
    await page.keyboard.press("Escape");
    // The tab that stores hears of it by no event: it stands for the page of the back/forward cache.
    await keep(page, { size: "150" });
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    assert.deepEqual(await chosen(page), { size: "150" });
    await keep(page, { theme: "red", size: "1", width: "null", focus: "false", keys: "[object Object]", veil: "0" });
    await page.reload();
    assert.deepEqual(await chosen(page), {});
    assert.equal(await page.evaluate(() => document.documentElement.className), "js");
  }));

test("the reading panel fits low windows, and shows what is chosen in the reader's own colours", () =>
  reading(browser, server.origin, { forcedColors: "active" }, async (page) => {
    await page.goto(light("en"));
    await page.locator("[data-open=reading]").click();
    await panel(page).waitFor();
    for (const [width, height] of [[740, 360], [320, 256]]) {
      await page.setViewportSize({ width, height });
      const { y, height: of } = await panel(page).boundingBox();
      assert.ok(y >= 0 && y + of <= height, `${y} + ${of} in ${height}`);
    }
    const colours = await page.locator(".comfort-radios label:has(:checked)").first().evaluate((label) => {
      const found = [getComputedStyle(label), getComputedStyle(label.querySelector("span"))];
      return [found[0].backgroundColor, found[1].color, found[1].forcedColorAdjust];
    });
    assert.notEqual(colours[0], colours[1]);
    assert.equal(colours[2], "none");
  }));

test("on a phone long titles break and a wide formula shows that it goes on", () =>
  reading(browser, server.origin, { viewport: small }, async (page) => {
    await page.goto(chapter("zh"));
    await settled(page);
    await page.locator(":is(.crumbs a, .pager a span)").evaluateAll((all) => all.forEach((e) => (e.textContent = "Unbroken".repeat(12))));
    assert.ok((await sideways(page)) <= 0);
    for (const box of [".equation > .math-display", "article > .math-display"]) {
      assert.match(await page.locator(box).first().evaluate((e) => getComputedStyle(e).backgroundImage), /gradient/, box);
    }
  }));

test("a heading's link copies its address, leads there, and says so", () =>
  reading(browser, server.origin, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.goto(chapter("en"));
    await settled(page);
    await page.locator("article h2 .anchor").first().focus();
    await page.keyboard.press("Enter");
    await page.locator("[role=status]", { hasText: "Link copied" }).waitFor({ state: "attached" });
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
    assert.match(page.url(), /#./);
  }));

test("the way up stands in sight however long the contents are", () =>
  reading(browser, docs.origin, {}, async (page) => {
    await page.goto(docs.url("en/writing/"));
    await settled(page);
    assert.ok(await page.locator(".toc").evaluate((e) => e.scrollHeight > e.clientHeight + 100), "the list is longer than the window");
    await page.evaluate(() => scrollTo({ top: 4 * innerHeight, behavior: "instant" }));
    const up = page.locator(".toc .up");
    await up.waitFor();
    const box = await up.boundingBox();
    assert.ok(box.y + box.height <= screens.desk.height, JSON.stringify(box));
    await up.click();
    await until("the top", () => page.evaluate(() => scrollY === 0));
    await page.goto(docs.url("pair/en/zh/writing/"));
    await page.evaluate(() => scrollTo({ top: 4 * innerHeight, behavior: "instant" }));
    await up.waitFor();
    const [arrow, name] = await Promise.all([up, page.locator(".toc summary")].map((e) => e.boundingBox()));
    assert.ok(Math.abs(arrow.y + arrow.height / 2 - name.y - name.height / 2) < 2, `beside two languages it stands in the header's line: ${JSON.stringify([arrow, name])}`);
  }));

for (const [id, minutes] of Object.entries({ zh: /约 \d+ 分钟读完/, en: /\d+ min read/ })) {
  test(`${id}: how long a page takes is told above its text, where a reader decides`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(chapter(id));
      const told = await page.locator("main").getByText(minutes).boundingBox();
      assert.ok(told.y + told.height <= (await page.locator("h1").boundingBox()).y, JSON.stringify(told));
    }));
}

test("a footnote's text stands beside its number for pointer and keyboard, and a finger goes to it", async () => {
  const card = (page) => page.locator(".fn + .term-card");
  await reading(browser, docs.origin, {}, async (page) => {
    await page.goto(docs.url("en/writing/"));
    await settled(page);
    const number = page.locator("article .fn a").first();
    await number.scrollIntoViewIfNeeded();
    await number.hover();
    await card(page).first().waitFor();
    assert.match(await card(page).first().innerText(), /tells real samples from false/);
    const line = await number.evaluate((e) => e.closest("p").getBoundingClientRect().bottom); // it is one line
    assert.ok((await card(page).first().boundingBox()).y > line - 4, "the card leaves the words of the line to be read");
    await page.keyboard.press("Escape");
    await card(page).first().waitFor({ state: "hidden" });
    await page.mouse.move(5, 5);
    await number.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await card(page).first().waitFor();
    await accessible(page, "p:has(.fn)");
    assert.equal(await page.locator("[id='" + (await page.locator(".footnotes li").first().getAttribute("id")) + "']").count(), 1, "no id twice");
  });
  await reading(browser, docs.origin, { viewport: screens.phone, hasTouch: true, isMobile: true }, async (page) => {
    await page.goto(docs.url("zh/writing/"));
    await settled(page);
    await page.locator("article .fn a").first().tap();
    await page.waitForURL(/#_fn-/);
    assert.equal(await card(page).count(), 0);
  });
});

test("a cited work stands beside its mark for pointer and keyboard, and a finger goes to it", async () => {
  const card = (page) => page.locator(".cite .term-card");
  await reading(browser, docs.origin, {}, async (page) => {
    await page.goto(docs.url("en/writing/"));
    await settled(page);
    const mark = page.locator("article .cite a").first();
    const work = await page.locator(".refs li").first().evaluate((li) => li.firstChild.textContent.trim().slice(0, 20));
    await mark.hover();
    await card(page).first().waitFor();
    assert.ok((await card(page).first().innerText()).startsWith(work));
    await page.keyboard.press("Escape");
    await card(page).first().waitFor({ state: "hidden" });
    await page.mouse.move(5, 5);
    await mark.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await card(page).first().waitFor();
    await accessible(page, "p:has(.cite)");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".term-card")), null, "the card goes with the focus");
  });
  await reading(browser, docs.origin, { viewport: screens.phone, hasTouch: true, isMobile: true }, async (page) => {
    await page.goto(docs.url("zh/writing/"));
    await settled(page);
    await page.locator("article .cite a").first().tap();
    await page.waitForURL(/#ref-/);
    assert.equal(await card(page).count(), 0);
  });
});

test("a picture opens at full size by keyboard, is scaled and moved, and gives the focus back", () =>
  reading(browser, docs.origin, {}, async (page) => {
    await page.goto(docs.url("en/writing/"));
    await settled(page);
    const small = page.locator("article img[alt='Two bell curves'][role=button]").first();
    await small.scrollIntoViewIfNeeded();
    await small.focus();
    await page.keyboard.press("Enter");
    const zoom = page.locator("dialog.zoom");
    const large = zoom.getByAltText("Two bell curves");
    await large.waitFor();
    const width = async () => (await large.boundingBox()).width;
    assert.equal(await width(), 640, "its full size");
    await accessible(page, "dialog");
    await page.keyboard.press("+");
    assert.equal(await width(), 800);
    for (let i = 0; i < 4; i++) await page.keyboard.press("+");
    const left = () => zoom.locator(".zoom-room").evaluate((r) => r.scrollLeft);
    const before = await left();
    await page.keyboard.press("ArrowRight");
    await until("the picture moves", async () => (await left()) > before);
    await page.keyboard.press("1");
    await page.keyboard.press("-");
    assert.equal(await width(), 512);
    await page.keyboard.press("Escape");
    await zoom.waitFor({ state: "detached" });
    assert.ok(await small.evaluate((e) => e === document.activeElement), "the focus is back");
    await page.keyboard.press("Space");
    await zoom.waitFor();
  }));

test("a drawing that a phone shrinks opens larger, with its words", () =>
  reading(browser, server.origin, { viewport: small, hasTouch: true }, async (page) => {
    await page.goto(chapter("zh"));
    await settled(page);
    const drawing = page.locator("article .chart svg:visible:has(+ .enlarge)").first();
    await drawing.waitFor();
    await drawing.scrollIntoViewIfNeeded();
    await accessible(page, "figure.chart");
    const shown = (await drawing.boundingBox()).width;
    await drawing.tap();
    const large = page.locator("dialog.zoom svg[role=img]");
    await large.waitFor();
    assert.ok((await large.boundingBox()).width > shown);
    const hidden = await page.locator(".zoom-room").evaluate((r) => Math.max(r.scrollWidth - r.clientWidth, r.scrollHeight - r.clientHeight));
    assert.ok(hidden <= 1, "all of it is seen");
    assert.ok((await large.getAttribute("aria-label")).length > 10);
    await accessible(page, "dialog");
    assert.ok((await sideways(page)) <= 0);
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "detached" });
    const button = page.locator("article .enlarge").first();
    await button.focus();
    await page.keyboard.press("Enter");
    await large.waitFor();
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "detached" });
    assert.ok(await button.evaluate((e) => e === document.activeElement));
  }));

test("wide tables scroll in a named box at 320 and 360 pixels", () =>
  reading(browser, server.origin, { viewport: small }, async (page) => {
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 640 });
      for (const path of ["en/background/why/", "zh/mathematics/notation/", "zh/reading/"]) {
        await page.goto(server.url(path));
        await settled(page);
        assert.ok((await sideways(page)) <= 0, path);
        const bad = await page.locator("article .table").evaluateAll((all) =>
          all.filter((b) => b.scrollWidth > b.clientWidth && !(b.tabIndex === 0 && (b.ariaLabel || b.getAttribute("aria-labelledby")))).map((b) => b.outerHTML.slice(0, 200)),
        );
        assert.deepEqual(bad, [], path);
      }
    }
  }));

for (const [screen, viewport] of [["a desk", { width: 1440, height: 900 }], ["a phone", screens.phone]]) {
  test(`two languages side by side follow size and focus mode on ${screen}`, () =>
    reading(browser, server.origin, { viewport }, async (page) => {
      await page.addInitScript(() => Object.entries({ size: "120", width: "wide", focus: "on" }).forEach(([k, v]) => localStorage.setItem("duizhao-" + k, v)));
      await page.goto(server.url("pair/zh/en/mathematics/gan-discriminator/"));
      await settled(page);
      assert.ok((await sideways(page)) <= 0);
      for (const part of [".toc", ".menu", ".brand", ".side"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
      await page.keyboard.press("Escape");
      await page.locator("details.menu").waitFor();
      await page.evaluate(() => scrollTo(0, 4000));
      await page.locator(".toc .up").waitFor();
      await accessible(page, "header");
    }));
}

test("in focus mode Esc closes a card first", () =>
  reading(browser, docs.origin, {}, async (page) => {
    await page.addInitScript(() => sessionStorage.getItem("once") ?? (localStorage.setItem("duizhao-focus", "on"), sessionStorage.setItem("once", "1")));
    await page.goto(docs.url("en/writing/"));
    await settled(page);
    const focus = () => page.evaluate(() => document.documentElement.dataset.focus);
    for (const what of [".term", ".fn a"]) {
      await page.locator(`article ${what}`).first().hover();
      await page.locator(".term-card:visible").waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".term-card:visible").waitFor({ state: "detached" });
      assert.equal(await focus(), "on", what);
      await page.mouse.move(5, 5);
    }
    await page.keyboard.press("Escape");
    await until("the furniture", async () => !(await focus()));
  }));

test("without JavaScript a link leads up, pictures are pictures, and no control does nothing", () =>
  reading(browser, docs.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(docs.url("en/writing/"));
    const up = page.locator("footer a[href='#']");
    assert.ok(await up.isVisible());
    assert.equal(await page.locator("article :is([role=button], .enlarge)").count(), 0);
    assert.equal(await page.locator(".toc .up").isVisible(), false);
    for (const button of await page.locator("button").all()) assert.equal(await button.isVisible(), false);
    await up.click();
    assert.ok(page.url().endsWith("#"));
  }));
