// The search engine: queries in, pages with sections and excerpts out. Needs
// no DOM; whoever uses it says how a file is fetched.

import { excerpt, marked, spans, type Piece } from "./excerpt";
import { find, pageOf, several, tools, type Hits, type Tools } from "./match";
import { parse, type Unit } from "./query";
import { rank, type Ranked } from "./rank";
import { Stale } from "./reader";
import { index, type Directory, type Load, type TextFile } from "./shards";
import type { Pairs } from "./tokens";

export { Stale, type Load, type Piece };
export { maxQuery, parse } from "./query";
export { stem } from "./stem";
export { fold, tokenize } from "./tokens";

/** What a query found, before any text is read. */
export interface Found {
  pages: Ranked[];
  how: How;
  instead: string[]; // what was searched in place of mistyped words
  units: Unit[]; // what is marked
  of: Directory; // the state of the index that has the pages
}

/** How the pages answer the query: "" as it is written; else only by its parts, by a word that was perhaps meant, by
 *  pinyin, by some of the headings heard so, perhaps with its words elsewhere, by some of the words that begin so or, with
 *  no page that has all of it, in part. */
export type How = "" | "split" | "typo" | "pinyin" | "heard" | "rough" | "begun" | "partial";

export interface Section {
  id: string; // of the heading; '' for the page's beginning
  heading: string;
  marked: Piece[]; // the heading
  excerpt: Piece[];
}

export interface Result {
  title: string;
  marked: Piece[]; // the title
  path: string; // from the site's root, "zh/math/gan/"
  sections: Section[];
}

type Lost = (error: unknown) => undefined;

const none: Pairs & Hits = new Map<never, never>();

export class Engine {
  readonly index; // reset makes all be read anew

  constructor(load: Load) {
    this.index = index(load);
  }

  /** The pages for a query and the texts of the first of them, both of one state of the index.
   *  A replaced index is read anew, once. An empty query reads the directory. */
  async first(query: string, count: number, signal?: AbortSignal): Promise<{ found: Found; results: Result[] }> {
    for (let anew = false; ; anew = true) {
      try {
        const found = await run(query, { ...this.index.during(signal), ...tools });
        return { found, results: count ? await this.show(found, 0, count, signal) : [] };
      } catch (e) {
        if (!(e instanceof Stale)) throw e;
        this.index.reset(signal);
        if (anew) throw e;
      }
    }
  }

  /** The texts of some of the pages. Throws Stale where the index was replaced since. Without what lost, called with
   *  the error, does not throw for. */
  async show({ pages, units, of }: Found, from: number, count: number, signal?: AbortSignal, lost?: Lost): Promise<Result[]> {
    const shards = { ...this.index.during(signal), ...tools };
    if ((await shards.directory()) !== of) throw new Stale();
    const pairs = of.flags & 1 ? await shards.pairs() : none;
    return (await Promise.all(pages.slice(from, from + count).map((p) => result(p, units, pairs, shards, lost)))).flat();
  }
}

const few = 9; // sections that have a word which may as well be pinyin

/** What most queries can do without. */
const rare = () => import("./near");

async function run(query: string, shards: Tools): Promise<Found> {
  const of = await shards.directory();
  const all = async (units: Unit[]) => (units[1] ? (await several()).all(units, shards) : Promise.all(units.map((u) => find(u, shards))));
  let units = parse(query, none);
  let hits = await all(units);
  if (hits.some((h) => !h.size) && /[^\0-\u2e7f]/.test(query)) {
    // Index terms are simplified: perhaps the query is not.
    hits = await all((units = parse(query, await shards.pairs())));
  }
  let found = { units, hits, how: "" as How, instead: [] as string[] };
  if (hits.some((h) => h.size < few)) found = await (await rare()).others(found, shards);
  found.how ||= units.some((u) => u.rough) ? "rough" : units.some((u) => u.slots.some((s) => s.more)) ? "begun" : "";
  const pages = found.units[1] ? await (await several()).together(found, units, of.pages, rank, shards) : rank(found.hits, of.pages, none);
  return { ...found, pages, of };
}

/** What there is of a page. */
async function result({ page, sections }: Ranked, units: Unit[], pairs: Pairs, shards: Tools, lost?: Lost): Promise<Result[]> {
  const all = (await Promise.all(sections.map((s) => sectionOf(page * 65536 + s, units, pairs, shards).catch(lost)))).flatMap((r) => r ?? []);
  return all.slice(0, 1).map((r) => ({ ...r, sections: all.flatMap((s) => s.sections) }));
}

/** One section; of one that takes several files the one with what was found. */
async function sectionOf(key: number, units: Unit[], pairs: Pairs, shards: Tools): Promise<Result> {
  const files = await shards.textFiles(pageOf(key));
  const number = key % 65536;
  let own = files.filter((f, i) => f.section <= number && later(files[i + 1], number));
  if (own[1]) own = await (await several()).holding(own, units, key, pairs, shards);
  const [title, path, sections] = await shards.texts(own[0]!.name);
  const mark = (heading: string) => marked(heading, units, pairs);
  for (const [n, id, heading, text] of sections) {
    if (n === number) return { title, path, marked: mark(title), sections: [{ id, heading, marked: mark(heading), excerpt: excerpt(text, spans(text, units, pairs)) }] };
  }
  throw new Stale();
}

/** Whether a file begins behind the beginning of a section. */
const later = (file: TextFile | undefined, section: number): boolean => !file || file.section > section || (file.section === section && file.pos > 0);
