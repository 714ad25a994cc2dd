// Formulas: what they cost a page, and how they are read and copied.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { filesOf } from "./links.mjs";
import { reading, settled } from "./reader.mjs";

const { browser, sites } = await serveBoth();
const { server, folder } = sites[0];
const isMath = (path) => /\/(KaTeX|math|formula)[^/]*$/.test(path);

/** The paths that one page asks for. */
async function fetched(path) {
  const before = server.requests.length;
  await reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url(path));
    await settled(page);
  });
  return server.requests.slice(before);
}

test("a page without formulas fetches nothing for them", async () => {
  assert.deepEqual((await fetched("en/")).filter(isMath), []);
});

test("a page with formulas fetches their style and at most 35 KB of fonts at first", async (t) => {
  const paths = await fetched("en/mathematics/notation/");
  assert.ok(paths.some((path) => path.includes("/math-")), paths.join());
  const fonts = [...new Set(paths.filter((path) => path.endsWith(".woff2")))];
  assert.ok(fonts.some((path) => path.includes("Main-Regular-core")), paths.join());
  const sizes = await Promise.all(fonts.map(async (path) => (await stat(join(folder, path))).size));
  const bytes = sizes.reduce((a, b) => a + b, 0);
  t.diagnostic(`${fonts.length} fonts, ${bytes} bytes: ${fonts.map((path) => path.split("/").at(-1)).join(" ")}`);
  assert.ok(bytes <= 35 * 1024, `${bytes} bytes of fonts`);
});

test("a screen reader meets each formula once", () =>
  reading(browser, server.origin, {}, async (page, { context }) => {
    await page.goto(server.url("en/mathematics/gan-discriminator/"));
    await settled(page);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true))); // else they are not read
    const formulas = await page.locator("article .katex").count();
    assert.ok(formulas > 50);
    const devtools = await context.newCDPSession(page);
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    const read = nodes.filter((node) => !node.ignored && /^(MathMLMath|math)$/i.test(node.role?.value ?? ""));
    assert.equal(read.length, formulas);
    assert.equal(await page.locator("article .katex-html:not([aria-hidden=true])").count(), 0);
  }));

test("what is copied has the TeX of its formulas", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/mathematics/gan-discriminator/"));
    await settled(page);
    const copy = () =>
      page.evaluate(() => {
        const formula = document.querySelector("article .math");
        getSelection().selectAllChildren(formula.closest("p"));
        const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
        document.dispatchEvent(event);
        return { tex: formula.querySelector("annotation").textContent, text: event.clipboardData.getData("text/plain") };
      });
    let got = await copy();
    for (let i = 0; i < 50 && got.text === ""; i++) { // the script may still be on its way
      await page.waitForTimeout(50);
      got = await copy();
    }
    assert.ok(got.text.includes(`$${got.tex}$`), JSON.stringify(got));
  }));

test("style attributes stand in KaTeX's spans only", () =>
  reading(browser, server.origin, {}, async (page) => {
    const pages = (await filesOf(folder)).filter((name) => name.endsWith("index.html") && name.includes("/"));
    await page.goto(server.url("zh/"));
    const found = await page.evaluate(async (urls) => {
      const out = [];
      for (const url of urls) {
        const document = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
        out.push([document.querySelectorAll(".katex [style]").length, document.querySelectorAll("[style]:not(.katex *)").length]);
      }
      return out;
    }, pages.map((name) => server.url(name.replace(/index\.html$/, ""))));
    let styled = 0;
    for (const [i, [inside, outside]] of found.entries()) {
      styled += inside;
      assert.equal(outside, 0, pages[i]);
    }
    assert.ok(styled > 100, "the formulas are seen");
  }));
