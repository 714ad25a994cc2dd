// The built guide in Firefox and in WebKit: pages of all types on a phone and on a
// desk, light and dark; search by the keyboard, print, and reading without a
// network. Chromium, in which the other tests run, is not all that readers have.
//
//	GUIDE=FOLDER BOOK=FILE node --experimental-websocket --test test/engines/engines.test.mjs
//
// FOLDER is the built site, FILE the book to print of the English guide. PICTURES=FOLDER gets a
// picture of each page, to be looked at.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, test } from "node:test";

import { offTheLine } from "../browser/audit.mjs";
import { until } from "../browser/reader.mjs";
import { serveFiles } from "../browser/server.mjs";
import { firefox } from "./firefox.mjs";
import { down, enter, escape } from "./keys.mjs";
import { webkit } from "./webkit.mjs";

const screens = { desk: [1280, 900], phone: [360, 740] };
const pages = {
  "home zh": "zh/",
  "home en": "en/",
  "chapter zh": "zh/mathematics/gan-discriminator/",
  "chapter en": "en/mathematics/gan-discriminator/",
  "charts zh": "zh/concepts/exposure/",
  "paired": "pair/zh/en/concepts/frontier/",
  "labs en": "en/labs/",
  "glossary zh": "zh/glossary/",
  "references en": "en/references/",
  "search zh": "zh/search/?q=" + encodeURIComponent("生成器"),
  "search en": "en/search/?q=discriminator",
  "not found": "404.html",
};

// A page that holds another in a frame of a size, for windows that get no narrower.
const frames = {};
const framed = (url, width, height) => {
  const at = `/framed-${Object.keys(frames).length}`;
  frames[at] = `<!doctype html><title>frame</title><style>body { margin: 0 }</style><iframe src="${url}" style="width: ${width}px; height: ${height}px; border: 0"></iframe>`;
  return new URL(at, url).href;
};

