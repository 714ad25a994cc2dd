// The book: `export pdf` on a small site, with the Chromium of the PATH. Equal
// sources give equal bytes, and the text that poppler reads out of the file is
// that of the sources, with the very characters.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { inflateSync } from "node:zlib";

import { work } from "./guide.mjs";
import { run } from "./program.mjs";
import { findChromium, launch } from "./reader.mjs";

const exec = promisify(execFile);

// Each of these has a radical with its glyph, which Chromium writes in its place:
// U+2F00–2FD5 above, U+2E80–2EF3 below.
const kangxi = "一人大日月水火山木土女子小口心手门方无止比毛气父片牙牛犬玉瓜瓦甘生用田白皮目石示禾立竹米羊羽老耳肉自至舌舟色虫血行衣西言谷豆赤走足身里金青非面革音高鬼黄黑鼠鼻";
const supplement = "见长马鱼鸟食页风飞龟龙齿民母西";

const zh = {
  "index.md": `---\ntitle: 测试之书\n---\n第一段：${kangxi}。\n\n第二段：${supplement}，见[问题](1-a/index.md#why)。\n`,
  "1-a/index.md": `# 问题\n\n## 为什么 {#why}\n\n**人**工智能 AI 与*工作*：大小、日月、山水。见 [外面](https://example.org/一)。\n\n- 一日之计\n- 人生大事\n\n\`\`\`python\nprint("日月")\n\`\`\`\n`,
  "1-a/1-b.md": `# 回答\n\n正文里有“引号”——和省略号……\n`,
};
const en = {
  "index.md": `---\ntitle: Book of tests\n---\nThe first paragraph, with an “office” — and a well-known hyphen.\n\nThe second one: see [the question](1-a/index.md#why).\n`,
  "1-a/index.md": `# Question\n\n## Why {#why}\n\n**Work** and *leisure*: more, less, day, month. See [outside](https://example.org/一).\n\n- one day\n- a great matter\n\n\`\`\`python\nprint("日月")\n\`\`\`\n`,
  "1-a/1-b.md": `# Answer\n\nText with “quotes” and dots…\n`,
};

const site = join(work, "book");

before(async () => {
  for (const [lang, files] of Object.entries({ zh, en })) {
    await mkdir(join(site, "content", lang, "1-a"), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(site, "content", lang, name), text);
  }
  await writeFile(join(site, "site.yaml"), "title: { zh: 测试之书, en: Book of tests }\nlanguages: [zh, en]\ndates: frontmatter\nauthors:\n  - { zh: 李雷, en: \"Li, Lei\" }\n  - \"{The Guide Project}\"\n");
});

/** Makes a book, and returns its file. */
async function book(lang, name) {
  const file = join(work, name);
  const { code, err } = await run("export", "pdf", "--root", site, "--lang", lang, "-o", file);
  assert.equal(code, 0, err);
  return file;
}

/** The text of a file, without spaces and ends of lines. */
async function textOf(file) {
  const { stdout } = await exec("pdftotext", ["-raw", file, "-"], { maxBuffer: 1 << 26 });
  return squeezed(stdout);
}

/** The characters that the fonts of a file say they show: not all programs read more. */
function shown(file) {
  let out = "";
  for (const [, length, at] of [...file.toString("latin1").matchAll(/\/Length (\d+)>> stream\n/g)].map((m) => [m[0], Number(m[1]), m.index + m[0].length])) {
    let text;
    try {
      text = inflateSync(file.subarray(at, at + length)).toString("latin1");
    } catch {
      continue; // a picture
    }
    if (text.includes("begincmap")) for (const [, code] of text.matchAll(/^<[0-9A-F]+> <([0-9A-F]{4})>$/gm)) out += String.fromCodePoint(parseInt(code, 16));
  }
  return out;
}

const squeezed = (text) => text.replace(/\s+/g, "");

const said = {
  zh: [
    `第一段：${kangxi}。`, `第二段：${supplement}，见问题。`, "为什么", "人工智能AI与工作：大小、日月、山水。见外面(https://example.org/一)。",
    "一日之计", "人生大事", `print("日月")`, "正文里有“引号”——和省略号……", "目录",
  ],
  en: [
    "The first paragraph, with an “office” — and a well-known hyphen.", "The second one: see the question.",
    "Work and leisure: more, less, day, month. See outside (https://example.org/一).", "one day", "a great matter", "Text with “quotes” and dots…",
  ],
};

