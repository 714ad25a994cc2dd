// Finds the sections that have a unit.

import { spans } from "./excerpt";
import { headingSpan } from "./reader";
import type { Block, Postings, Shards } from "./shards";
import { marks, unit, type Slot, type Unit } from "./query";
import { stem } from "./stem";
import { isIdeograph } from "./tokens";

/** The sections of one unit: key (see Rows) → weight. */
export type Hits = Map<number, number>;

/** What a grade is worth: five of the body, then heading, title, and all of either. */
const weights = [0.3, 0.5, 0.7, 0.85, 1, 1.8, 2.6, 4];

/** What a section is worth with this grade; a title that says nothing else comes first. */
export const weight = (grade: number, key: number): number => weights[grade]! + +(grade === 7 && key % 65536 === 0);

/** Gives a key a value that is greater than the one it has. */
export const raise = (map: Hits, key: number, value: number) => map.set(key, Math.max(map.get(key) ?? 0, value));

export const pageOf = (key: number): number => Math.floor(key / 65536);

const maxFiles = 8; // of the dictionary, read for what begins with a prefix of three letters; half of them for less
const maxPairs = 12; // files of the pairs that an ideograph begins
const few = 6; // slots; a phrase of more is long
const maxPlaces = 11; // files of positions
const lastBody = 4;
const headingGrade = 5;

interface Form extends Postings {
  share: number; // of the weight, less where the form is not the one asked for
}

/** The sections that have a unit; within: of these alone, whose grades are less than its values; on: on these
 *  pages alone; places: how many files of positions that may cost. */
export async function find(unit: Unit, shards: Tools, within?: Hits, on?: Set<number>, places = maxPlaces): Promise<Hits> {
  const { length } = unit.slots;
  const unsure = new Set<number>();
  const alone = length < 2;
  if (length > few || (!alone && unit.slots.at(-1)!.kind === "han")) return (await several()).rest(unit, shards, within, places, on);
  const slots = await lookUp(unit.slots, shards, alone);
  if (!slots[0]!.pages) return new Map();
  if (alone) return single(slots[0]!, shards);
  const known = await narrow(slots, shards, within, on);
  const hits = await place(unit, slots, known, shards, places, unsure);
  if (unsure.size && !within) await (await several()).settle(unit, unsure, known, hits, shards);
  return hits;
}

/** What few queries need. */
export const several = () => import("./several");

export interface Wanted {
  slot: Slot;
  forms: Form[];
  pages: number; // at the most
}

/** The terms of slots, the rarest first. */
async function lookUp(slots: Slot[], shards: Shards, alone = false): Promise<Wanted[]> {
  const all = slots.map(async (slot) => {
    const found = await forms(slot, shards, alone);
    return { slot, forms: found, pages: found.reduce((n, f) => n + f.pages, 0) };
  });
  return (await Promise.all(all)).sort((a, b) => a.pages - b.pages);
}

/** The terms that a slot stands for; alone: without positions will do. */
async function forms(slot: Slot, shards: Shards, alone: boolean): Promise<Form[]> {
  const { kind, term } = slot;
  const all = (terms: Postings[], share: number): Form[] => terms.map((t) => ({ ...t, share: t.term === term ? 1 : share }));
  if (kind === "exact") return all(await shards.terms(term, 0), 1);
  if (kind === "han") {
    const summary = alone ? await shards.terms(term + "\0", 0) : [];
    if (summary.length) return all(summary, 1);
    return all((await shards.terms(term, alone ? Infinity : maxPairs, slot)).filter((t) => !t.term.endsWith("\0")), 1);
  }
  const root = stem(term);
  const most = term[2] ? maxFiles : maxFiles / 2;
  const begun = (prefix: string) => shards.terms(prefix, most, slot);
  const inflected = (t: Postings) => t.term === term || stem(t.term) === root;
  // An inflection shares the stem, save its last e or i (hop-ing, happ-y).
  const common = root.replace(/(?<=...)[ei]$/, "");
  const near = await begun(term.startsWith(common) ? common : term);
  const out = all(near.filter(inflected), 0.7);
  if (kind === "word") {
    slot.more &&= !!term[2]; // what else begins with two letters is hardly ever an inflection
    return out;
  }
  return [...out, ...all((await begun(term)).filter((t) => !inflected(t)), 0.35)];
}

