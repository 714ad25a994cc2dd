// Sites that browsers keep: reading and searching without a network, new states of
// the site, the way out of it.

import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { work } from "./guide.mjs";
import { previewAt, run } from "./program.mjs";
import { launch, reading, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const browser = await launch();
const servers = [];
test.after(async () => {
  for (const server of servers) server.close();
  await browser.close();
});

const pages = {
  "zh/index.md": "# 首页\n\n开始。\n",
  "zh/one.md": "# 第一页\n\n判别器 $\\sqrt{x}+\\mathcal{L}$ 的说明。\n\n![图](dot.svg)\n",
  "zh/two.md": "# 第二页\n\n生成器。\n",
  "zh/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>',
  "en/index.md": "# Home\n\nBegin.\n",
  "en/one.md": "# Page one\n\nThe discriminator $\\sqrt{x}$.\n",
  "en/two.md": "# Page two\n\nThe generator.\n",
};

/** Writes a site with its own folder and returns how it is built anew. */
async function makeSite(name, base, more = "") {
  const root = join(work, "offline-" + name);
  const out = join(root, "public");
  const write = async (path, text) => {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const settings = (offline) =>
    write("site.yaml", `title: { zh: 小站, en: Small }\nlanguages: [zh, en]\ndates: frontmatter\noutputs: { offline: ${offline} }\n${more}`);
  const build = async () => {
    const { code, err } = await run("build", "--quiet", "--root", root, "--out", out, "--base-url", "https://example.org" + base);
    assert.equal(code, 0, err);
  };
  await settings(true);
  for (const [path, text] of Object.entries(pages)) await write("content/" + path, text);
  await build();
  return { root, out, write, settings, build };
}

async function serve(folder, base, extra, options) {
  const server = await serveFiles(folder, base, extra, options);
  servers.push(server);
  return server;
}

/** Opens a page and waits until it is kept. */
async function read(page, url) {
  await page.goto(url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(`${url} is kept`, () => kept(page, url));
}

const kept = (page, url) => page.evaluate(async (at) => !!(await caches.match(at)), url);

const expected = /ERR_CONNECTION|ERR_INTERNET|ERR_FAILED|Failed to load resource|sw\.js|503/;
const offline = { serviceWorkers: "allow", expect: (complaint) => expected.test(complaint) && !complaint.startsWith("policy") };

/** Looks for a text in the search of the open page; returns what was found first. */
async function search(page, query) {
  await page.locator("[data-open=search]").click();
  await page.locator("dialog input").fill(query);
  const first = page.locator("dialog a[href*='/one/']").first();
  await first.waitFor();
  return first.innerText();
}

const styled = (page) => page.evaluate(() => getComputedStyle(document.querySelector("header")).position === "sticky");

for (const [name, base] of [["root", "/"], ["repo", "/repo/"]]) {
  test(`${name}: what was read is there without a network, with its styles, formulas, pictures and the search`, async () => {
    const { out } = await makeSite(name, base);
    const server = await serve(out, base, {}, { clean: base !== "/" }); // hosts of both sorts
    await reading(browser, server.origin, offline, async (page, { context }) => {
      await read(page, server.url("zh/one/"));
      await search(page, "判别器");
      await until("the index is kept", () => kept(page, server.url("zh/search/dir")));
      for (const how of ["told", "gone"]) {
        if (how === "told") await context.setOffline(true);
        else server.close();
        await page.goto(server.url("zh/one/"));
        assert.ok(await styled(page), how);
        assert.equal(await page.locator("article .katex-html").first().isVisible(), true);
        const fonts = await page.evaluate(async () => {
          await document.fonts.ready;
          return [...document.fonts].filter((f) => f.status === "error").map((f) => f.family);
        });
        assert.deepEqual(fonts, [], "the fonts of formulas are kept");
        assert.ok(await page.locator("article img").evaluate((img) => img.complete && img.naturalWidth > 0));
        assert.match(await search(page, "说明"), /第一页/, "a word that was not looked for before");

        await page.goto(server.url("zh/two/"));
        assert.equal(await page.locator("h1").innerText(), "现在没有网络");
        assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
        await page.getByRole("link", { name: /第一页/ }).click();
        await page.waitForURL(server.url("zh/one/"));
        await page.goto(server.url("en/two/"));
        assert.equal(await page.locator("h1").innerText(), "You are offline");
        await page.goto(server.url("zh/one"));
        await page.waitForURL(server.url("zh/one/")); // a folder without its slash
        await page.goto(server.url(""));
        await page.waitForURL(server.url("en/"));
        if (how === "told") {
          await context.setOffline(false);
          await page.getByRole("heading", { name: "Home" }).waitFor(); // by itself
        }
      }
    });
  });
}

test("a new state is shown at the next visit, whole, and the state before it goes", async () => {
  const site = await makeSite("deploy", "/");
  const server = await serve(site.out, "/");
  await reading(browser, server.origin, offline, async (page, { context }) => {
    await read(page, server.url("zh/one/"));
    await read(page, server.url("zh/two/"));
    const names = () => page.evaluate(() => caches.keys());
    const before = await names();
    const styles = () => page.locator("link[rel=stylesheet]").first().getAttribute("href");
    const old = await styles();
    for (const n of [1, 2]) {
      await site.write("content/zh/one.md", `# 第一页\n\n状态 ${n}。\n`);
      await site.write("assets/css/tokens.css", `:root { --state: ${n} }\n`);
      await site.write("assets/css/main.css", `@import "./tokens.css";\nheader { position: sticky }\nbody { --n: ${n} }\n`);
      await site.build();
      await page.goto(server.url("zh/one/")); // though the server lets browsers hold it for ten minutes
      assert.match(await page.locator("article").innerText(), new RegExp(`状态 ${n}`));
      assert.notEqual(await styles(), old);
      await until("the new worker has taken over", async () => (await names()).some((c) => c.includes(":version:") && !before.includes(c)));
      before.push(...(await names()));
      await until("the page is kept anew", () =>
        page.evaluate(async ([at, text]) => (await (await caches.match(at)).text()).includes(text), [server.url("zh/one/"), `状态 ${n}`]));
    }
    await until("two states are kept", async () => (await names()).filter((c) => c.includes(":version:")).length === 2);
    await context.setOffline(true);
    await page.goto(server.url("zh/two/"));
    assert.equal(await styles(), old, "a page of the first state");
    assert.ok(await styled(page), "with its own styles, that no longer are on the server");
    await page.goto(server.url("zh/one/"));
    assert.match(await page.locator("article").innerText(), /状态 2/);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--n").trim()), "2");
    await context.setOffline(false);

    await site.settings(false);
    await site.build();
    await page.goto(server.url("zh/one/"));
    assert.equal(await page.locator("link[rel=manifest]").count(), 0);
    await until("the worker is gone", () => page.evaluate(async () => !(await navigator.serviceWorker.getRegistration())));
    assert.deepEqual(await names(), [], "and what it kept");
  });
});

test("a site is kept that loads a file of its own on each page, with its home page", async () => {
  const site = await makeSite("own", "/", "head: '<script defer src=\"/count.js\"></script>'\n");
  await site.write("content/static/count.js", "document.documentElement.dataset.counted = 1;\n");
  const front = (title) => `---\nlayout: home\n---\n\n# ${title}\n\n![gone](dot.svg)\n`;
  await site.write("content/zh/index.md", front("首页"));
  await site.write("content/en/index.md", front("Home"));
  await site.write("content/en/dot.svg", pages["zh/dot.svg"]);
  await site.build();
  const extra = { "/zh/dot.svg": null }; // a picture that cannot be had
  const server = await serve(site.out, "/", extra);
  await reading(browser, server.origin, { ...offline, expect: (c) => offline.expect(c) || /ERR_EMPTY/.test(c) }, async (page, { context }) => {
    await read(page, server.url("zh/one/"));
    await until("the home page of its language is kept", () => kept(page, server.url("zh/")));
    assert.equal(await kept(page, server.url("en/")), false, "none of another language");
    await context.setOffline(true);
    await page.goto(server.url("zh/")); // as the installed site does
    assert.equal(await page.locator("h1").innerText(), "首页");
    assert.equal(await page.locator("html").getAttribute("data-counted"), "1");
    const lacking = await page.evaluate(async () => {
      const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((e) => e.href ?? e.src);
      const there = await Promise.all(files.map((file) => caches.match(file)));
      return files.filter((_, i) => !there[i]);
    });
    assert.deepEqual(lacking, []);
    assert.ok(await page.evaluate(() => [...document.styleSheets].some((s) => /\/home-/.test(s.href) && s.cssRules.length > 0)));
  });
});

test("the search finds what is kept of it, fetches four files at a time, and leaves a whole index for a whole one", async () => {
  const site = await makeSite("library", "/");
  const extra = { "/zh/search/offline.json": null }; // the network goes before the index is there
  const server = await serve(site.out, "/", extra);
  const file = (name) => join(site.out, "zh/search", name);
  const isBin = (path) => path.endsWith(".bin");
  /** Lets the files of the index wait; returns what lets them go. */
  const hold = async () => {
    let go;
    const held = new Promise((done) => (go = done));
    const names = JSON.parse(await readFile(file("offline.json"), "utf8"));
    for (const name of names) extra["/zh/search/" + name] = held.then(() => readFile(file(name)));
    server.requests.length = 0;
    return { go, names };
  };
  await reading(browser, server.origin, { ...offline, expect: (c) => offline.expect(c) || /ERR_EMPTY/.test(c) }, async (page, { context }) => {
    const open = async () => {
      await page.goto(server.url("zh/one/"));
      await page.locator("[data-open=search]").click();
    };
    const whole = async (names) => (await Promise.all(names.map((name) => kept(page, server.url("zh/search/" + name))))).every(Boolean);
    const dir = () => page.evaluate(async () => (await caches.match("/zh/search/dir")).text());

    await read(page, server.url("zh/one/"));
    await search(page, "判别器");
    await until("the directory is kept", () => kept(page, server.url("zh/search/dir")));
    await context.setOffline(true);
    await page.goto(server.url("zh/one/"));
    assert.match(await search(page, "判别器"), /第一页/, "what it has used is there");
    await context.setOffline(false);

    delete extra["/zh/search/offline.json"];
    const first = await hold();
    await open();
    await until("four are asked for", () => server.requests.filter(isBin).length >= 4);
    await page.waitForTimeout(200);
    assert.equal(server.requests.filter(isBin).length, 4);
    first.go();
    await until("the index is kept", () => whole(first.names));

    const before = await dir();
    for (const name of ["one", "two"]) await site.write(`content/zh/${name}.md`, `# 第一页\n\n判别器另有说明：${name}。\n`);
    await site.build();
    const second = await hold();
    await open();
    await until("the next state is asked for", () => server.requests.some(isBin));
    assert.equal(await dir(), before, "what is whole stays");
    second.go();
    await until("it is replaced", async () => (await dir()) !== before);
    assert.ok(await whole(second.names), "by one that is whole");
  });
});

test("a state that comes half leaves nothing, and a step back leaves the state before it", async () => {
  const site = await makeSite("steps", "/");
  const extra = {};
  const server = await serve(site.out, "/", extra);
  await reading(browser, server.origin, offline, async (page) => {
    const states = () => page.evaluate(async () => (await caches.keys()).filter((c) => c.includes(":version:")).map((c) => c.split(":").pop()));
    const published = async (n) => {
      await site.write("assets/css/outside.css", `p { --n: ${n} }\n`);
      await site.build();
      return /"version":"(\w+)"/.exec(await readFile(join(site.out, "sw.js"), "utf8"))[1];
    };
    const update = () => page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    const inUse = (...wanted) =>
      until(`${wanted} are kept`, async () => JSON.stringify((await states()).sort()) === JSON.stringify(wanted.sort()));
    const first = await published(1);
    await read(page, server.url("zh/one/"));
    await inUse(first);
    extra["/en/offline.html"] = null;
    await published(2);
    await update().catch(() => undefined);
    await until("the worker has failed", () => page.evaluate(async () => !(await navigator.serviceWorker.getRegistration()).installing));
    await inUse(first);
    delete extra["/en/offline.html"];
    const second = await published(3);
    await update();
    await inUse(first, second);
    await published(1);
    await update();
    const note = () => page.evaluate(async () => (await (await caches.match("/sw.js")).json()).map((c) => c.split(":").pop()));
    await until("the step back", async () => (await note())[0] === first);
    const third = await published(4);
    await update();
    await inUse(first, third);
  });
});

test("what was kept and then deleted is kept again", async () => {
  const site = await makeSite("deleted", "/");
  const server = await serve(site.out, "/");
  await reading(browser, server.origin, offline, async (page, { context }) => {
    await read(page, server.url("zh/one/"));
    await page.evaluate(async () => void (await Promise.all((await caches.keys()).map((name) => caches.delete(name)))));
    await read(page, server.url("zh/one/"));
    await until("the page without a network is kept", () => kept(page, server.url("zh/offline.html")));
    await until("it is noted", () => kept(page, server.url("sw.js")));
    await context.setOffline(true);
    await page.goto(server.url("zh/two/"));
    assert.equal(await page.locator("h1").innerText(), "现在没有网络");
    assert.ok(await page.getByRole("link", { name: /第一页/ }).isVisible());
  });
});

test("other sites in folders of the host are left alone", async () => {
  const site = await makeSite("host", "/");
  const extra = {
    "/other/": '<!doctype html><title>Other</title><h1>Other</h1><script src="/other/a.js"></script><link rel="stylesheet" href="/assets/a-ABCD1234.css">',
    "/other/a.js": "",
    "/assets/a-ABCD1234.css": "",
  };
  const server = await serve(site.out, "/", extra);
  await reading(browser, server.origin, { ...offline, expect: () => true }, async (page, { context }) => {
    await read(page, server.url("zh/one/"));
    await page.goto(server.url("other/"));
    await page.waitForTimeout(500);
    for (const at of ["other/", "other/a.js"]) assert.equal(await kept(page, server.url(at)), false, at);
    await context.setOffline(true);
    await assert.rejects(page.goto(server.url("other/more/")), "the browser's own page");
    await page.close(); // that page may still be on its way
  });
});

test("the page without a network does not load itself again and again", async () => {
  const site = await makeSite("again", "/");
  const server = await serve(site.out, "/");
  await reading(browser, server.origin, offline, async (page) => {
    await read(page, server.url("zh/one/"));
    let loads = 0;
    page.on("load", () => loads++);
    await page.goto(server.url("zh/offline.html"));
    await page.waitForTimeout(2500);
    assert.equal(loads, 1, "opened by its own address");
    // A host that answers the question alone.
    await page.addInitScript(() => {
      const ask = window.fetch;
      window.fetch = (url, options) => (options?.method === "HEAD" ? Promise.resolve(new Response()) : ask(url, options));
    });
    server.close();
    loads = 0;
    await page.goto(server.url("zh/two/"));
    await page.waitForTimeout(6000);
    assert.ok(loads >= 2 && loads <= 3, `${loads} loads in 6 seconds: after 1, 3 and 7`);
  });
});

test("what fails at the server is shown as it was kept, what is gone is forgotten, and what is slow is not waited for", async () => {
  const site = await makeSite("faults", "/");
  const extra = {};
  const server = await serve(site.out, "/", extra);
  await reading(browser, server.origin, { serviceWorkers: "allow", expect: (c) => /404|ERR_EMPTY|ERR_FAILED|Failed to load|503/.test(c) }, async (page) => {
    await read(page, server.url("zh/one/"));
    extra["/zh/one/"] = null; // hangs up
    await page.goto(server.url("zh/one/"));
    assert.equal(await page.locator("h1").innerText(), "第一页");
    let answer;
    extra["/zh/one/"] = new Promise((say) => (answer = say));
    const start = Date.now();
    await page.goto(server.url("zh/one/"));
    assert.equal(await page.locator("h1").innerText(), "第一页");
    assert.ok(Date.now() - start < 6000);
    answer("what a network says that wants its users to log in");
    delete extra["/zh/one/"];
    await page.waitForTimeout(500);
    assert.match(await page.evaluate(async (at) => (await caches.match(at)).text(), server.url("zh/one/")), /第一页/);
    for (const id of ["zh", "en"]) await rm(join(site.root, `content/${id}/one.md`));
    await site.build();
    assert.equal((await page.goto(server.url("zh/one/"))).status(), 404);
    await until("it is forgotten", async () => !(await kept(page, server.url("zh/one/"))));
  });
});

test("what is downloaded, Markdown and what machines read are not kept", async () => {
  const site = await makeSite("beside", "/");
  const server = await serve(site.out, "/");
  await reading(browser, server.origin, { serviceWorkers: "allow" }, async (page) => {
    await read(page, server.url("zh/one/"));
    await page.evaluate(async () => {
      for (const at of ["/zh/one/index.md", "/sitemap.xml"]) await (await fetch(at)).text();
      await (await fetch("/zh/dot.svg", { headers: { range: "bytes=0-3" } })).text();
    });
    await page.reload();
    for (const at of ["zh/one/index.md", "sitemap.xml"]) assert.equal(await kept(page, server.url(at)), false, at);
  });
});

test("the site can be installed, in the language of the page", async () => {
  const site = await makeSite("install", "/repo/");
  const server = await serve(site.out, "/repo/");
  await reading(browser, server.origin, { serviceWorkers: "allow" }, async (page, { context }) => {
    await read(page, server.url("zh/one/"));
    const devtools = await context.newCDPSession(page);
    const { errors, data, url } = await devtools.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(url, server.url("zh/manifest.webmanifest"));
    const manifest = JSON.parse(data);
    assert.equal(manifest.lang, "zh-Hans");
    assert.equal(new URL(manifest.start_url, url).href, server.url("zh/"));
    assert.equal(new URL(manifest.scope, url).href, server.url(""));
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    // A window of a test keeps nothing for longer than it is open, as a private one.
    assert.deepEqual(installabilityErrors.filter((e) => e.errorId !== "in-incognito"), []);
  });
});

test("a preview on the same port is rid of the worker", async () => {
  const site = await makeSite("preview", "/");
  const server = await serve(site.out, "/");
  await reading(browser, server.origin, { serviceWorkers: "allow", expect: () => true }, async (page) => {
    await read(page, server.url("zh/one/"));
    server.close();
    const live = await previewAt(site.root, new URL(server.origin).host);
    try {
      await page.goto(server.url("zh/one/"));
      assert.equal(await page.locator("link[rel=manifest]").count(), 0);
      await until("the worker is gone", () => page.evaluate(async () => !(await navigator.serviceWorker.getRegistration())));
      assert.deepEqual(await page.evaluate(() => caches.keys()), []);
      await page.goto(server.url("zh/two/"));
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    } finally {
      await live.stop();
    }
  });
});