const server = await serveFiles(process.env.GUIDE, "/", frames);
const wrong = await mkdtemp(join(tmpdir(), "wrong-"));
const wide = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><pre>${"wide ".repeat(1000)}</pre><script>1</script>`;
const control = await serveFiles(wrong, "/", Object.assign({ "/": wide }, frames));
const book = await serveFiles(dirname(process.env.BOOK), "/");
after(() => {
  for (const s of [server, control, book]) s.close();
  return rm(wrong, { recursive: true });
});

const state = `({
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  width: innerWidth,
  found: document.querySelectorAll("a.search-option").length,
  formulas: document.querySelectorAll(".katex").length,
  images: [...document.images].filter((i) => i.complete && !i.naturalWidth).length,
  light: getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every((part) => part > 200),
  styled: getComputedStyle(document.body).getPropertyValue("--bg") !== "",
})`;

// Each face of the page's styles, asked for by itself: whether the browser takes it. A
// face that is late is done without (font-display: optional), which says nothing of it.
const faces = `(async () => {
  const rules = [...document.styleSheets].flatMap((s) => [...s.cssRules].filter((r) => r.constructor.name === "CSSFontFaceRule").map((r) => [s.href, r.style.getPropertyValue("src")]));
  const loads = rules.map(([base, src]) => new FontFace("tried", src.replace(/url\\(["']?([^"')]*)["']?\\)/g, (_, u) => "url(" + new URL(u, base).href + ")")).load().then(() => [], (e) => [src + e]));
  return { count: rules.length, failed: (await Promise.all(loads)).flat() };
})()`;

/** Waits until nothing more is asked of a server: Firefox complains of what a page that is left was still fetching. */
async function quiet(of) {
  for (let before = -1; before !== of.requests.length; ) {
    before = of.requests.length;
    await new Promise((done) => setTimeout(done, 200));
  }
}

for (const start of [firefox, webkit]) {
  test(start.name, async (t) => {
    const browser = await start(framed);
    t.after(() => browser.close());
    const seen = () => browser.evaluate(state);
    const keep = (name, value) => browser.evaluate(`void localStorage.${value ? `setItem("duizhao-${name}", "${value}")` : `removeItem("duizhao-${name}")`}`);
    const picture = async (name) => process.env.PICTURES && writeFile(join(process.env.PICTURES, `${start.name}-${name}.png`.replaceAll(" ", "-")), await browser.picture());
    for (const [screen, [width, height]] of Object.entries(screens)) {
      await browser.size(width, height);
      for (const theme of ["light", "dark"]) {
        await browser.go(server.url("404.html"));
        await keep("theme", theme);
        for (const [name, path] of Object.entries(pages)) {
          await t.test(`${name}, ${screen}, ${theme}`, async () => {
            await browser.go(server.url(path));
            await quiet(server);
            if (/search/.test(name)) await until("results", async () => (await seen()).found >= 5);
            const page = await seen();
            await picture(`${name}-${screen}-${theme}`);
            assert.deepEqual(browser.complaints(), []);
            assert.ok(Math.abs(page.width - width) < 20, `the page is ${page.width} wide`);
            assert.ok(page.over <= 0, `it is ${page.over} px too wide`);
            assert.equal(page.light, theme === "light");
            assert.ok(page.styled && !page.images, JSON.stringify(page));
            if (/chapter/.test(name)) assert.ok(page.formulas > 20, `${page.formulas} formulas`);
          });
        }
        await keep("theme");
      }
    }

    await t.test("the fonts of formulas are taken", async () => {
      await browser.go(server.url(pages["chapter en"]));
      const { count, failed } = await browser.evaluate(faces);
      assert.ok(count >= 10, `${count} faces`);
      assert.deepEqual(failed, []);
    });

    await t.test("a formula that is too wide scrolls by itself, on the line of its text", async () => {
      await browser.size(320, 640);
      await browser.go(server.url(pages["chapter en"]));
      await keep("size", "150");
      await browser.go(server.url(pages["chapter en"]));
      const look = `({ marked: document.querySelectorAll(".math.beyond").length, over: document.documentElement.scrollWidth - document.documentElement.clientWidth })`;
      const both = await until("a formula that is marked", async () => ((await browser.evaluate(look)).marked ? browser.evaluate(look) : undefined));
      await picture("formula");
      assert.ok(both.over <= 0, `${both.over} px too wide`);
      const off = await browser.evaluate(`(${offTheLine})()`);
      assert.ok(off < 1, `${off} px off the line`);
    });
    await keep("size");
    await browser.size(...screens.desk);

    await t.test("search by the keyboard: a key opens it, what is typed is found, Esc closes it, Enter follows", async () => {
      await browser.go(server.url("en/reading/"));
      const dialog = `({ open: !!document.querySelector("dialog.search[open]"), found: [...document.querySelectorAll("dialog.search a[role=option]")].filter((a) => /discriminator/i.test(a.textContent)).length, chosen: !!document.querySelector("dialog.search a[aria-selected=true]"), in: !!document.activeElement?.closest("dialog.search"), at: location.pathname })`;
      const is = (what, check) => until(what, async () => check(await browser.evaluate(dialog)));
      await quiet(server);
      await browser.keys("/");
      await is("the dialog with the focus in it", (d) => d.open && d.in);
      await browser.keys(escape);
      await is("it is closed", (d) => !d.open && !d.in);
      await browser.keys("/");
      await is("it again", (d) => d.open && d.in);
      await browser.keys("discriminator");
      await is("results", (d) => d.found >= 5);
      await picture("search");
      await browser.keys(down);
      await is("one is chosen", (d) => d.chosen);
      await browser.keys(enter);
      await is("the page that was chosen", (d) => /^\/en\/(?!reading)/.test(d.at));
    });

    // WebKit's driver does not print.
    if (browser.print) await t.test("a chapter and the book are printed", async () => {
      for (const [url, least, words] of [[server.url(pages["chapter en"]), 3, /discriminator/], [book.url(basename(process.env.BOOK)), 40, /Contents/]]) {
        await browser.go(url);
        await quiet(server);
        const file = join(wrong, "printed.pdf");
        await writeFile(file, await browser.print());
        const pages = Number(/^Pages:\s*(\d+)/m.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }))[1]);
        assert.ok(pages >= least, `${url} has ${pages} pages`);
        const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8", maxBuffer: 1e8 });
        assert.match(text, words);
        assert.doesNotMatch(text, /Skip to content|On this page/, "the furniture of the screen is not printed");
      }
    });

    await t.test("what was read is there without a network", async () => {
      const site = await serveFiles(process.env.GUIDE, "/");
      const url = site.url("en/reading/");
      try {
        await browser.go(url);
        await browser.evaluate("navigator.serviceWorker.ready.then(() => null)");
        await browser.go(url);
        await until("the page is kept", () => browser.evaluate(`caches.match(${JSON.stringify(url)}).then(Boolean)`), 30_000);
      } finally {
        site.close();
      }
      browser.complaints();
      await browser.go(site.url("en/about/")).catch(() => undefined);
      await browser.go(url);
      assert.match(await browser.evaluate("document.querySelector('h1').textContent"), /\w/);
      const page = await seen();
      assert.ok(page.styled, "with its styles");
      assert.match(await browser.evaluate("fetch('/en/no-such-page').then((r) => 'status ' + r.status, String)"), /rror|status 50/, "there is no network");
    });

    await t.test("what is wrong is noticed", async () => {
      await browser.go(control.url(""));
      const { over } = await browser.evaluate("({ over: document.documentElement.scrollWidth - document.documentElement.clientWidth })");
      if (browser.name === "Firefox") assert.ok(browser.complaints().some((c) => /Content-Security-Policy/.test(c)));
      assert.ok(over > 0, "a page that is too wide");
      await browser.go(server.url(pages["chapter en"]));
      const failed = await browser.evaluate(`new FontFace("tried", "url(/assets/none.woff2)").load().then(() => "", String)`);
      assert.notEqual(failed, "", "a font that is not there");
    });
  });
}
