// Search, apart from what it finds: its empty state, keys, recent searches,
// filter, other languages, its page, and what happens when something is missing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { picture } from "./guide.mjs";
import { reading, screens, settled, sideways, until } from "./reader.mjs";

const { browser, sites } = await serveBoth();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const input = (page) => page.locator(".search-input");
const found = (page) => page.locator(".search-results > :not(.search-extra) > a[role=option]");
const hints = (page) => page.locator("a.search-hint");
const others = (page) => page.locator(".search-extra a:not(.search-hint)");
const status = (page) => page.locator(".search-status");
const filter = (page) => page.locator(".search-filter");

async function openSearch(page) {
  await settled(page);
  await page.keyboard.press("/");
  await input(page).waitFor({ state: "visible" });
}

async function search(page, query) {
  await input(page).fill(query);
  await found(page).first().waitFor();
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

for (const { name, server } of sites) {
  test(`${name}: an empty search offers chapters, glossary and contents, and keys reach them`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      await openSearch(page);
      await hints(page).first().waitFor();
      const links = await hints(page).evaluateAll((all) => all.map((a) => a.href));
      for (const path of ["en/mathematics/", "en/glossary/", "en/#_contents"]) assert.ok(links.includes(server.url(path)), `${path} in ${links}`);
      assert.ok(!links.some((href) => href.startsWith(page.url())), `none leads to the page itself: ${links}`);
      await input(page).press("ArrowDown");
      await input(page).press("End");
      assert.equal(await page.locator("[aria-selected=true]").evaluate((a) => a.href), server.url("en/#_contents"));
      await input(page).press("Home");
      assert.equal(await page.locator("[aria-selected=true]").evaluate((a) => a.href), links[0]);
      await input(page).press("Enter");
      await page.waitForURL(links[0]);
    }));

  test(`${name}: hits of the other language come after the page's own, through terms and paired headings`, () =>
    reading(browser, server.origin, { locale: "zh-CN" }, async (page, { context }) => {
      await page.goto(server.url("zh/"));
      await openSearch(page);
      let release;
      const held = new Promise((done) => (release = done));
      let early = false;
      await context.route("**/en/search/**", async (route) => {
        early ||= !(await page.locator("dialog[open] .search-results > :not(.search-extra) > a.search-page").count());
        await held;
        await route.continue();
      });
      await search(page, "生成器"); // the own results wait for nothing of English
      assert.equal(await others(page).count(), 0);
      release();
      await others(page).first().waitFor();
      const group = page.locator(".search-extra").last();
      assert.equal(await group.locator("[lang=en]").count(), 1);
      assert.equal(early, false, "nothing of English before the own results");
      const hrefs = await others(page).evaluateAll((all) => all.map((a) => a.href));
      assert.ok(hrefs.every((href) => href.startsWith(server.url("en/"))), hrefs.join(" "));
      assert.match(await group.innerText(), /generator/i);
      assert.match(await status(page).innerText(), /English/);

      // A heading that is no term leads to its counterpart, by the id they share.
      await search(page, "价值函数");
      await until("the counterpart", async () => (await others(page).evaluateAll((all) => all.map((a) => a.href))).some((href) => /\/en\/.*#/.test(href)));
    }));

  test(`${name}: a term typed in another language leads to its name in this one`, () =>
    reading(browser, server.origin, { locale: "zh-CN" }, async (page) => {
      await page.goto(server.url("zh/"));
      await openSearch(page);
      await input(page).fill("discriminator");
      const meant = hints(page).filter({ hasText: /^判别器$/ });
      await meant.click();
      assert.equal(await input(page).inputValue(), "判别器");
      await found(page).first().waitFor();
    }));

  test(`${name}: the page of search can be linked, keeps its query through back, and tells it`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/search/?q=discriminator"));
      await found(page).first().waitFor();
      assert.equal(await input(page).inputValue(), "discriminator");
      assert.match(await page.title(), /^“discriminator” · Search · /);
      assert.ok(await page.locator("meta[name=robots][content=noindex]").count());
      assert.equal(await page.locator("dialog").count(), 0);
      await input(page).fill("generator");
      await page.waitForURL(server.url("en/search/?q=generator"));
      assert.equal(await page.locator("header a[data-lang=zh]").evaluate((a) => a.href), server.url("zh/search/?q=generator"));
      const href = await found(page).first().evaluate((a) => a.href);
      await found(page).first().click();
      await page.waitForURL(href);
      await page.goBack();
      await page.waitForURL(server.url("en/search/?q=generator"));
      await found(page).first().waitFor();
      assert.equal(await input(page).inputValue(), "generator");
      // The key that opens search elsewhere goes to the field here.
      await page.locator("h1").click();
      await page.keyboard.press("/");
      assert.ok(await input(page).evaluate((e) => e === document.activeElement));
      assert.equal(await page.locator("dialog").count(), 0);
    }));

  test(`${name}: without JavaScript search says so and leads on`, () =>
    reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
      await page.goto(server.url("en/"));
      await page.getByRole("link", { name: "Search needs JavaScript" }).click();
      await page.waitForURL(server.url("en/search/"));
      assert.match(await page.locator("article").innerText(), /needs JavaScript/);
      await page.locator("article").getByRole("link", { name: "All contents" }).click();
      await page.waitForURL(server.url("en/#_contents"));
      await page.goto(server.url("en/search/"));
      await page.locator("article").getByRole("link", { name: "Glossary" }).click();
      await page.waitForURL(server.url("en/glossary/"));
    }));
}

