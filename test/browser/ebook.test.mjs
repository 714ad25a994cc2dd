// Ebooks as small pages show them: nothing is wider than the page, since one of paper
// does not scroll, and at night drawings keep their paper.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";

import { source, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch } from "./reader.mjs";

const languages = fileURLToPath(new URL("../languages", import.meta.url));

const books = [
  { name: "the guide in two languages", root: source, lang: "zh,en" },
  { name: "the manual", root: join(work, "manual-source"), lang: "en" },
  { name: "a book from right to left", root: languages, lang: "ar,en" },
];

let browser, page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
});
after(() => browser.close());

/** Makes an ebook and unpacks it; returns its pages. */
async function pagesOf(root, lang) {
  const folder = await mkdtemp(join(work, "ebook-"));
  const file = join(folder, "book.epub");
  const { code, err } = await run("export", "epub", "--root", root, "--lang", lang, "-o", file);
  assert.equal(code, 0, err);
  const data = await readFile(file);
  // Entries stand one behind the other, with their sizes in front of them.
  for (let at = 0; data.readUInt32LE(at) === 0x04034b50; ) {
    const [method, size] = [data.readUInt16LE(at + 8), data.readUInt32LE(at + 18)];
    const start = at + 30 + data.readUInt16LE(at + 26);
    const name = join(folder, data.toString("utf8", at + 30, start));
    at = start + size;
    const bytes = data.subarray(start, at);
    await mkdir(dirname(name), { recursive: true });
    await writeFile(name, method === 8 ? inflateRawSync(bytes) : bytes);
  }
  const text = join(folder, "EPUB", "text");
  return (await readdir(text)).map((name) => join(text, name));
}

/** What on the open page is wider than its place, with margins of 16 pixels and letters of a size. */
function tooWide(letters) {
  document.documentElement.style.fontSize = `${letters}px`;
  document.body.style.margin = "16px";
  const page = document.documentElement;
  const out = [...document.querySelectorAll(".math-display, .table, .code, pre, figure")].filter((e) => e.scrollWidth > e.clientWidth + 1);
  return [...(page.scrollWidth > page.clientWidth ? [page] : []), ...out].map((e) => `${e.localName} ${e.className} ${e.scrollWidth} > ${e.clientWidth}: ${e.textContent.trim().slice(0, 60)}`);
}

/** Opens a page of a book and looks at it. */
async function reading(file, width, look) {
  await page.setViewportSize({ width, height: 600 });
  await page.goto(pathToFileURL(file).href);
  return look();
}

for (const { name, root, lang } of books) {
  test(`nothing is wider than a small page: ${name}`, async () => {
    const files = await pagesOf(root, lang);
    assert.ok(files.length > 2);
    const wrong = [];
    for (const [width, letters] of [[320, 16], [400, 16], [400, 24]]) {
      for (const file of files) for (const what of await reading(file, width, () => page.evaluate(tooWide, letters))) wrong.push(`${file} at ${width}, letters of ${letters}: ${what}`);
    }
    assert.deepEqual(wrong, []);
  });
}

test("what is wider is noticed", async () => {
  const file = join(work, "wide.xhtml");
  await writeFile(file, '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>w</title></head><body><div class="table" style="overflow: auto"><p style="width: 400px">t</p></div><p style="width: 340px">p</p></body></html>');
  assert.deepEqual(await reading(file, 320, () => page.evaluate(tooWide, 16)), ["html  356 > 320: wtp", "div table 400 > 288: t"]);
});

// As readers of ebooks do at night.
const night = ":root { background: #111 !important; color: #fff !important } :not(a) { background-color: transparent !important; color: #fff !important; border-color: currentColor !important }";

test("drawings keep their paper at night", async () => {
  let drawings = 0;
  for (const file of await pagesOf(source, "en")) {
    drawings += await reading(file, 400, async () => {
      await page.addStyleTag({ content: night });
      const found = await page.evaluate(() => [...document.querySelectorAll(".chart svg")].map((svg) => {
        const paper = svg.querySelector(".paper");
        return {
          first: svg.querySelector("rect, path, text, circle") === paper,
          white: paper !== null && getComputedStyle(paper).fill === "rgb(255, 255, 255)",
          whole: paper !== null && Math.abs(paper.getBoundingClientRect().width - parseFloat(getComputedStyle(svg).width)) < 2,
          dark: getComputedStyle(svg.querySelector("text")).fill !== "rgb(255, 255, 255)",
        };
      }));
      for (const drawing of found) assert.deepEqual(drawing, { first: true, white: true, whole: true, dark: true }, file);
      return found.length;
    });
  }
  assert.ok(drawings > 5);
});

test("what styles write in front of text is as light as the text at night", async () => {
  let written = 0;
  for (const file of await pagesOf(join(work, "manual-source"), "en")) {
    written += await reading(file, 320, async () => {
      await page.addStyleTag({ content: night });
      const colours = await page.evaluate(() => [...document.querySelectorAll("article *, section *")].filter((e) => !["none", "normal"].includes(getComputedStyle(e, "::before").content))
        .map((e) => [getComputedStyle(e, "::before").color, getComputedStyle(e).color, e.className || e.localName]));
      assert.deepEqual(colours.filter(([mark, text]) => mark !== text), [], file);
      return colours.length;
    });
  }
  assert.ok(written > 50);
});
