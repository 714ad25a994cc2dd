// The published client of a built site, without its dialog: the site's own
// scripts, as bytes of its assets folder, run in Chromium over a server of plain
// files. Nothing here knows how text is cut or an index is read.
//
// The engine is a class of assets/ts/search with search(query), first(query,
// count) and show(found, from, count), made from a function that loads a file by
// name. It is taken from the asset that exports it or, where none does, from the
// open dialog, by looking through the page's objects: so it is in both cases
// what readers run.

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import { launch } from "../browser/reader.mjs";
import { serveFiles } from "../browser/server.mjs";

const batch = 25; // queries handed to the browser at a time
const patience = 60_000; // ms for one query

/** Opens a built site. Returns { langs, ask(queries, heard), page(path), server, browser, close() }. */
export async function openSite(folder) {
  const langs = await languages(folder);
  if (!langs.length) throw new Error(`${folder}: no folder in it has search/dir`);
  const home = await readFile(join(folder, langs[0], "index.html"), "utf8");
  const base = new RegExp(`data-search="([^"]*)${langs[0]}/search/"`).exec(home)?.[1] || "/";
  const server = await serveFiles(folder, new URL(base, "http://localhost/").pathname);
  const browser = await launch();
  const pages = new Map(); // by language
  const engine = (lang) => {
    if (!pages.has(lang)) pages.set(lang, engineOf(browser, server, folder, lang));
    return pages.get(lang);
  };
  return {
    langs,
    server,
    browser,
    ask: (queries, heard) => ask(queries, langs, engine, heard),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function languages(folder) {
  const out = [];
  for (const name of (await readdir(folder)).sort()) {
    if (await stat(join(folder, name, "search/dir")).catch(() => undefined)) out.push(name);
  }
  return out;
}

/** A page of one language in which globalThis.ask answers a query. */
async function engineOf(browser, server, folder, lang) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url(`${lang}/`), { waitUntil: "load" });
  await page.evaluate(() => (globalThis.engineClass = undefined));
  const file = await exporting(folder);
  if (file) await page.evaluate(async (url) => (globalThis.engineClass = (await import(url)).Engine), server.url(file));
  else await fromDialog(page, context);
  await page.evaluate(inPage, { folder: server.url(`${lang}/search/`), patience });
  return page;
}

/** The asset that exports the engine by its name, if there is one. */
async function exporting(folder) {
  for (const name of (await readdir(join(folder, "assets"))).sort()) {
    if (!name.endsWith(".js")) continue;
    const text = await readFile(join(folder, "assets", name), "utf8");
    if (/\bexport\s*\{[^}]*\bas Engine\b/.test(text)) return `assets/${name}`;
  }
  return undefined;
}

/** Opens the dialog and finds the engine it made. */
async function fromDialog(page, context) {
  await page.keyboard.press("/");
  await page.locator("dialog[open] input").waitFor({ timeout: 10_000 });
  const cdp = await context.newCDPSession(page);
  const { result } = await cdp.send("Runtime.evaluate", { expression: "Object.prototype" });
  const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const { result: found } = await cdp.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: `function () {
      const wanted = (o) => {
        const made = o && Object.getPrototypeOf(o);
        return made && ["first", "show"].every((name) => typeof Object.getOwnPropertyDescriptor(made, name)?.value === "function");
      };
      globalThis.engineClass = Array.prototype.find.call(this, wanted)?.constructor;
      return Boolean(globalThis.engineClass);
    }`,
    returnByValue: true,
  });
  if (!found.value) throw new Error("no engine with first and show among the dialog's objects");
  await cdp.detach();
}

/** Runs in the page: defines ask. */
function inPage({ folder, patience }) {
  const Engine = globalThis.engineClass;
  const paths = new Map(); // page number → path
  let fetched = 0;
  const load = async (name, fresh, signal) => {
    const response = await fetch(new URL(name, folder), { signal });
    if (!response.ok) throw new Error(`${name}: HTTP status ${response.status}`);
    const data = new Uint8Array(await response.arrayBuffer());
    fetched += data.length;
    return data;
  };
  const pathsOf = async (found, engine) => {
    const missing = found.pages.filter((p) => !paths.has(p.page));
    for (let i = 0; i < missing.length; i += 50) {
      const some = missing.slice(i, i + 50).map((p) => ({ ...p, sections: p.sections.slice(0, 1) }));
      await Promise.all(
        some.map(async (p) => {
          const [result] = await engine.show({ ...found, pages: [p], units: [] }, 0, 1);
          paths.set(p.page, result.path);
        }),
      );
    }
    return found.pages.map((p) => paths.get(p.page));
  };
  const run = async (q) => {
    const engine = new Engine(load); // knows nothing yet
    fetched = 0;
    let start = performance.now();
    await engine.first(q, 0);
    const cold = performance.now() - start;
    const bytes = fetched;
    const first = await engine.first(q, 5);
    const texts = fetched - bytes;
    start = performance.now();
    const { found } = await engine.first(q, 0);
    const ms = performance.now() - start;
    // The first five may be put in another order by what their texts say.
    const shown = first.results.map((r) => r.path);
    const rest = (await pathsOf(found, engine)).filter((path) => !shown.includes(path));
    return { pages: [...shown, ...rest], bytes, texts, ms, cold, how: found.how };
  };
  globalThis.ask = async (list) => {
    const out = [];
    for (const { id, q } of JSON.parse(list)) {
      let timer;
      const late = new Promise((_, no) => (timer = setTimeout(() => no(new Error(`no answer after ${patience} ms`)), patience)));
      try {
        out.push({ id, ...(await Promise.race([run(q), late])) });
      } catch (e) {
        out.push({ id, pages: [], bytes: 0, texts: 0, ms: 0, cold: 0, error: e?.message || String(e) });
      }
      clearTimeout(timer);
    }
    return out;
  };
}

/** The answers to queries {id, lang, q}, in their order. */
async function ask(queries, langs, engine, heard = () => undefined) {
  const out = new Array(queries.length);
  const byLang = new Map();
  queries.forEach(({ id, lang, q }, i) => {
    const error = !langs.includes(lang) ? `no index of language ${JSON.stringify(lang)}` : typeof q !== "string" ? "the query is not a string" : "";
    if (error) out[i] = { id, pages: [], bytes: 0, texts: 0, ms: 0, cold: 0, error };
    else byLang.set(lang, [...(byLang.get(lang) ?? []), i]);
  });
  for (const [lang, places] of byLang) {
    const page = await engine(lang);
    for (let from = 0; from < places.length; from += batch) {
      const some = places.slice(from, from + batch);
      // JSON with its escapes carries what no UTF-8 can: halves of characters.
      const list = JSON.stringify(some.map((i) => ({ id: queries[i].id, q: queries[i].q })));
      const answers = await page.evaluate((list) => globalThis.ask(list), list);
      answers.forEach((a, n) => (out[some[n]] = { ...a, id: queries[some[n]].id }));
      heard(some.length);
    }
  }
  return out;
}