const [{ server, folder }, repo] = sites;

test("axe finds nothing to complain of in dialog and page", () =>
  reading(browser, server.origin, { bypassCSP: true }, async (page) => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(server.url("en/mathematics/"));
      await openSearch(page);
      await hints(page).first().waitFor();
      assert.deepEqual(await violations(page), []);
      await search(page, "discriminator");
      await others(page).first().waitFor();
      await input(page).press("ArrowDown");
      assert.deepEqual(await violations(page), []);
      await page.goto(server.url("zh/search/?q=" + encodeURIComponent("生成器")));
      await others(page).first().waitFor();
      assert.deepEqual(await violations(page), []);
    }
  }));

test("search is one listener and no byte before it is opened", () =>
  reading(browser, server.origin, {}, async (page, { context }) => {
    await context.addInitScript(() => {
      window.listeners = [];
      const add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, ...rest) {
        if (this instanceof Element && this.closest("[data-open=search], .bar")) window.listeners.push(type);
        return add.call(this, type, ...rest);
      };
    });
    const before = server.requests.length;
    await page.goto(server.url("en/"));
    await settled(page);
    // The one listener is the document's, which all buttons that open something share.
    assert.deepEqual(await page.evaluate(() => window.listeners), []);
    assert.equal(await page.locator("dialog, .search-input").count(), 0);
    const asked = server.requests.slice(before).filter((path) => /search|dialog-|extras-|texts-/.test(path));
    assert.deepEqual(asked, []);
  }));

test("what is opened is remembered here, offered again, and can be forgotten", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/"));
    for (const query of ["generator", "discriminator"]) {
      await openSearch(page);
      await search(page, query);
      await input(page).press("Enter");
      await page.waitForURL((url) => url.pathname !== "/en/" || url.hash !== "");
      await page.goto(server.url("en/"));
    }
    await openSearch(page);
    const recent = page.getByRole("group", { name: "Recent searches" }).locator("a");
    assert.deepEqual(await recent.allInnerTexts(), ["discriminator", "generator"]);
    await picture(page, "search-recent");
    await recent.last().click();
    assert.equal(await input(page).inputValue(), "generator");
    await found(page).first().waitFor();
    await input(page).fill("");
    await page.getByRole("button", { name: "Forget recent searches" }).click();
    assert.equal(await recent.count(), 0);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((k) => k.includes("recent")).length), 0);
    // Typing alone is no search that was of use.
    await search(page, "optimum");
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((k) => k.includes("recent")).length), 0);
  }));

test("where storage is forbidden, search works and keeps nothing", () =>
  reading(browser, server.origin, {}, async (page, { context }) => {
    await context.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } }));
    await page.goto(server.url("en/"));
    await openSearch(page);
    await hints(page).first().waitFor();
    await search(page, "generator");
    const href = await found(page).first().evaluate((a) => a.href);
    await found(page).first().click();
    await page.waitForURL(href);
  }));

test("the filter leaves one chapter's pages, and counts them", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/search/?q=discriminator"));
    await filter(page).waitFor({ state: "visible" });
    const choices = await filter(page).locator("option").allInnerTexts();
    const labs = choices.find((text) => /Labs \(\d+\)/.test(text));
    assert.ok(labs, choices.join(" "));
    const count = /\((\d+)\)/.exec(labs)[1];
    await filter(page).selectOption({ label: labs });
    await until("the count", async () => (await status(page).innerText()).startsWith(count + " page"));
    const all = await found(page).evaluateAll((links) => links.map((a) => new URL(a.href).pathname));
    assert.ok(all.length > 0 && all.every((path) => path.startsWith("/en/labs/")), all.join(" "));
    // It stays for the next query, which may have nothing there.
    await input(page).fill("generator");
    await until("the next query", async () => (await page.url()).endsWith("generator"));
    const next = await found(page).evaluateAll((links) => links.map((a) => new URL(a.href).pathname));
    assert.ok(next.every((path) => path.startsWith("/en/labs/")), next.join(" "));
    await filter(page).selectOption({ index: 0 });
    await until("all chapters", async () => (await found(page).evaluateAll((links) => links.some((a) => !a.href.includes("/labs/")))));
  }));

