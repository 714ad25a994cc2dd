// Measures the search of a built site: what it finds, in which order, at what
// cost, beside Pagefind and MiniSearch on the same pages.
//
//	node test/search/bench.mjs SITE [--seed N] [--size N] [--lang LANG] [--no-peers] [--failures FILE] [--json FILE]
//
// --size is the number of queries of each class. FILE gets what was not found,
// found by mistake or not first, by class. Exit: 0 if all goals are met, 1 if
// not (each that is not is named), 2 for wrong use.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { openSite } from "./client.mjs";
import { firstQuery } from "./dialog.mjs";
import { figures, quantile, shortfalls } from "./measure.mjs";
import { readPages } from "./pages.mjs";
import { makeQueries } from "./queries.mjs";
import { size } from "./size.mjs";

const many = 1000; // pages of one language from which on a site is large

await main();

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: "string", default: "1" },
      size: { type: "string", default: "40" },
      lang: { type: "string" },
      "no-peers": { type: "boolean", default: false },
      failures: { type: "string" },
      json: { type: "string" },
    },
  });
  if (positionals.length !== 1) {
    console.error("use: node test/search/bench.mjs SITE [--seed N] [--size N] [--lang LANG] [--no-peers] [--failures FILE] [--json FILE]");
    process.exit(2);
  }
  const all = [];
  for await (const r of measure(positionals[0], { seed: values.seed, size: +values.size, only: values.lang, peers: !values["no-peers"] })) {
    all.push(r);
    print(r);
  }
  if (values.failures) await writeFile(values.failures, all.map(failures).join("\n"));
  if (values.json) await writeFile(values.json, JSON.stringify(all.map(({ lang, costs, short, engines }) => ({ lang, costs, short, engines: engines.map(({ name, byClass }) => ({ name, byClass: plain(byClass) })) })), null, 1));
  const short = all.flatMap((r) => r.short);
  console.log(short.length ? `\nshort of the goals:\n  ${short.join("\n  ")}` : "\nall goals are met");
  process.exitCode = short.length ? 1 : 0;
}

/** Measures one language after the other. */
async function* measure(folder, { seed, size: count, only, peers }) {
  const { pinyin } = await import("pinyin-pro");
  const site = await openSite(folder);
  const work = await mkdtemp(join(tmpdir(), "bench-search-"));
  try {
    for (const lang of site.langs.filter((l) => !only || l === only)) {
      const pages = await readPages(site.browser, folder, lang);
      const queries = makeQueries(pages, lang, { seed, size: count, pinyin });
      const answers = await site.ask(queries);
      const ours = { name: "ours", answers, ...score(queries, answers) };
      const raw = pages.reduce((n, p) => n + Buffer.byteLength([p.title, ...p.headings, p.text].join("\n")), 0);
      const { index, texts } = await size(join(folder, lang, "search"), /(^dir|\.bin)$/);
      const first = await firstQuery(site, lang, opening(queries, answers));
      const costs = { ...cost(answers), index, texts, raw, share: index / raw, first: first.bytes };
      const engines = [ours];
      if (peers) {
        const { minisearch, pagefind } = await import("./peers.mjs");
        for (const start of [() => pagefind(site.browser, pages, lang, work), () => minisearch(pages)]) {
          const peer = await start();
          const theirs = await peer.ask(queries);
          engines.push({ name: peer.name, costs: { ...cost(theirs), first: quantile(theirs.map((a) => a.first).filter(Boolean), 0.5), index: peer.index, texts: peer.texts, raw, share: peer.index / raw }, answers: theirs, ...score(queries, theirs) });
          await peer.close();
        }
      }
      yield { lang, pages: pages.length, queries, engines, costs, short: [...shortfalls(lang, ours.byClass, costs, pages.length >= many), ...first.differs] };
    }
  } finally {
    await site.close();
    await rm(work, { recursive: true, force: true });
  }
}

/** A few queries with results, for the dialog itself. */
function opening(queries, answers) {
  return queries.map((q, i) => ({ ...q, pages: answers[i].pages })).filter((q, i) => q.pages.length >= 5 && i % 29 === 0).slice(0, 8);
}

function score(queries, answers) {
  const byClass = {};
  for (const name of new Set(queries.map((q) => q.class))) {
    const places = queries.flatMap((q, i) => (q.class === name ? [i] : []));
    byClass[name] = figures(places.map((i) => queries[i]), places.map((i) => answers[i]));
  }
  return { byClass };
}

