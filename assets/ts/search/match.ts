// Finds the sections that have a unit.

import { headingSpan } from "./reader";
import type { Block, Postings, Shards } from "./shards";
import type { Slot, Unit } from "./query";
import { stem } from "./stem";

/** The sections of one unit: key (see Rows) → weight. */
export type Hits = Map<number, number>;

/** What a grade is worth: five of the body, then heading, title, and all of either. */
const weights = [0.3, 0.5, 0.7, 0.85, 1, 1.8, 2.6, 4];

/** What a section is worth with this grade; a title that says nothing else comes first. */
export const weight = (grade: number, key: number): number => weights[grade]! + +(grade === 7 && key % 65536 === 0);

/** Gives a key a value that is greater than the one it has. */
export const raise = (map: Hits, key: number, value: number) => map.set(key, Math.max(map.get(key) ?? 0, value));

export const pageOf = (key: number): number => Math.floor(key / 65536);

const maxFiles = 8; // of the dictionary, read for what begins with a prefix
const maxForms = 200; // of one word
const atOnce = 4; // slots of a phrase
const lastBody = 4;
const headingGrade = 5;

interface Form extends Postings {
  share: number; // of the weight, less where the form is not the one asked for
}

/** The sections that have a unit; within: of these alone, whose grades are less than its values. */
export async function find(unit: Unit, shards: Shards, within?: Hits): Promise<Hits> {
  const slots = await lookUp(unit, shards, unit.slots.length === 1);
  if (slots.some((s) => !s.forms.length)) return new Map();
  if (slots.length === 1) return single(slots[0]!, shards);
  const size = (s: { forms: Form[] }) => s.forms.reduce((n, f) => n + f.pages, 0);
  slots.sort((a, b) => size(a) - size(b));
  return phrase(slots, unit.length, shards, within);
}

/** Where a unit begins in one section. */
export const locate = async (unit: Unit, key: number, shards: Shards): Promise<Set<number> | undefined> =>
  (await begin(await lookUp(unit, shards, false), new Map([[key, 0]]), shards)).get(key);

interface Wanted {
  slot: Slot;
  forms: Form[];
}

/** The terms of all slots, read a few at a time: a phrase that is nowhere often shows it early. */
async function lookUp(unit: Unit, shards: Shards, alone: boolean): Promise<Wanted[]> {
  const out: Wanted[] = [];
  for (let i = 0; i < unit.slots.length && out.every((w) => w.forms.length); i += atOnce) {
    const some = unit.slots.slice(i, i + atOnce);
    out.push(...(await Promise.all(some.map(async (slot) => ({ slot, forms: await forms(slot, shards, alone) })))));
  }
  return out;
}

/** The terms that a slot stands for; alone: without positions will do. */
async function forms(slot: Slot, shards: Shards, alone: boolean): Promise<Form[]> {
  const { kind, term } = slot;
  const all = (terms: Postings[], share: number): Form[] => terms.map((t) => ({ ...t, share: t.term === term ? 1 : share }));
  if (kind === "exact") return all(await shards.terms(term, 0), 1);
  if (kind === "han") {
    const summary = alone ? await shards.terms(term + "\0", 0) : [];
    if (summary.length) return all(summary, 1);
    return all((await shards.terms(term, Infinity)).filter((t) => !t.term.endsWith("\0")), 1);
  }
  const root = stem(term);
  const inflected = (t: Postings) => t.term === term || stem(t.term) === root;
  // An inflection shares the stem, save its last e or i (hop-ing, happ-y).
  const common = root.replace(/(?<=...)[ei]$/, "");
  const near = await shards.terms(term.startsWith(common) ? common : term, maxFiles);
  const out = all(near.filter(inflected), 0.7);
  if (kind === "word") return out;
  const begun = (await shards.terms(term, maxFiles)).filter((t) => !inflected(t)).slice(0, maxForms);
  return [...out, ...all(begun, 0.35)];
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

async function phrase(slots: Wanted[], length: number, shards: Shards, within?: Hits): Promise<Hits> {
  let known = within; // key → the least grade of the slots
  for (const { forms } of slots) {
    const here: Hits = new Map();
    for (const { keys, grades } of await Promise.all(blocks(forms, known).map(shards.rows))) {
      keys.forEach((key, i) => {
        const least = known ? known.get(key) : 7;
        if (least !== undefined) raise(here, key, Math.min(least, grades[i]!));
      });
    }
    known = here;
    if (!known.size) return known;
  }
  const starts = await begin(slots, known!, shards);
  return new Map([...starts].map(([key, at]) => [key, weigh(key, at, known!.get(key)!, length)]));
}

/** The positions in each section at which all slots are in their places. */
async function begin(slots: Wanted[], candidates: Hits, shards: Shards): Promise<Map<number, Set<number>>> {
  let starts: Map<number, Set<number>> | undefined;
  for (const { slot, forms } of slots) {
    const here = new Map<number, Set<number>>();
    for (const { keys, places } of await Promise.all(blocks(forms, starts ?? candidates).map(shards.positions))) {
      keys.forEach((key, i) => {
        if (!(starts ?? candidates).has(key)) return;
        const fit = places[i]!.map((p) => p - slot.pos).filter((at) => !starts || starts.get(key)!.has(at));
        if (fit.length) here.set(key, new Set([...(here.get(key) ?? []), ...fit]));
      });
    }
    starts = here;
  }
  return starts!;
}

/** The blocks that can have one of the sections. */
function blocks(forms: Form[], keys?: ReadonlyMap<number, unknown>): Block[] {
  const all = forms.map((f) => f.blocks);
  if (!keys) return all.flat();
  const pages = [...new Set([...keys.keys()].map(pageOf))];
  return all.flatMap((blocks) => blocks.filter(({ first }, i) => pages.some((p) => p >= first && !(p >= blocks[i + 1]?.first!))));
}

/** What a phrase is worth that begins at these positions of a section. */
function weigh(key: number, starts: Set<number>, grade: number, length: number): number {
  // A heading's first position tells its length: see the format.
  if (starts.has((length * (length - 1)) / 2 - headingSpan)) return weight(7, key);
  if ([...starts].some((s) => s < 0)) return weights[key % 65536 ? 5 : 6]!;
  return weights[Math.min(grade, lastBody)]! * (1 + Math.log(starts.size) / 8);
}