async function single({ slot, forms }: Wanted, shards: Shards): Promise<Hits> {
  const hits: Hits = new Map();
  const part = slot.kind === "han";
  const give = async (b: Block, { share, term }: Form) => {
    const { keys, grades } = await shards.rows(b);
    keys.forEach((key, i) => {
      // Half of a heading is not all of it.
      const most = part && term !== slot.term ? headingGrade + +!(key % 65536) : 7;
      raise(hits, key, weight(Math.min(grades[i]!, most), key) * share);
    });
  };
  await Promise.all(forms.flatMap((f) => f.blocks.map((b) => give(b, f))));
  return hits;
}

/** The sections that have all of the slots. */
async function narrow(slots: Wanted[], shards: Shards, known?: Hits, on?: Set<number>): Promise<Hits> {
  for (const { forms } of slots) {
    const here: Hits = new Map();
    for (const { keys, grades } of await Promise.all(blocks(forms, known ? pagesOf(known) : on).map(shards.rows))) {
      keys.forEach((key, i) => {
        const least = known ? known.get(key) : !on || on.has(pageOf(key)) ? 7 : undefined;
        if (least !== undefined) raise(here, key, Math.min(least, grades[i]!));
      });
    }
    known = here;
  }
  return known!;
}

/** What the sections in which a phrase is are worth. */
async function place(unit: Unit, slots: Wanted[], known: Hits, shards: Shards, places: number, unsure: Set<number>): Promise<Hits> {
  const starts = await begin(slots, known, shards, places, unsure);
  return new Map([...starts].map(([key, at]) => [key, weigh(key, at, known.get(key)!, unit.length)]));
}

/** The positions in each section at which all slots are in their places; unsure gets sections for which that would
 *  cost more files than places. */
async function begin(slots: Wanted[], candidates: Hits, shards: Shards, places: number, unsure: Set<number>): Promise<Map<number, Set<number>>> {
  let starts: Map<number, Set<number>> | undefined;
  const names = new Set<string>();
  for (const { slot, forms } of slots) {
    // Without the last one the others say nothing.
    const most = slot === slots.at(-1)!.slot ? places : places / 2;
    const known = starts ?? candidates;
    const here = new Map<number, Set<number>>();
    const read = blocks(forms, pagesOf(known)).filter((b) => {
      if (names.has(b.places) || names.size < most) return names.add(b.places);
      return known.forEach((_, key) => holds(b, pageOf(key)) && unsure.add(key));
    });
    for (const { keys, places: all } of await Promise.all(read.map(shards.positions))) {
      keys.forEach((key, i) => {
        if (!known.has(key)) return;
        const fit = all[i]!.map((p) => p - slot.pos).filter((at) => !starts || starts.get(key)!.has(at));
        if (fit.length) here.set(key, new Set([...(here.get(key) ?? []), ...fit]));
      });
    }
    starts = here;
  }
  starts!.forEach((_, key) => unsure.delete(key));
  return starts!;
}

const pagesOf = (keys: Hits | Map<number, unknown>): Set<number> => new Set([...keys.keys()].map(pageOf));

const holds = ({ first, next }: Block, page: number): boolean => page >= first && !(page >= next!);

/** The blocks that can have one of the pages. */
function blocks(forms: Form[], on?: Set<number>): Block[] {
  const pages = on && [...on];
  return forms.flatMap((f) => f.blocks.filter((b) => !pages || pages.some((p) => holds(b, p))));
}

/** What a phrase is worth that begins at these positions of a section. */
function weigh(key: number, starts: Set<number>, grade: number, length: number): number {
  // A heading's first position tells its length: see the format.
  if (starts.has((length * (length - 1)) / 2 - headingSpan)) return weight(7, key);
  if ([...starts].some((s) => s < 0)) return weights[key % 65536 ? 5 : 6]!;
  return weights[Math.min(grade, lastBody)]! * (1 + Math.log(starts.size) / 8);
}

export const tools = { find, spans, weight, raise, narrow, lookUp, begin, place, unit, marks, pageOf, pagesOf, isIdeograph };

/** The index as the rarer ways of finding see it. */
export type Tools = typeof tools & Shards;
