// Search when something is wrong: queries that nobody should ask, an index that
// was replaced or came damaged, sites with hardly a page.

import assert from "node:assert/strict";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { inflateRawSync } from "node:zlib";

import { builds, source, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, settled, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const browser = await launch();
after(() => browser.close());

const input = (page) => page.locator("dialog.search[open] input");
const status = (page) => page.locator("dialog.search[open] [role=status]");
const found = (page) => page.locator("dialog.search[open] .search-results > :not(.search-extra) > a.search-page");

async function openSearch(page) {
  await settled(page);
  await page.keyboard.press("/");
  await input(page).waitFor({ state: "visible" });
}

/** Types a query and returns what is said of it. */
async function asked(page, query) {
  await input(page).fill("");
  await until("the status is empty", async () => (await status(page).innerText()) === "");
  await input(page).evaluate((field, query) => {
    field.value = query; // halves of characters too, which no keyboard has
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, query);
  const said = async () => /[^…]$/.test((await status(page).innerText()).trim());
  await until("an answer", said);
  return status(page).innerText();
}

async function served(folder, base = "/") {
  const server = await serveFiles(folder, base);
  after(() => server.close());
  return server;
}

test("whatever is typed or pasted is answered", async () => {
  const server = await served(builds[0].folder);
  const long = (text) => text.repeat(Math.ceil(10000 / text.length)).slice(0, 10000);
  await reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/"));
    await openSearch(page);
    for (const query of [long("生成器与判别器"), long("discriminator "), long("\ud83d\ude00"), long('"-('), "\u{1f469}\u200d\u{1f52c}", "\ud800x", "\udfff", "a\0b\x07c", "\u202eשלום עולם", "مرحبا", "?!…", "——", "<img src=x onerror=alert(1)>", "\\", "(.*)+$", "__proto__", "constructor"]) {
      await asked(page, query); // which waits for seconds, not for ever
    }
    await asked(page, "生成器");
    assert.ok(await found(page).count(), "and a query after them finds what it should");
  });
});

test("a page that was opened before a deploy searches the new index", async () => {
  const site = join(work, "deploy");
  const [before, later] = [join(site, "before"), join(site, "later")];
  await cp(source, join(site, "source"), { recursive: true });
  await cp(builds[0].folder, before, { recursive: true });
  await writeFile(join(site, "source/content/zh/newest.md"), "---\ntitle: 最新的一页\n---\n\n麒麟与饕餮，判别器也在。\n");
  const built = await run("build", "--quiet", "--root", join(site, "source"), "--out", later);
  assert.equal(built.code, 0, built.err);
  const server = await served(before);
  await reading(browser, server.origin, { expect: (c) => /404|search\/[0-9a-f]+\.bin/.test(c) }, async (page) => {
    await page.goto(server.url("zh/"));
    await openSearch(page);
    await asked(page, "损失");
    await rm(join(before, "zh"), { recursive: true });
    await cp(join(later, "zh"), join(before, "zh"), { recursive: true });
    // Files that the page knows of are gone, and it asks for one of them.
    const paths = () => found(page).evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
    await asked(page, "判别器也在");
    assert.deepEqual(await paths(), ["/zh/newest/"]);
    await asked(page, "麒麟与饕餮");
    assert.deepEqual(await paths(), ["/zh/newest/"]);
  });
});

test("files of the index that are cut short or gone are said to be, and a second try works", async () => {
  const server = await served(builds[0].folder);
  const ways = {
    "cut short": async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({ response, body: body.subarray(0, body.length >> 1), headers: { "content-type": "application/octet-stream" } });
    },
    gone: (route) => route.fulfill({ status: 404, body: "" }),
    "another file": (route) => route.fulfill({ status: 200, body: "<!doctype html><title>Not found</title>" }),
  };
  for (const [name, answer] of Object.entries(ways)) {
    await reading(browser, server.origin, { expect: (c) => /404|\.bin|assets\/dialog-/.test(c) }, async (page, { context }) => {
      await page.goto(server.url("en/"));
      await openSearch(page);
      await context.route("**/search/*.bin", answer);
      assert.match(await asked(page, "discriminator"), /could not be loaded/, name);
      await context.unroute("**/search/*.bin");
      await page.getByRole("button", { name: "Try again" }).click();
      await found(page).first().waitFor();
    });
  }
});