test("more results come before those of other languages, and the first of them is chosen", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/search/?q=generator"));
    await others(page).first().waitFor();
    const before = await found(page).count();
    await page.getByRole("button", { name: "More results" }).click();
    await until("more", async () => (await found(page).count()) > before);
    assert.equal(await found(page).nth(before).getAttribute("aria-selected"), "true");
    await others(page).first().waitFor();
    assert.ok(await page.locator(".search-results > :last-child").evaluate((e) => e.classList.contains("search-extra")));
    assert.equal(await found(page).nth(before).getAttribute("aria-selected"), "true", "the choice stays");
    const ids = await page.locator("[role=option]").evaluateAll((all) => all.map((a) => a.id));
    assert.equal(new Set(ids).size, ids.length);
  }));

test("a composition that ends without another key is searched", () =>
  reading(browser, server.origin, { locale: "zh-CN" }, async (page, { context }) => {
    await page.goto(server.url("zh/search/"));
    await input(page).waitFor();
    const keyboard = await context.newCDPSession(page);
    const half = "pan'bie'qi";
    await keyboard.send("Input.imeSetComposition", { text: half, selectionStart: half.length, selectionEnd: half.length });
    await new Promise((done) => setTimeout(done, 300));
    assert.equal(page.url(), server.url("zh/search/"), "half-composed text is no query");
    await keyboard.send("Input.insertText", { text: "判别器" });
    await found(page).first().waitFor();
    assert.match(await page.title(), /判别器/);
  }));

test("on Android a Latin word that rests in its composition is searched, pinyin in syllables is not", () =>
  reading(browser, server.origin, { locale: "zh-CN", userAgent: "Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile" }, async (page, { context }) => {
    await page.goto(server.url("zh/search/"));
    await input(page).waitFor();
    await input(page).focus();
    const keyboard = await context.newCDPSession(page);
    const compose = (text) => keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await compose("pan'bie'qi");
    await new Promise((done) => setTimeout(done, 1200));
    assert.equal(page.url(), server.url("zh/search/"));
    // A deletion has no data.
    await input(page).evaluate((e) => e.dispatchEvent(new InputEvent("input", { inputType: "deleteContentBackward", isComposing: true })));
    await new Promise((done) => setTimeout(done, 1200));
    assert.equal(page.url(), server.url("zh/search/"));
    await compose("discriminator");
    await found(page).first().waitFor();
    await page.waitForURL(server.url("zh/search/?q=discriminator"));
  }));

test("what is under way when the dialog is closed is given up, and searched when it is opened again", () =>
  reading(browser, server.origin, { expect: (c) => /ERR_ABORTED/.test(c) }, async (page, { context }) => {
    await page.goto(server.url("en/"));
    await openSearch(page);
    await search(page, "generator");
    const held = [];
    await context.route("**/en/search/*.bin", (route) => void held.push(route));
    const given = page.waitForEvent("requestfailed", (r) => /\/en\/search\/\w+\.bin$/.test(r.url()));
    await input(page).fill("divergence");
    await until("a file is asked for", () => held.length > 0);
    await page.keyboard.press("Escape");
    assert.match((await given).failure().errorText, /ABORTED/);
    await context.unroute("**/en/search/*.bin");
    await openSearch(page);
    await page.locator(".search-results mark", { hasText: /divergence/i }).first().waitFor();
  }));

test("without files beside the index, and without those of other languages, own results stand", () =>
  reading(browser, server.origin, { expect: (c) => /about\.json|en\/search/.test(c) }, async (page, { context }) => {
    await context.route(/about\.json|\/en\/search\/dir/, (route) => route.abort("connectionfailed"));
    await page.goto(server.url("zh/search/?q=" + encodeURIComponent("生成器")));
    await found(page).first().waitFor();
    await new Promise((done) => setTimeout(done, 500));
    assert.equal(await others(page).count(), 0);
    assert.doesNotMatch(await status(page).innerText(), /没有加载成功/);
  }));

test("where the dialog's script is gone, the page of search is opened", () =>
  reading(browser, server.origin, { expect: (c) => /dialog-/.test(c) }, async (page, { context }) => {
    await page.goto(server.url("en/"));
    await settled(page);
    await context.route("**/dialog-*.js", (route) => route.fulfill({ status: 404 }), { times: 1 });
    await page.keyboard.press("/");
    await page.waitForURL(server.url("en/search/"));
    await input(page).waitFor();
  }));

