// The search engine: queries in, pages with sections and excerpts out. Needs
// no DOM; whoever uses it says how a file is fetched.

import { excerpt, marked, spans, type Piece } from "./excerpt";
import { find, locate, weight, type Hits } from "./match";
import type { Near } from "./near";
import { parse, unit, type Unit } from "./query";
import { rank, type Ranked } from "./rank";
import { Shards, Stale, type Load, type TextFile } from "./shards";
import { isIdeograph, type Pairs } from "./tokens";

export { Stale, type Load, type Piece };
export { parse } from "./query";
export { stem } from "./stem";
export { fold, tokenize } from "./tokens";

/** What a query found, before any text is read. */
export interface Found {
  pages: Ranked[];
  split: boolean; // the words stand on these pages, but not side by side
  how: How;
  instead: string[]; // what was searched in place of mistyped words
  units: Unit[]; // what is marked
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

const none: Pairs = new Map();

export class Engine {
  private shards: Shards;

  constructor(load: Load) {
    this.shards = new Shards(load);
  }

  /** The pages for a query. A replaced index is read anew, once. An empty query reads the directory. */
  search(query: string, signal?: AbortSignal): Promise<Found> {
    return this.again(() => this.run(query, signal));
  }

  /** The pages for a query and the texts of the first of them, both of one state of the index. */
  first(query: string, count: number, signal?: AbortSignal): Promise<{ found: Found; results: Result[] }> {
    return this.again(async () => {
      const found = await this.run(query, signal);
      return { found, results: await this.show(found, 0, count, signal) };
    });
  }

  /** The texts of some of the pages. Throws Stale where the index was replaced since. */
  async show(found: Found, from: number, count: number, signal?: AbortSignal): Promise<Result[]> {
    const dir = await this.shards.directory(signal);
    const pairs = dir.traditional ? await this.shards.pairs(signal) : none;
    return Promise.all(found.pages.slice(from, from + count).map((p) => this.result(p, found.units, pairs, signal)));
  }

  private async again<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (e) {
      if (!(e instanceof Stale)) throw e;
      this.shards.reset();
      return work();
    }
  }

  private async run(query: string, signal?: AbortSignal): Promise<Found> {
    const dir = await this.shards.directory(signal);
    let units = parse(query, none);
    let hits = await this.hits(units, signal);
    if (hits.some((h) => !h.size) && /[^\0-\u2e7f]/.test(query)) {
      // Index terms are simplified: perhaps the query is not.
      const again = parse(query, await this.shards.pairs(signal));
      if (again.some((u, i) => u.text !== units[i]?.text)) hits = await this.hits((units = again), signal);
    }
    let how: How = "";
    const instead: string[] = [];
    const wanted: Unit[] = [];
    const sets: Hits[] = [];
    for (const [i, u] of units.entries()) {
      if (u.without) continue;
      const near = hits[i]!.size || u.quoted ? undefined : await this.near(u, dir.pinyin, signal);
      wanted.push(...(near?.units ?? [u]));
      sets.push(...(near?.hits ?? [hits[i]!]));
      if (!near) continue;
      how ||= near.how;
      instead.push(...near.instead);
    }
    const left = new Set(units.flatMap((u, i) => (u.without ? [...hits[i]!.keys()].map(pageOf) : [])));
    const rest = left.size ? sets.map((set) => new Map([...set].filter(([key]) => !left.has(pageOf(key))))) : sets;
    let pages = rank(rest, dir.pages, how ? new Map() : await this.together(units, rest, signal));
    if (!pages.length && rest.length > 1) {
      pages = rank(rest, dir.pages, new Map(), true);
      if (pages.length) how = "partial";
    }
    return { pages, split: how === "split", how, instead, units: wanted };
  }

  private async near(u: Unit, pinyin: boolean, signal?: AbortSignal): Promise<Near | undefined> {
    const { near } = await import("./near");
    signal?.throwIfAborted();
    return near(u, { pinyin, find: (u) => find(u, this.shards, signal), terms: (p, files) => this.shards.terms(p, files, signal), unit, weight, isIdeograph });
  }

  /** The sections in which what was typed apart stands side by side. */
  private async together(units: Unit[], hits: Hits[], signal?: AbortSignal): Promise<Hits> {
    const typed = units.filter((u) => !u.without);
    const [whole] = typed.length > 1 ? unit(typed.map((u) => u.text).join(" "), typed.at(-1)!.slots.at(-1)!.kind === "prefix") : [];
    const all = new Map([...(hits[0] ?? [])].filter(([key]) => hits.every((h) => h.has(key))));
    // Words that most sections have cost more to read than their order is worth.
    return whole && all.size && all.size < 1000 ? find(whole, this.shards, signal, all) : new Map();
  }

  private hits(units: Unit[], signal?: AbortSignal): Promise<Hits[]> {
    return Promise.all(units.map((u) => find(u, this.shards, signal)));
  }

  private async result(ranked: Ranked, units: Unit[], pairs: Pairs, signal?: AbortSignal): Promise<Result> {
    const files = await this.shards.textFiles(ranked.page, signal);
    const sections = await Promise.all(
      ranked.sections.map((s) => this.section(ranked.page * 65536 + s, files, units, pairs, signal)),
    );
    return { ...sections[0]!, sections: sections.flatMap((s) => s.sections) };
  }

  /** One section; of one that takes several files the first with a unit. */
  private async section(
    key: number,
    files: TextFile[],
    units: Unit[],
    pairs: Pairs,
    signal?: AbortSignal,
  ): Promise<Result> {
    const number = key % 65536;
    let own = files.filter((f, i) => f.section <= number && later(files[i + 1], number));
    if (own.length > 2) {
      const places = await Promise.all(units.map((u) => locate(u, key, this.shards, signal)));
      const at = Math.max(0, ...places.map((p) => p ?? 0));
      own = own.filter((f, i) => i === 0 || f.pos <= at).slice(-1);
    }
    let best: Result | undefined;
    for (const file of own) {
      const [title, path, sections] = await this.shards.texts(file.name, signal);
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
    if (!best) throw new Stale("texts");
    return best;
  }
}

/** Whether a file begins behind the beginning of a section. */
function later(file: TextFile | undefined, section: number): boolean {
  return !file || file.section > section || (file.section === section && file.pos > 0);
}

const pageOf = (key: number): number => Math.floor(key / 65536);