test("a text that is gone leaves the other results, and a second try brings it", async () => {
  const server = await served(builds[0].folder);
  await reading(browser, server.origin, { expect: (c) => /404|\.bin|assets\/dialog-/.test(c) }, async (page, { context }) => {
    const paths = () => found(page).evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
    const open = async () => {
      await page.goto(server.url("en/"));
      await openSearch(page);
      return asked(page, "discriminator");
    };
    await open();
    const all = await paths();
    const of = (data) => {
      try {
        return `/${JSON.parse(inflateRawSync(data))[1]}`;
      } catch {
        return undefined; // no file of texts
      }
    };
    await context.route("**/search/*.bin", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill(of(body) === all[1] ? { status: 404, body: "" } : { response, body });
    });
    assert.match(await open(), /could not be loaded/);
    assert.deepEqual(await paths(), all.filter((path) => path !== all[1]));
    await context.unroute("**/search/*.bin");
    await page.getByRole("button", { name: "Try again" }).click();
    await until("all results", async () => (await paths()).length === all.length);
    assert.deepEqual(await paths(), all);
    assert.doesNotMatch(await status(page).innerText(), /could not/);
  });
});

test("foreign files of a Chinese index are an error, not an empty answer, and Enter tries again", async () => {
  const server = await served(builds[0].folder);
  const bodies = { html: "<!doctype html><title>Not found</title>".repeat(200), zeros: "\0".repeat(4000), ones: Buffer.alloc(4000, 255) };
  for (const [name, body] of Object.entries(bodies)) {
    await reading(browser, server.origin, { expect: (c) => /\.bin|assets\/dialog-/.test(c) }, async (page, { context }) => {
      await page.goto(server.url("zh/"));
      await openSearch(page);
      await context.route("**/search/*.bin", (route) => route.fulfill({ status: 200, body }));
      for (const query of ["判别器", "梯度", "GAN", "损失函数"]) assert.match(await asked(page, query), /没有加载成功/, `${name}: ${query}`);
      await page.locator(".search-retry").click();
      await until("the error again", async () => page.locator(".search-retry").isVisible());
      assert.ok(await input(page).evaluate((field) => field === document.activeElement), "the keyboard stays in the field");
      await context.unroute("**/search/*.bin");
      await input(page).press("Enter");
      await found(page).first().waitFor();
    });
  }
});

test("after a deploy more results and the filter are of the new index", async () => {
  const site = join(work, "deploy-more");
  const live = join(site, "live");
  const write = (name, text) => writeFile(join(site, "source/content/zh", name), text);
  const page = (title, text) => `---\ntitle: ${title}\n---\n\n${text}\n`;
  for (const chapter of ["a", "b"]) {
    await mkdir(join(site, "source/content/zh", chapter), { recursive: true });
    await write(`${chapter}/index.md`, page(`章${chapter}`, "一章。"));
    for (const n of [1, 2, 3]) await write(`${chapter}/p${n}.md`, page(`页${chapter}${n}`, "苹果在这里。"));
  }
  await writeFile(join(site, "source/site.yaml"), "title: { zh: 试 }\nlanguages: [zh]\n");
  await write("index.md", page("首页", "开始。"));
  const build = async () => {
    await rm(live, { recursive: true, force: true });
    const built = await run("build", "--quiet", "--root", join(site, "source"), "--out", live);
    assert.equal(built.code, 0, built.err);
  };
  await build();
  const server = await served(live);
  for (const act of ["more", "filter"]) {
    await reading(browser, server.origin, { expect: (c) => /404|search\/[0-9a-f]+\.bin/.test(c) }, async (page_) => {
      await page_.goto(server.url("zh/"));
      await openSearch(page_);
      await asked(page_, "苹果");
      const filter = page_.locator(".search-filter");
      await filter.waitFor({ state: "visible" });
      for (const n of [1, 2, 3]) await write(`a/${act}${n}.md`, page(`新${act}${n}`, "苹果，新来的。"));
      await write("b/p3.md", page("页b3", `苹果改了：${act}。`));
      await build();
      if (act === "more") await page_.locator(".search-more").click();
      else await filter.selectOption({ index: 2 });
      await until("the answer of the new index", async () => {
        const paths = await found(page_).evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
        return act === "more" ? paths.length >= 5 && /9/.test(await status(page_).innerText()) : paths.length === 3 && paths.every((path) => path.startsWith("/zh/b/"));
      });
      assert.ok(!(await page_.locator(".search-retry").isVisible()));
    });
  }
});

