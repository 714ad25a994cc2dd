// The search engine: queries in, pages with sections and excerpts out. Needs
// no DOM; whoever uses it says how a file is fetched.

import { excerpt, marked, spans, type Piece } from "./excerpt";
import { find, locate, pageOf, raise, weight, type Hits } from "./match";
import { parse, unit, type Unit } from "./query";
import { rank, type Ranked } from "./rank";
import { Stale } from "./reader";
import { index, type Directory, type Load, type Shards, type TextFile } from "./shards";
import { isIdeograph, type Pairs } from "./tokens";

export { Stale, type Load, type Piece };
export { parse } from "./query";
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

/** How the pages answer the query: "" as it is written; else only by its parts, by a word
 *  that was perhaps meant, by pinyin, or, with no page that has all of it, in part. */
export type How = "" | "split" | "typo" | "pinyin" | "partial";

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
        const found = await run(query, this.index.during(signal));
        return { found, results: count ? await this.show(found, 0, count, signal) : [] };
      } catch (e) {
        this.index.reset(signal);
        if (anew || !(e instanceof Stale)) throw e;
      }
    }
  }

  /** The texts of some of the pages. Throws Stale where the index was replaced since. */
  async show({ pages, units, of }: Found, from: number, count: number, signal?: AbortSignal): Promise<Result[]> {
    const shards = this.index.during(signal);
    if ((await shards.directory()) !== of) throw new Stale();
    const pairs = of.flags & 1 ? await shards.pairs() : none;
    return Promise.all(pages.slice(from, from + count).map((p) => result(p, units, pairs, shards)));
  }
}

/** What most queries can do without. */
const rare = () => import("./near");

async function run(query: string, shards: Shards): Promise<Found> {
  const dir = await shards.directory();
  const all = (units: Unit[]) => Promise.all(units.map((u) => find(u, shards)));
  let units = parse(query, none);
  let hits = await all(units);
  if (hits.some((h) => !h.size) && /[^\0-\u2e7f]/.test(query)) {
    // Index terms are simplified: perhaps the query is not.
    hits = await all((units = parse(query, await shards.pairs())));
  }
  const asked = { ...shards, pinyin: !!(dir.flags & 2), find: (u: Unit, within?: Hits) => find(u, shards, within), unit, weight, raise, isIdeograph };
  let how: How = "";
  const instead: string[] = [];
  const wanted: Unit[] = [];
  const sets: Hits[] = [];
  for (const [i, u] of units.entries()) {
    if (u.without) continue;
    const near = hits[i]!.size || u.quoted ? undefined : await (await rare()).near(u, asked);
    wanted.push(...(near?.units ?? [u]));
    sets.push(...(near?.hits ?? [hits[i]!]));
    if (!near) continue;
    how ||= near.how;
    instead.push(...near.instead);
  }
  const left = new Set(units.flatMap((u, i) => (u.without ? [...hits[i]!.keys()].map(pageOf) : [])));
  const rest = left.size ? sets.map((set) => new Map([...set].filter(([key]) => !left.has(pageOf(key))))) : sets;
  const many = !how && rest.length > 1 && rest.every((set) => set.size);
  let pages = rank(rest, dir.pages, many ? await (await rare()).beside(units, rest, asked) : none);
  if (!pages.length && rest.length > 1) {
    pages = rank(rest, dir.pages, none, true);
    if (pages.length) how = "partial";
  }
  return { pages, how, instead, units: wanted, of: dir };
}

async function result(ranked: Ranked, units: Unit[], pairs: Pairs, shards: Shards): Promise<Result> {
  const files = await shards.textFiles(ranked.page);
  const sections = await Promise.all(ranked.sections.map((s) => sectionOf(ranked.page * 65536 + s, files, units, pairs, shards)));
  return { ...sections[0]!, sections: sections.flatMap((s) => s.sections) };
}

/** One section; of one that takes several files the first with a unit. */
async function sectionOf(key: number, files: TextFile[], units: Unit[], pairs: Pairs, shards: Shards): Promise<Result> {
  const number = key % 65536;
  let own = files.filter((f, i) => f.section <= number && later(files[i + 1], number));
  if (own.length > 2) {
    const places = await Promise.all(units.map((u) => locate(u, key, shards)));
    own = (await rare()).holding(own, places);
  }
  let best: Result | undefined;
  for (const file of own) {
    const [title, path, sections] = await shards.texts(file.name);
    for (const [n, id, heading, text] of sections) {
      if (n !== number) continue;
      const mark = (heading: string) => marked(heading, units, pairs);
      const found = spans(text, units, pairs);
      const section = { id, heading, marked: mark(heading), excerpt: excerpt(text, found) };
      const result = { title, path, marked: mark(title), sections: [section] };
      if (found.length) return result;
      best ??= result;
    }
  }
  if (!best) throw new Stale();
  return best;
}

/** Whether a file begins behind the beginning of a section. */
function later(file: TextFile | undefined, section: number): boolean {
  return !file || file.section > section || (file.section === section && file.pos > 0);
}
