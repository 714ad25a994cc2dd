// The peers: the same pages in Pagefind and MiniSearch, each as its manual says.

import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { serveFiles } from "../browser/server.mjs";
import { size } from "./size.mjs";

const tags = { zh: "zh-CN", en: "en" };
const patience = 60_000;

/**
 * Pagefind over pages of one language, in Chromium: its own file for each page,
 * with the title, headings and text that truth is taken from, lines of text as
 * paragraphs. What a reader who knows nothing yet
 * fetches is taken for each tenth query.
 */
export async function pagefind(browser, pages, lang, work) {
  const site = join(work, `pagefind-${lang}`);
  for (const p of pages) {
    const folder = join(site, p.path);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "index.html"), html(p, tags[lang] ?? lang));
  }
  const program = fileURLToPath(new URL("node_modules/.bin/pagefind", import.meta.url));
  execFileSync(program, ["--site", site, "--quiet"], { stdio: ["ignore", "ignore", "inherit"] });
  const server = await serveFiles(site, "/", { "/empty.html": "<!doctype html><title>empty</title>" });
  const page = await browser.newPage();
  await page.goto(server.url("empty.html"));
  await page.evaluate(
    async ({ patience }) => {
      const paths = new Map();
      const usual = await import("/pagefind/pagefind.js");
      const run = async (q) => {
        await usual.search(q);
        const start = performance.now();
        const found = await usual.search(q);
        const ms = performance.now() - start;
        const results = found?.results ?? [];
        await Promise.all(results.filter((r) => !paths.has(r.id)).map(async (r) => paths.set(r.id, (await r.data()).url.replace(/^\//, ""))));
        return { pages: results.map((r) => paths.get(r.id)), ms };
      };
      globalThis.ask = async (list) => {
        const out = [];
        for (const q of list) {
          const late = new Promise((done) => setTimeout(() => done({ pages: [], error: "late" }), patience));
          out.push(await Promise.race([run(q).catch((e) => ({ pages: [], error: String(e) })), late]));
        }
        return out;
      };
    },
    { patience },
  );
  return {
    name: "Pagefind",
    ...(await size(join(site, "pagefind"), /\.(pf_index|pf_meta|pf_fragment|pf_filter)$/, (_, name) => name.endsWith(".pf_fragment"))),
    ask: async (list) => {
      const out = [];
      for (let i = 0; i < list.length; i += 25) out.push(...(await page.evaluate((l) => globalThis.ask(l), list.slice(i, i + 25).map((q) => q.q))));
      for (let i = 0; i < list.length; i += 10) Object.assign(out[i], await coldly(browser, server, site, list[i].q));
      return out;
    },
    close: async () => {
      await page.close();
      server.close();
    },
  };
}

/**
 * What a reader who knows nothing yet fetches, of each file that the server was
 * asked for, by workers too: bytes of the index (its list, the language's
 * metadata and the chunks of the query), and all there is before the first five
 * results stand there: the index, scripts and the engine's WebAssembly, texts.
 */
async function coldly(browser, server, site, q) {
  const context = await browser.newContext(); // with an empty cache
  const page = await context.newPage();
  await page.goto(server.url("empty.html"));
  const before = server.requests.length;
  const cold = await page.evaluate(async (q) => {
    const start = performance.now();
    globalThis.found = await (await import("/pagefind/pagefind.js")).search(q);
    return performance.now() - start;
  }, q);
  await page.evaluate(() => Promise.all((globalThis.found?.results ?? []).slice(0, 5).map((r) => r.data())));
  await context.close();
  const sum = { index: 0, all: 0 };
  for (const path of new Set(server.requests.slice(before))) {
    const data = await readFile(join(site, path)).catch(() => Buffer.alloc(0));
    const bytes = sent(path, data);
    sum.all += bytes;
    if (/\.(pf_index|pf_meta|pf_filter)$|pagefind-entry\.json$/.test(path)) sum.index += bytes;
  }
  return { bytes: sum.index, first: sum.all, cold };
}

/** Bytes of a file as a host sends it: text compressed, the rest, which is so already, as it is. */
const sent = (path, data) => (/\.(js|json|css|html)$/.test(path) ? gzipSync(data, { level: 6 }).length : data.length);

/**
 * MiniSearch as VitePress sets it: sections as documents, title and headings
 * boosted, half a word and misspelt words found. A reader loads all of it, as a
 * host compresses it.
 */
export async function minisearch(pages) {
  const { default: MiniSearch } = await import("minisearch");
  const options = { fields: ["title", "titles", "text"], storeFields: ["path"], searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } } };
  const mini = new MiniSearch(options);
  let id = 0;
  for (const p of pages) for (const s of p.sections) mini.add({ id: id++, path: p.path, title: s.heading || p.title, titles: s.heading ? p.title : "", text: s.text });
  const index = gzipSync(JSON.stringify(mini), { level: 6 }).length;
  return {
    name: "MiniSearch",
    index,
    texts: 0,
    ask: async (list) =>
      list.map(({ q }) => {
        const start = performance.now();
        const found = mini.search(q);
        const ms = performance.now() - start;
        return { pages: [...new Set(found.map((f) => f.path))], bytes: index, ms, cold: ms };
      }),
    close: async () => undefined,
  };
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function html(p, tag) {
  const body = p.sections.map((s) => (s.heading ? `<h2>${escape(s.heading)}</h2>\n` : "") + s.text.split("\n").map((line) => `<p>${escape(line)}</p>`).join("\n"));
  return `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><title>${escape(p.title)}</title></head><body><main data-pagefind-body><h1>${escape(p.title)}</h1>\n${body.join("\n")}</main></body></html>`;
}