test("after a deploy a page that is gone in another language is no longer offered", async () => {
  const site = join(work, "deploy-other");
  const live = join(site, "live");
  const write = (name, text) => writeFile(join(site, "source", name), text);
  for (const lang of ["zh", "en"]) await mkdir(join(site, "source/content", lang), { recursive: true });
  await write("site.yaml", "title: { zh: 试, en: Try }\nlanguages: [zh, en]\n");
  await write("content/glossary.csv", "id,zh,en\napple,苹果,apple\nbanana,香蕉,banana\n");
  await write("content/zh/index.md", "# 首页\n\n开始。\n");
  await write("content/en/index.md", "# Home\n\nStart.\n");
  await write("content/zh/a.md", "# 甲\n\n苹果。\n");
  await write("content/zh/b.md", "# 乙\n\n香蕉。\n");
  await write("content/en/old.md", "# Old\n\nAn apple and a banana.\n");
  const build = async () => {
    await rm(live, { recursive: true, force: true });
    const built = await run("build", "--quiet", "--root", join(site, "source"), "--out", live);
    assert.equal(built.code, 0, built.err);
  };
  await build();
  const server = await served(live);
  await reading(browser, server.origin, { expect: (c) => /404|search\/[0-9a-f]+\.bin/.test(c) }, async (page) => {
    const others = async () => (await page.locator(".search-extra a.search-page").evaluateAll((all) => all.map((a) => new URL(a.href).pathname))).filter((path) => path.startsWith("/en/"));
    await page.goto(server.url("zh/"));
    await openSearch(page);
    await asked(page, "苹果");
    await until("a page in English", async () => (await others()).includes("/en/old/"));
    await rm(join(site, "source/content/en/old.md"));
    await write("content/en/new.md", "# New\n\nA banana.\n");
    await write("content/zh/b.md", "# 乙\n\n香蕉熟了。\n");
    await build();
    await asked(page, "香蕉");
    await until("the new page in English", async () => (await others()).includes("/en/new/"));
    assert.ok(!(await others()).includes("/en/old/"));
  });
});

test("a site of one page is searched, and one whose pages are left out says that nothing is found", async () => {
  const sites = { one: { front: "", hits: 1 }, none: { front: "search: false\n", hits: 0 } };
  for (const [name, { front, hits }] of Object.entries(sites)) {
    const [root, out] = [join(work, "small", name), join(work, "small", `${name}-out`)];
    await mkdir(join(root, "content/en"), { recursive: true });
    await writeFile(join(root, "site.yaml"), "title: { en: Small }\nlanguages: [en]\n");
    await writeFile(join(root, "content/en/index.md"), `---\ntitle: Small\n${front}---\n\nA single page with a wombat.\n`);
    const built = await run("build", "--quiet", "--root", root, "--out", out);
    assert.equal(built.code, 0, built.err);
    const server = await served(out);
    await reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/"));
      await openSearch(page);
      for (const query of ["wombat", "wo", "womabt"]) {
        await asked(page, query);
        assert.equal(await found(page).count(), hits, `${name}: ${query}`);
      }
    });
  }
});

test("a title of one Han comes first, and a long phrase is found as it stands alone", async () => {
  const [root, out] = [join(work, "han"), join(work, "han-out")];
  const phrase = "生成器先从随机噪声开始一步一步地造出新的样本再由判别器来判断这些样本是真是假并把意见传回去";
  const pages = { 序列模型: "模型。", 时序数据: "数据。", 序: "开篇。", 甲: `${phrase}。`, 乙: `${phrase.replace("判别器", "鉴赏家")}。` };
  await mkdir(join(root, "content/zh"), { recursive: true });
  await writeFile(join(root, "site.yaml"), "title: { zh: 试 }\nlanguages: [zh]\n");
  await writeFile(join(root, "content/zh/index.md"), "---\ntitle: 首页\n---\n\n开始。\n");
  for (const [title, text] of Object.entries(pages)) await writeFile(join(root, "content/zh", `${title}.md`), `---\ntitle: ${title}\n---\n\n${text}\n`);
  const built = await run("build", "--quiet", "--root", root, "--out", out);
  assert.equal(built.code, 0, built.err);
  const server = await served(out);
  await reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/"));
    await openSearch(page);
    const titles = () => found(page).locator(".search-title").allInnerTexts();
    await asked(page, "序");
    assert.deepEqual((await titles()).toSorted(), ["序", "序列模型", "时序数据"].toSorted());
    assert.equal((await titles())[0], "序");
    await asked(page, phrase);
    assert.deepEqual(await titles(), ["甲"]);
  });
});