function cost(answers) {
  const of = (key, share) => quantile(answers.map((a) => a[key]).filter((x) => x !== undefined), share);
  return { bytes50: of("bytes", 0.5), bytes95: of("bytes", 0.95), most: of("bytes", 1), ms50: of("ms", 0.5), ms95: of("ms", 0.95), cold95: of("cold", 0.95) };
}

function print({ lang, pages, queries, engines, costs }) {
  console.log(`\n${lang}: ${pages} pages, ${(costs.raw / 1e6).toFixed(2)} MB of text, ${queries.length} queries\n`);
  console.log(`| class | n | ${engines.map((e) => `${e.name}: recall | p@10 | s@1 | s@3 | MRR`).join(" | ")} |`);
  console.log(`| --- | --: |${" --: | --: | --: | --: | --: |".repeat(engines.length)}`);
  const f = (x) => x.toFixed(3).replace(/^0/, "");
  for (const [name, { n }] of Object.entries(engines[0].byClass)) {
    console.log(`| ${name} | ${n} | ${engines.map(({ byClass: { [name]: c } }) => [c.recall, c.precision, c.first, c.third, c.mrr].map(f).join(" | ")).join(" | ")} |`);
  }
  const rows = engines.map((e) => e.costs ?? costs);
  const line = (name, show) => console.log(`| ${name} | ${rows.map((c) => show(c)).join(" | ")} |`);
  const kb = (n) => `${(n / 1000).toFixed(1)} KB`;
  console.log(`\n| cost | ${engines.map((e) => e.name).join(" | ")} |\n| --- |${" --: |".repeat(engines.length)}`);
  line("index of a cold query, p50", (c) => kb(c.bytes50));
  line("p95 (Pagefind: of each tenth query)", (c) => kb(c.bytes95));
  line("most", (c) => kb(c.most));
  line("first query, with code and five excerpts (Pagefind without interface)", (c) => (c.first ? kb(c.first) : "–"));
  line("ms with files at hand, p50 / p95", (c) => `${c.ms50.toFixed(1)} / ${c.ms95.toFixed(1)}`);
  line("index, beside the text", (c) => `${kb(c.index)}, ${(c.share * 100).toFixed(0)} %`);
  line("texts for excerpts", (c) => (c.texts ? kb(c.texts) : "–"));
  if (rows.length > 1) console.log(`\nindex of a cold query, p50, beside ours: ${engines.slice(1).map((e) => `${e.name} ${(e.costs.bytes50 / costs.bytes50).toFixed(1)}×`).join(", ")}`);
}

/** What went wrong, query by query. */
function failures({ lang, pages, queries, engines: [ours] }) {
  const out = [`# ${lang}, ${pages} pages`];
  for (const name of Object.keys(ours.byClass)) {
    const bad = queries.flatMap((q, i) => {
      if (q.class !== name) return [];
      const { pages: got, error, how } = ours.answers[i];
      const [must, may, want] = [new Set(q.must), new Set([...q.may, ...q.must]), new Set(q.want)];
      const missed = q.must.filter((p) => !got.includes(p));
      const wrong = got.slice(0, 10).filter((p) => !may.has(p));
      const rank = got.findIndex((p) => want.has(p));
      const late = name === "titles" && rank !== 0;
      if (!error && !missed.length && !wrong.length && !late) return [];
      const parts = [error, missed.length && `missed ${missed.length} of ${must.size}: ${missed.slice(0, 3).join(" ")}`, wrong.length && `${wrong.length} wrong of the first ${Math.min(10, got.length)}: ${wrong.slice(0, 3).join(" ")}`, late && `wanted page at ${rank + 1 || "none"}, first ${got[0]}`, how && `(${how})`];
      return [`- ${JSON.stringify(q.q)}  ${parts.filter(Boolean).join("; ")}`];
    });
    if (bad.length) out.push(`\n## ${lang} ${name}: ${bad.length} of ${ours.byClass[name].n}`, ...bad);
  }
  return out.join("\n") + "\n";
}

function plain(byClass) {
  return Object.fromEntries(Object.entries(byClass).map(([name, { each, ...rest }]) => [name, rest]));
}
