// The home page: the ways in, a sample in two languages, all contents, and the
// line that leads a reader back to where they left off, from their own browser.

import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";

import { builds, picture, work } from "./guide.mjs";
import { launch, open, reading, screens, settled, sideways } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const build = builds.find((b) => b.base !== "/");
const server = await serveFiles(build.folder, build.base);
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});

const name = "duizhao-last-" + build.base;
const kept = (page) => page.evaluate((name) => JSON.parse(localStorage.getItem(name)), name);
const line = (page) => page.locator(".resume a");

/** Reads a section of 1.1 and goes away from it. */
async function read(page, lang) {
  await page.goto(server.url(`${lang}/background/why/#exposure-is-not-loss`));
  await page.locator('.toc [aria-current][href="#exposure-is-not-loss"]').waitFor({ state: "attached" });
  await page.locator(".brand").click();
  await page.waitForURL(server.url(`${lang}/`));
}

test("a reader is led back to the section they left, in its language, and can have it forgotten", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/"));
    assert.equal(await line(page).isVisible(), false, "nothing was read yet");
    assert.equal(await kept(page), null, "a home page is not noted");
    await read(page, "en");
    assert.equal(await line(page).innerText(), "Where you left off · English\n1.1 Where the question comes from · Exposure is not loss");
    await page.goto(server.url("zh/"));
    assert.match(await line(page).innerText(), /^上次读到 · 英语\n/);
    assert.equal(await line(page).locator("b").getAttribute("lang"), "en");
    await line(page).click();
    await page.waitForURL(server.url("en/background/why/#exposure-is-not-loss"));
    await page.goto(server.url("zh/"));
    await page.getByRole("button", { name: "忘记上次的位置" }).press("Enter");
    assert.equal(await line(page).isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.className), "go first", "the focus is somewhere");
    assert.equal(await kept(page), null);
    await page.reload();
    assert.equal(await line(page).isVisible(), false);
  }));

test("a page in two languages is noted, those of search and contents are not", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("pair/zh/en/background/why/"));
    await page.goto(server.url("zh/search/"));
    assert.equal((await kept(page))[0], build.base + "pair/zh/en/background/why/");
    await page.goto(server.url("pair/zh/en/"));
    await page.goto(server.url("zh/"));
    assert.equal((await kept(page))[0], build.base + "pair/zh/en/background/why/");
    assert.match(await line(page).innerText(), /1\.1 问题的由来/);
  }));

test("what is kept is not trusted: another site's, a script, no list", () =>
  reading(browser, server.origin, {}, async (page) => {
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(server.url("en/"));
    for (const value of ['["/other/en/","T",null,"en"]', '["https://foreign.example/repo/","T",null,"en"]', '["javascript:alert(1)","T",null,"en"]', '["http://","T",null,"zh"]', "[1]", "{", "null"]) {
      await page.evaluate(([name, v]) => localStorage.setItem(name, v), [name, value]);
      await page.reload();
      await settled(page);
      assert.equal(await line(page).isVisible(), false, value);
    }
    await page.evaluate(([name, v]) => localStorage.setItem(name, v), [name, `["${build.base}en/background/","<b>T</b>",null,"no language"]`]);
    await page.reload();
    await settled(page);
    assert.match(await line(page).innerText(), /<b>T<\/b>$/, "text stays text");
    assert.deepEqual(errors, []);
  }));

test("another guide on the same host, at its root, has a place of its own", async () => {
  const both = join(work, "one-host");
  await cp(builds.find((b) => b.base === "/").folder, both, { recursive: true });
  await cp(build.folder, join(both, build.base), { recursive: true });
  const host = await serveFiles(both);
  await reading(browser, host.origin, {}, async (page) => {
    await page.goto(host.url("repo/en/background/why/"));
    await page.goto(host.url("en/"));
    await settled(page);
    assert.equal(await line(page).isVisible(), false, "nothing was read at the root");
    await page.goto(host.url("en/reading/"));
    await page.goto(host.url("repo/en/"));
    assert.match(await line(page).innerText(), /1\.1 Where the question comes from/);
    await page.getByRole("button", { name: "Forget" }).click();
    await page.goto(host.url("en/"));
    await line(page).waitFor();
    assert.equal(new URL(await line(page).getAttribute("href"), host.origin).pathname, "/en/reading/");
  }).finally(() => host.close());
});

test("where storage is refused the page works", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } }));
    await page.goto(server.url("en/background/why/"));
    await page.goto(server.url("en/"));
    await settled(page);
    assert.equal(await line(page).isVisible(), false);
    await page.keyboard.press("]");
    await page.waitForURL(server.url("en/reading/"));
  }));

test("nothing moves, with a place to go back to and without", () =>
  reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shifted += e.value))).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(server.url("zh/"));
    await settled(page);
    const top = () => page.evaluate(() => document.querySelector(".spread").getBoundingClientRect().top + scrollY);
    const empty = await top();
    await read(page, "zh");
    await line(page).waitFor();
    await settled(page);
    assert.equal(await top(), empty);
    assert.equal(await page.evaluate(() => window.shifted), 0);
  }));

test("without JavaScript there is no line, and all else", () =>
  reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(server.url("en/"));
    assert.equal(await page.locator(".resume").isVisible(), false);
    assert.equal(await page.locator(".contents > ol > li > p").count(), await page.locator(".contents > ol > li").count());
    await page.locator(".spread a").click();
    await page.waitForURL(server.url("pair/en/zh/background/why/#exposure-is-not-loss"));
    const shown = await page.locator("[id=exposure-is-not-loss] ~ .row").first().innerText();
    await page.goBack();
    for (const text of await page.locator(".spread div > p:last-child").allInnerTexts()) assert.ok(shown.includes(text), `${text} is in ${shown}`);
  }));

for (const colorScheme of ["light", "dark"]) {
  for (const [screen, viewport] of Object.entries({ ...screens, tablet: { width: 768, height: 1024 }, narrow: { width: 320, height: 700 } })) {
    for (const id of ["zh", "en"]) {
      test(`${id}, ${screen}, ${colorScheme}: every reader can use it`, async () => {
        // The policy keeps axe's own style out, which is no matter.
        const { page, close } = await open(browser, server.origin, { viewport, colorScheme });
        await read(page, id);
        await line(page).waitFor();
        await settled(page);
        assert.equal(await sideways(page), 0);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`), []);
        const small = await page.locator(".hero :is(a, button):visible").evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML));
        assert.deepEqual(small, [], "targets are large enough for a finger");
        await picture(page, `front-${id}-${screen}-${colorScheme}`);
        await close();
      });
    }
  }
}