for (const lang of ["zh", "en", "zh,en"]) {
  test(`the book in ${lang}: the same bytes twice, the text of the sources`, async () => {
    const [one, two] = [await book(lang, `one-${lang}.pdf`), await book(lang, `two-${lang}.pdf`)];
    assert.ok((await readFile(one)).equals(await readFile(two)), "two books of one site differ");

    const text = await textOf(one);
    for (const want of lang.split(",").flatMap((id) => said[id])) assert.ok(text.includes(squeezed(want)), `the text has no ${want}: ${text}`);
    assert.doesNotMatch(text, /[\u2e80-\u2fdf\uf900-\ufaff]/u, "the text has radicals, or characters for compatibility");

    const fonts = shown(await readFile(one));
    assert.doesNotMatch(fonts, /[\u2e80-\u2fdf\uf900-\ufaff]/u, "a font has them");
    if (lang !== "en") for (const han of kangxi + supplement) assert.ok(fonts.includes(han), `no font has ${han}`);

    const file = (await readFile(one)).toString("latin1");
    const first = lang.split(",")[0];
    assert.match(file, new RegExp(`/Type /Catalog[^]*?/Lang \\(${{ zh: "zh-Hans", en: "en" }[first]}\\)`), "the file names no language");
    const { stdout: info } = await exec("pdfinfo", [one]);
    assert.match(info, /Tagged: +yes/);
    assert.match(info, /Creator: +duizhao/);
    assert.match(info, /Page size: .*\(A4\)/);
    assert.match(info, { zh: /Title: +测试之书$/m, en: /Title: +Book of tests$/m, "zh,en": /Title: +测试之书 · Book of tests$/m }[lang]);
    const by = { zh: ["李雷、The Guide Project"], en: ["Lei Li, The Guide Project"], "zh,en": ["李雷、The Guide Project", "Lei Li, The Guide Project"] }[lang];
    assert.ok(info.includes(by[0]) && /Author: /.test(info), info);
    for (const names of by) assert.ok(text.includes(squeezed(names)), `the cover does not say ${names}`);
    assert.doesNotMatch(info, /CreationDate/, "nobody said when the site changed");
    const { stdout: structure, stderr } = await exec("pdfinfo", ["-struct-text", one]);
    assert.equal(stderr, "", "an element is of no kind that this version of PDF has");
    // What is strong is left out by readers to whom nobody says what that is.
    if (lang !== "en") assert.match(structure, /^ *Span \(inline\)\n *NonStruct\n *"人"$/m);
    for (const kind of ["H1", "H2", "P", "L", "LI", "Link"]) assert.match(structure, new RegExp(`^ *${kind}\\b`, "m"), `no element ${kind}`);
  });
}

test("a book from right to left, alone and as the second language", async () => {
  const languages = join(import.meta.dirname, "../languages");
  const pages = {};
  for (const lang of ["ar", "en,ar"]) {
    const folder = join(work, `rtl-${lang}`);
    const { code, err } = await run("export", "pdf", "--root", languages, "--lang", lang, "--page", folder);
    assert.equal(code, 0, err);
    pages[lang] = await readFile(join(folder, "book.html"), "utf8");
  }
  assert.match(pages.ar, /<html lang="ar" dir="rtl">/);
  assert.match(pages.ar, /<article class="d1" id="guide\.[^"]*" lang="zh-Hans" dir="ltr">\s*<[^>]*class="notice[^"]*"[^>]* lang="ar" dir="rtl"/, "a notice has not the direction of its language");
  for (const part of ["cover-title cover-second", "cover-about"]) assert.match(pages["en,ar"], new RegExp(`<p class="${part}" lang="ar" dir="rtl">`));

  const file = join(work, "rtl.pdf");
  const { code, err } = await run("export", "pdf", "--root", languages, "--lang", "ar", "-o", file);
  assert.equal(code, 0, err);
  const { stdout: info } = await exec("pdfinfo", [file]);
  assert.match(info, /Title: +مذكرات الدراسة$/m);
  const text = await textOf(file);
  for (const word of ["الخطوات", "التحديث", "https://notes.example/five/"]) assert.ok(text.includes(word), `the text has no ${word}`);
});

test("the outline has the pages of a chapter below it, and contents name the printed pages", async () => {
  const file = (await readFile(join(work, "one-zh.pdf"))).toString("latin1");
  const items = new Map();
  for (const [, number, body] of file.matchAll(/\n(\d+) 0 obj\n<<\/Title <FEFF([0-9A-F]+)>\n\/Dest[^]*?endobj/g)) {
    items.set(number, Buffer.from(body, "hex").swap16().toString("utf16le"));
  }
  const parents = [...file.matchAll(/\n(\d+) 0 obj\n<<\/Title <FEFF[0-9A-F]+>\n\/Dest[^]*?\/Parent (\d+) 0 R/g)].map(([, n, parent]) => [items.get(n), items.get(parent)]);
  assert.deepEqual(parents.sort(), [["1 问题", undefined], ["1.1 回答", "1 问题"], ["为什么", "1 问题"], ["前言", undefined], ["目录", undefined]].sort());

  const english = (await readFile(join(work, "one-en.pdf"))).toString("latin1");
  const titles = [...english.matchAll(/\/Title \(([^()]*)\)\n\/Dest/g)].map((m) => m[1]);
  assert.deepEqual(titles.sort(), ["1 Question", "1.1 Answer", "Contents", "Preface", "Why"], "a title that is drawn twice stands there twice");

  const paired = (await readFile(join(work, "one-zh,en.pdf"))).toString("latin1");
  const both = [...paired.matchAll(/\/Title <FEFF([0-9A-F]+)>\n\/Dest/g)].map((m) => Buffer.from(m[1], "hex").swap16().toString("utf16le"));
  assert.deepEqual(both.sort(), ["1 问题 · Question", "1.1 回答 · Answer", "为什么 · Why", "前言 · Preface", "目录"].sort(), "a heading in two languages is one item");

  const { stdout } = await exec("pdftotext", ["-layout", "-f", "2", "-l", "2", join(work, "one-zh.pdf"), "-"]);
  for (const [title, page] of [["前言", 3], ["问题", 4], ["为什么", 4], ["回答", 4]]) {
    assert.match(stdout, new RegExp(`${title} +${page}$`, "m"), stdout);
  }
});

