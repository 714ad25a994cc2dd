// Splits KaTeX's large fonts into a core, which nearly every page with formulas
// fetches, and the rest, which a page fetches for a sign outside the core. Run
// by hand after an update of KaTeX; what it writes is committed:
//
//   cd test && npm ci && cd fonts && npm ci && node subset.mjs
//
// The fonts beside this file are KaTeX's own (package/dist/fonts, unchanged;
// licence: assets/katex/LICENSE). Written are assets/katex/fonts/*-core.woff2
// and *-rest.woff2, and assets/katex/fonts.css, which names all fonts.
//
// Core is what two or more of the formulas of generator/math/testdata/formulas.txt
// and book.txt draw (Chromium tells in which font), and what stands in base below.

import { readFile, readdir, writeFile } from "node:fs/promises";
import { createContext, runInContext } from "node:vm";
import { convert } from "fontverter"; // a part of subset-font
import { chromium } from "playwright-core";
import subset from "subset-font";

const root = new URL("../../", import.meta.url);
const katexFolder = new URL("assets/katex/", root);
const fonts = new URL("fonts/", katexFolder);

// What a reader expects of a core, used in our formulas or not: typed by hand.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ascii = String.fromCodePoint(...Array.from({ length: 95 }, (_, i) => 0x20 + i));
const base = {
  "Main-Regular": ascii + "−×±⋅·∗∂∇∞∈∑∏√∣∥′…⋯≤≥≠≈∼→←⊤ˉΔΓΩΣΦ⟨⟩",
  "Main-Bold": letters + "0123456789",
  "Math-Italic": letters + "αβγδϵεζηθκλμνξπρστϕφχψω",
  "AMS-Regular": "CENQRZ",
  "Size1-Regular": "()[]{}∑∏∫",
  "Size2-Regular": "()[]{}∑∏∫",
  "Size3-Regular": "()[]{}",
  "Size4-Regular": "()[]{}",
  "Caligraphic-Regular": "DFHLNOPX",
};

// Big signs and capitals of few strokes need no hints, which are up to two thirds
// of so small a font.
const unhinted = /^(Size|AMS|Caligraphic)/;

// The space gives lines their height, whichever part of a font is loaded; the
// others must not be a reason to load the rest.
const always = " \u00a0\u200b";

/** The two faces of a font's name, as CSS. */
function style(name) {
  const [family, face] = name.split("-");
  return `font-family:KaTeX_${family};font-weight:${/Bold/.test(face) ? "bold" : "normal"};font-style:${/Italic/.test(face) ? "italic" : "normal"};font-display:optional`;
}

async function formulas() {
  const out = [];
  for (const name of ["formulas.txt", "book.txt"]) {
    const text = await readFile(new URL(`generator/math/testdata/${name}`, root), "utf8");
    for (const line of text.split("\n")) {
      const [, marks, tex] = line.match(/^(\$\$?)(.*)\1$/) ?? [];
      if (tex) out.push({ tex, display: marks === "$$" });
    }
  }
  return out;
}

/** Returns font → the characters that two formulas or more draw with it. */
async function drawn() {
  const context = createContext({});
  for (const name of ["katex", "mhchem"]) runInContext(await readFile(new URL(`${name}.min.js`, katexFolder), "utf8"), context);
  const html = (await formulas()).map(({ tex, display }) => `<p>${context.katex.renderToString(tex, { displayMode: display, strict: false })}`);
  const css = await readFile(new URL("katex.css", katexFolder), "utf8");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.setContent(`<style>${css.replace(/@import.*/, "")}</style>${html.join("")}`);
  const seen = await page.evaluate(() => {
    const faces = {}; // font → character → the formulas that draw it
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      if (!node.parentElement.closest(".katex-html")) continue;
      const s = getComputedStyle(node.parentElement);
      const face = (s.fontWeight >= 600 ? "Bold" : "") + (s.fontStyle === "italic" ? "Italic" : "");
      const name = `${s.fontFamily.split(",")[0].replace(/"|KaTeX_/g, "")}-${face || "Regular"}`;
      const formula = node.parentElement.closest("p");
      for (const c of node.data) ((faces[name] ??= {})[c] ??= new Set()).add(formula);
    }
    const often = (signs) => Object.keys(signs).filter((c) => signs[c].size > 1).join("");
    return Object.fromEntries(Object.entries(faces).map(([name, signs]) => [name, often(signs)]));
  });
  await browser.close();
  return seen;
}

/** Returns the code points that a font has signs for, in order. */
async function covered(woff2) {
  const font = await convert(woff2, "sfnt");
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const cmap = font.readUInt32BE(tables.find((at) => font.toString("latin1", at, at + 4) === "cmap") + 8);
  const out = new Set();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    const format = font.readUInt16BE(at);
    if (format === 12) {
      for (let g = 0; g < font.readUInt32BE(at + 12); g++) {
        for (let c = font.readUInt32BE(at + 16 + 12 * g); c <= font.readUInt32BE(at + 20 + 12 * g); c++) out.add(c);
      }
    } else if (format === 4) {
      const size = font.readUInt16BE(at + 6); // of one of the arrays: ends, starts …
      for (let s = 0; s < size; s += 2) {
        for (let c = font.readUInt16BE(at + 16 + size + s); c <= font.readUInt16BE(at + 14 + s) && c < 0xffff; c++) out.add(c);
      }
    }
  }
  return [...out].sort((a, b) => a - b);
}

/** Writes code points as CSS; holes of at most gap are swallowed. */
function range(points, gap = 0) {
  const parts = [];
  for (const c of points) {
    const last = parts.at(-1);
    if (last && c - last[1] <= gap + 1) last[1] = c;
    else parts.push([c, c]);
  }
  const hex = (n) => n.toString(16).toUpperCase();
  return parts.map(([a, b]) => "U+" + hex(a) + (b > a ? "-" + hex(b) : "")).join(",");
}

const seen = await drawn();
const rules = [];
for (const file of (await readdir(fonts)).filter((f) => !/-(core|rest)\.woff2$/.test(f)).sort()) {
  const name = file.match(/^KaTeX_(.*)\.woff2$/)[1];
  rules.push(`@font-face{${style(name)};src:url(fonts/${file}) format("woff2")}`);
}
for (const [name, more] of Object.entries(base)) {
  const font = await readFile(new URL(`KaTeX_${name}.woff2`, import.meta.url));
  const all = await covered(font);
  const wanted = new Set([...(more + always + (seen[name] ?? ""))].map((c) => c.codePointAt(0)));
  const core = all.filter((c) => wanted.has(c));
  const rest = all.filter((c) => !wanted.has(c));
  // The rest's range covers the core's too: of two faces the later one comes
  // first. A range with few holes is short.
  const parts = [["rest", rest, range(rest, 0x100)], ["core", core, range([...new Set([...core, 0x200b])].sort((a, b) => a - b))]];
  for (const [part, points, unicode] of parts) {
    const data = await subset(font, String.fromCodePoint(...points), { targetFormat: "woff2", noHinting: unhinted.test(name) });
    await writeFile(new URL(`KaTeX_${name}-${part}.woff2`, fonts), data);
    rules.push(`@font-face{${style(name)};src:url(fonts/KaTeX_${name}-${part}.woff2) format("woff2");unicode-range:${unicode}}`);
    console.log(`${name} ${part}: ${points.length} of ${all.length} characters, ${data.length} of ${font.length} bytes`);
  }
}
await writeFile(new URL("fonts.css", katexFolder), `/* Written by test/fonts/subset.mjs. */\n${rules.join("\n")}\n`);