test("a browser is told of the search where the site knows its host", async () => {
  await reading(browser, repo.server.origin, {}, async (page) => {
    await page.goto(repo.server.url("zh/"));
    const href = await page.locator("link[rel=search]").evaluate((l) => l.href);
    assert.equal(href, repo.server.url("zh/opensearch.xml"));
    const text = await readFile(join(repo.folder, "zh/opensearch.xml"), "utf8");
    const url = await page.evaluate((text) => {
      const xml = new DOMParser().parseFromString(text, "text/xml");
      return xml.querySelector("Url[type='text/html']").getAttribute("template");
    }, text);
    assert.equal(url, "https://example.org/repo/zh/search/?q={searchTerms}");
  });
  await reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/"));
    assert.equal(await page.locator("link[rel=search]").count(), 0);
    await assert.rejects(readFile(join(folder, "zh/opensearch.xml")));
  });
});

test("an empty box does not say that it searches, however late the directory is", () =>
  reading(browser, server.origin, {}, async (page, { context }) => {
    await context.route("**/search/dir", async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.continue();
    });
    await page.goto(server.url("zh/"));
    await openSearch(page);
    await new Promise((done) => setTimeout(done, 800));
    assert.equal(await status(page).innerText(), "");
  }));

test("Chinese quotes without spaces around them are quotes", () =>
  reading(browser, server.origin, {}, async (page) => {
    for (const query of ["“判别器”“生成器”", "“判别器”，“生成器”"]) {
      await page.goto(server.url("zh/search/?q=" + encodeURIComponent(query)));
      await found(page).first().waitFor();
      const marks = await page.locator(".search-results > :not(.search-extra) mark").allInnerTexts();
      assert.deepEqual([...new Set(marks)].sort(), ["判别器", "生成器"].sort(), query);
      assert.doesNotMatch(await status(page).innerText(), /分/);
    }
  }));

test("a filter that hides every result says so, and an empty box lifts it", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/search/?q=" + encodeURIComponent("判别器")));
    await filter(page).waitFor({ state: "visible" });
    await filter(page).selectOption({ index: 1 });
    await until("the filtered results", async () => (await found(page).count()) > 0);
    const said = [];
    for (const query of ["优化器", "交叉熵", "zygh", "卷积"]) {
      await input(page).fill(query);
      await new Promise((done) => setTimeout(done, 600));
      said.push(await status(page).innerText());
    }
    assert.ok(said.some((text) => /其他章节里有/.test(text)), said.join(" | "));
    await input(page).fill("");
    await filter(page).waitFor({ state: "hidden" });
    await until("nothing is said", async () => (await status(page).innerText()) === "");
  }));

test("markup in a query stays text", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/search/?q=" + encodeURIComponent('<img src=x onerror="alert(1)">')));
    await until("the answer", async () => (await status(page).innerText()) !== "");
    assert.equal(await page.locator(".search-here img").count(), 0);
  }));

test("on the narrowest phone the status and the filter stay in the dialog, and no keys are told", () =>
  reading(browser, server.origin, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }, async (page) => {
    await page.goto(server.url("en/"));
    await openSearch(page);
    await search(page, "generator");
    await filter(page).waitFor({ state: "visible" });
    assert.ok(!(await page.locator(".search-keys").isVisible()));
    const [row, list] = [await filter(page).boundingBox(), await page.locator(".search-results").boundingBox()];
    assert.ok(row.y + row.height <= list.y, `the results begin below the filter: ${JSON.stringify([row, list])}`);
    await input(page).fill("qqqzzz".repeat(60));
    await until("the answer", async () => (await status(page).innerText()).length > 100);
    const [box, said] = [await page.locator("dialog.search").boundingBox(), await status(page).boundingBox()];
    assert.ok(said.x >= box.x && said.x + said.width <= box.x + box.width + 1 && said.height <= 100, JSON.stringify([box, said]));
    assert.equal(await page.locator("dialog.search").evaluate((e) => e.scrollWidth - e.clientWidth), 0);
  }));

test("the page of search fits a phone", () =>
  reading(browser, server.origin, { viewport: screens.phone, hasTouch: true }, async (page) => {
    for (const [path, shot] of [["zh/search/", "search-page-empty-phone"], ["zh/search/?q=" + encodeURIComponent("判别器"), "search-page-phone"]]) {
      await page.goto(server.url(path));
      await page.locator("[role=option]").first().waitFor();
      assert.equal(await sideways(page), 0);
      await picture(page, shot);
    }
    await page.setViewportSize(screens.desk);
    await others(page).first().waitFor();
    await picture(page, "search-page");
  }));