test("the two languages of a book are marked block by block, and read row by row", async () => {
  const paired = (await readFile(join(work, "one-zh,en.pdf"))).toString("latin1");
  const elements = new Map([...paired.matchAll(/\n(\d+) 0 obj\n<<\/Type \/StructElem\n([^]*?)\nendobj/g)].map(([, n, body]) => [n, body]));
  // An element is in its own language, or in that of the one around it.
  const language = (n) => elements.has(n) && (/\/Lang \((.*?)\)/.exec(elements.get(n))?.[1] ?? language(/\/P (\d+) 0 R/.exec(elements.get(n))?.[1]));
  for (const kind of ["P", "H2", "LI"]) {
    const languages = [...elements].filter(([, body]) => body.includes(`/S /${kind}\n`)).map(([n]) => language(n));
    assert.deepEqual([...new Set(languages)].sort(), ["en", "zh-Hans"], `elements ${kind}`);
  }
  const text = await textOf(join(work, "one-zh,en.pdf"));
  const at = [said.zh[3], said.en[2], said.zh[4], said.en[3], said.zh[7], said.en[5]].map((part) => text.indexOf(squeezed(part)));
  assert.deepEqual(at, [...at].sort((a, b) => a - b), "a text does not stand behind its partner");
  const { stdout: columns } = await exec("pdftotext", [join(work, "one-zh,en.pdf"), "-"]);
  assert.ok(columns.includes("Work and leisure: more, less, day, month. See"), "words have lost the spaces between them");
});

test("short words of a table stay in one line in half a page, and no table is wider than that", async () => {
  const row = (cells) => `| ${cells.join(" | ")} |\n`;
  const table = (head, body) => `\n${row(head)}${row(head.map(() => "---"))}${row(body)}`;
  const long = "这一格很长很长，长得要把别的格子都挤窄，再长一些也不要紧";
  const wide = Array.from({ length: 9 }, (_, i) => `列${i}`);
  const text = `# 表\n${table(["层", "毛病", "确认", "谁", "多久"], ["工作流", long, long, long, long])}${table(wide, wide.with(0, long))}`;
  const folder = join(work, "book-tables");
  for (const lang of ["zh", "en"]) {
    await mkdir(join(folder, "content", lang), { recursive: true });
    await writeFile(join(folder, "content", lang, "index.md"), text);
  }
  await writeFile(join(folder, "site.yaml"), "title: { zh: 表, en: Tables }\nlanguages: [zh, en]\ndates: frontmatter\n");
  const out = join(work, "book-tables-page");
  const { code, err } = await run("export", "pdf", "--root", folder, "--lang", "zh,en", "--page", out);
  assert.equal(code, 0, err);
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 612, height: 900 } }); // A4 within its margins
    await page.emulateMedia({ media: "print" });
    await page.goto(`file://${join(out, "book.html")}`);
    const seen = await page.evaluate(() => {
      const lines = (cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size;
      };
      const tables = [...document.querySelectorAll(".row .a table")];
      return { lines: lines(tables[0].querySelector("tbody :is(td, th)")), over: tables.map((t) => t.getBoundingClientRect().right - t.closest(".a").getBoundingClientRect().right).filter((x) => x > 1) };
    });
    assert.deepEqual(seen, { lines: 1, over: [] });
  } finally {
    await browser.close();
  }
});

test("control: what Chromium prints of the same page has radicals and the time", async () => {
  const page = join(work, "book-page");
  const { code, err } = await run("export", "pdf", "--root", site, "--lang", "zh", "--page", page);
  assert.equal(code, 0, err);
  const file = join(work, "plain.pdf");
  await exec(findChromium(), ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${join(work, "book-profile")}`, `--print-to-pdf=${file}`, `file://${join(page, "book.html")}`]);
  const { stdout: info } = await exec("pdfinfo", [file]);
  assert.match(info, /CreationDate/);
  assert.match(shown(await readFile(file)), /[\u2f00-\u2fdf]/u);
  assert.match(shown(await readFile(file)), /[\u2e80-\u2eff]/u);
});