test("long phrases that differ in their middle are told apart, and what is everywhere is labelled", async () => {
  const [root, out] = [join(work, "long"), join(work, "long-out")];
  // 200 different Han.
  const han = Array.from({ length: 200 }, (_, i) => String.fromCharCode(0x4e00 + 37 * i)).join("");
  const other = han.slice(0, 100) + "不同的" + han.slice(103);
  await mkdir(join(root, "content/zh"), { recursive: true });
  await writeFile(join(root, "site.yaml"), "title: { zh: 试 }\nlanguages: [zh]\n");
  await writeFile(join(root, "content/zh/index.md"), "---\ntitle: 首页\n---\n\n开始。\n");
  for (const [title, text] of Object.entries({ 甲: han, 乙: other })) await writeFile(join(root, "content/zh", `${title}.md`), `---\ntitle: ${title}\n---\n\n${text}。\n`);
  const built = await run("build", "--quiet", "--root", root, "--out", out);
  assert.equal(built.code, 0, built.err);
  const server = await served(out);
  await reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/"));
    await openSearch(page);
    const titles = () => found(page).locator(".search-title").allInnerTexts();
    await asked(page, han.slice(0, 190));
    assert.deepEqual(await titles(), ["甲"]);
    await asked(page, other.slice(0, 190));
    assert.deepEqual(await titles(), ["乙"]);
    assert.doesNotMatch(await status(page).innerText(), /（/);
  });
});

test("what is pasted does not hold up the tab, nor is it kept or told at length", async () => {
  const server = await served(builds[0].folder);
  const words = Array.from({ length: 10000 }, (_, i) => `w${i.toString(36)}`).join(" ");
  await reading(browser, server.origin, {}, async (page, { context }) => {
    await context.addInitScript(() => {
      window.held = [];
      new PerformanceObserver((list) => window.held.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask", buffered: true });
    });
    await page.goto(server.url("zh/"));
    await openSearch(page);
    await asked(page, "生成器");
    for (const query of ['"- '.repeat(5000), "x".repeat(10000), "生".repeat(10000), words]) {
      await page.evaluate(() => (window.held.length = 0));
      const said = await asked(page, query);
      assert.ok(said.length < 300, `${said.length} characters are told`);
      const held = await page.evaluate(() => Math.max(0, ...window.held));
      assert.ok(held <= 150, `the tab is held up for ${held} ms by ${query.slice(0, 6)}…`);
    }
    await until("what was not read is told", async () => /前 200 个字符/.test(await status(page).innerText()));
    await asked(page, "生成器 ".repeat(2500));
    await found(page).first().click();
    await page.waitForLoadState("load");
    const kept = await page.evaluate(() => Object.entries(localStorage).find(([name]) => name.includes("recent"))[1]);
    assert.ok(kept.length < 300, `${kept.length} characters are kept`);
  });
});

test("after a reset the directory is asked for anew, the files that it names are not", async () => {
  const server = await served(builds[0].folder);
  await reading(browser, server.origin, { expect: (c) => /404|\.bin|dialog-/.test(c) }, async (page, { context }) => {
    await page.goto(server.url("en/"));
    await openSearch(page);
    await asked(page, "generator");
    const before = server.requests.length;
    await context.route("**/search/*.bin", (route) => route.fulfill({ status: 404, body: "" }));
    await asked(page, "wasserstein");
    await context.unroute("**/search/*.bin");
    await asked(page, "generator");
    const names = server.requests.slice(before).filter((path) => path.includes("en/search/"));
    assert.ok(names.includes("/en/search/dir"), names.join(" "));
    const bins = server.requests.filter((path) => /en\/search\/\w+\.bin/.test(path));
    assert.equal(bins.length, new Set(bins).size, "no file is fetched twice");
  });
});

test("without a network what was answered before is answered again, whatever else could not be", async () => {
  const server = await served(builds[0].folder);
  await reading(browser, server.origin, { expect: (c) => /INTERNET_DISCONNECTED|assets\/dialog-/.test(c) }, async (page, { context }) => {
    await page.goto(server.url("en/"));
    await openSearch(page);
    const first = await asked(page, "generator");
    await context.setOffline(true);
    assert.match(await asked(page, "probability"), /could not be loaded/);
    assert.equal(await asked(page, "generator"), first);
    await context.setOffline(false);
    assert.doesNotMatch(await asked(page, "probability"), /could not/);
    assert.ok(await found(page).count());
  });
});
