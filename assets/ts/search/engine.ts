// The search engine: queries in, pages with sections and excerpts out. Needs
// no DOM; whoever uses it says how a file is fetched.

import { excerpt, marked, spans, type Piece } from "./excerpt";
import { find, locate } from "./match";
import { parse, type Unit } from "./query";
import { rank, type Ranked } from "./rank";
import { Shards, Stale, type Load, type TextFile } from "./shards";
import { fold, tokenize, type Pairs } from "./tokens";

export { Stale, type Load, type Piece };
export { parse } from "./query";
export { stem } from "./stem";
export { fold, tokenize } from "./tokens";

/** What a query found, before any text is read. */
export interface Found {
  pages: Ranked[];
  split: boolean; // the words stand on these pages, but not side by side
  units: Unit[];
}

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

  /** The texts of some of the pages. Throws Stale where the
   *  index was replaced since. An exact heading among them comes first. */
  async show(found: Found, from: number, count: number, signal?: AbortSignal): Promise<Result[]> {
    const dir = await this.shards.directory(signal);
    const pairs = dir.traditional ? await this.shards.pairs(signal) : none;
    const results = await Promise.all(
      found.pages.slice(from, from + count).map((p) => this.result(p, found.units, pairs, signal)),
    );
    return found.units.length > 1 ? exactFirst(results, found.units, pairs) : results;
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
    const plain = parse(query, none);
    let found = await this.units(plain, dir.pages, signal);
    if (!found.length && /[^\0-\u2e7f]/.test(query)) {
      // Index terms are simplified: perhaps the query is not.
      const pairs = await this.shards.pairs(signal);
      const units = parse(query, pairs);
      if (JSON.stringify(units) !== JSON.stringify(plain)) return this.orSplit(query, pairs, units, dir.pages, signal);
    }
    if (!found.length) return this.orSplit(query, none, plain, dir.pages, signal, found);
    return { pages: found, split: false, units: plain };
  }

  /** The pages with the units or else, where scripts meet in the query, with its parts. */
  private async orSplit(
    query: string,
    pairs: Pairs,
    units: Unit[],
    pages: number,
    signal?: AbortSignal,
    known?: Ranked[],
  ): Promise<Found> {
    const whole = known ?? (await this.units(units, pages, signal));
    const parts = parse(query, pairs, true);
    if (whole.length || parts.length === units.length) return { pages: whole, split: false, units };
    return { pages: await this.units(parts, pages, signal), split: true, units: parts };
  }

  private async units(units: Unit[], pages: number, signal?: AbortSignal): Promise<Ranked[]> {
    return rank(await Promise.all(units.map((u) => find(u, this.shards, signal))), pages);
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
        const section = { id, heading, marked: mark(heading), excerpt: excerpt(text, units, pairs) };
        const result = { title, path, marked: mark(title), sections: [section] };
        if (spans(text, units, pairs).length) return result;
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

/** Moves what a query of several words names exactly before the rest. */
function exactFirst(results: Result[], units: Unit[], pairs: Pairs): Result[] {
  const terms = (text: string) =>
    tokenize(fold(text, pairs))
      .filter((t) => !t.part)
      .map((t) => t.term)
      .join(" ");
  const want = units.map((u) => u.text).join(" ");
  const first = (list: Section[]) =>
    [...list].sort((a, b) => +(terms(b.heading) === want) - +(terms(a.heading) === want));
  const sorted = results.map((r) => ({ ...r, sections: first(r.sections) }));
  const exact = (r: Result) => +(terms(r.sections[0]!.heading) === want);
  return sorted.sort((a, b) => exact(b) - exact(a));
}
