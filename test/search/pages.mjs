// What a reader can read on the pages of a built site, taken from the HTML of
// their articles and nothing else: it is what the search is measured against.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const batch = 40;

/**
 * Reads all pages of one language. A page is {path, title, headings, sections:
 * [{heading, text}], text, own}: text has a line for each block; code is in it,
 * formulas as their TeX, words of the interface and pictures are not. Pages in
 * another language than their folder's and such as engines shall not list are
 * left out. own: title, headings and text, folded, as truth is looked up in it.
 */
export async function readPages(browser, folder, lang) {
  const context = await browser.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  const files = (await readdir(join(folder, lang), { recursive: true }))
    .filter((name) => /(^|[/\\])index\.html$/.test(name))
    .map((name) => `${lang}/${name.replaceAll("\\", "/")}`)
    .sort();
  const titles = await calloutTitles();
  const out = [];
  for (let i = 0; i < files.length; i += batch) {
    const all = await Promise.all(files.slice(i, i + batch).map(async (file) => ({ path: file.replace(/index\.html$/, ""), html: await readFile(join(folder, file), "utf8") })));
    out.push(...(await page.evaluate(extract, { files: all, titles })));
  }
  await context.close();
  for (const p of out) p.own = fold([p.title, ...p.headings, p.text].join("\n"));
  return out;
}

/** What the interface calls a callout that its author gave no title, in all languages. */
async function calloutTitles() {
  const folder = new URL("../../templates/texts/", import.meta.url);
  const tables = await Promise.all((await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8")));
  return tables.flatMap((table) => [...table.matchAll(/^callout\.\w+: "?(.+?)"?$/gm)].map((m) => m[1]));
}

/** NFKC and lower case; spaces are one, lines stay. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n");
}

/** Runs in the browser. */
function extract({ files, titles }) {
  // What is written for other pages (.spread is the home page's sample of one), or by the interface.
  const unread =
    "script,style,noscript,button,input,select,form,svg,[hidden],.katex-html,.term-card,.anchor,.code-bar > :not(.code-title),.copy,.uses,.cited-by,.cite,.no,.ref,.note,.meta,.chart-data > summary,.code-also,.fold > summary,.spread,p.actions,.vh,a[download],[role=doc-bibliography]";
  const inline = new Set("a abbr b bdi bdo cite code del dfn em i ins kbd mark q ruby rb s samp small span strong sub sup time u var wbr font math mjx-container".split(" "));
  const read = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.matches(unread)) return "";
    if (node.matches(".callout-title") && titles.includes(node.textContent.trim())) return "";
    const name = node.localName;
    // Of a calculator what its author wrote: the rows it begins with, and the caption.
    if (node.matches("[data-calc],[class^=calc]")) return [...node.querySelectorAll("[data-field=text],figcaption")].map(read).join("\n");
    // "Table 4.4" in a sentence is the interface's word and number.
    if (name === "a" && /#(fig|tbl|eq|lst):/.test(node.getAttribute("href")) && /^\P{N}*[\d.]+\P{N}?$/u.test(node.textContent)) return " ";
    if (name === "br") return " ";
    if (name === "rt" || name === "rp") return "";
    if (name === "math") return ` ${node.querySelector("annotation")?.textContent.replace(/\\tag\{[^}]*\}/g, "") ?? ""} `;
    const text = [...node.childNodes].map(read).join("");
    return name === "pre" ? `\n${text.replace(/\n/g, " \n ")}\n` : inline.has(name) ? text : `\n${text}\n`;
  };
  const lines = (text) =>
    text
      .split(/\n+/)
      .map((l) => l.replace(/\s+/g, " ").trim())
      .filter(Boolean)
      .join("\n");
  const out = [];
  for (const { path, html } of files) {
    const doc = new DOMParser().parseFromString(html, "text/html");
    const article = doc.querySelector("article");
    const robots = doc.querySelector("meta[name=robots]")?.content ?? "";
    if (!article || robots.includes("noindex")) continue;
    if (article.lang && article.lang !== doc.documentElement.lang) continue;
    const h1 = article.querySelector("h1");
    const page = { path, title: h1 ? lines(read(h1)).replaceAll("\n", " ") : "", headings: [], sections: [{ heading: "", text: "" }] };
    const walk = (parent) => {
      for (const node of parent.childNodes) {
        if (node === h1 || (node.nodeType === 1 && node.matches(unread))) continue;
        // The terms of a glossary are headings of their definitions.
        if (/^h[1-6]$/.test(node.localName ?? "") || (node.nodeType === 1 && node.matches(".glossary dt"))) {
          const heading = lines(read(node)).replaceAll("\n", " ");
          page.headings.push(heading);
          page.sections.push({ heading, text: "" });
        } else if (node.nodeType === 1 && node.querySelector("h1,h2,h3,h4,h5,h6,.glossary dt")) walk(node);
        else page.sections.at(-1).text += read(node);
      }
    };
    walk(article);
    for (const s of page.sections) s.text = lines(s.text);
    page.text = page.sections.map((s) => s.text).join("\n");
    out.push(page);
  }
  return out;
}
