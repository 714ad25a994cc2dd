// Finds the sections that have a unit.

import { headingSpan, type Block, type Postings, type Shards } from "./shards";
import type { Slot, Unit } from "./query";
import { stem } from "./stem";

/** The sections of one unit: key (see Rows) → weight. */
export type Hits = Map<number, number>;

/** What a grade is worth: five of the body, then heading, title, and all of either. */
const weights = [0.3, 0.5, 0.7, 0.85, 1, 1.8, 2.6, 4];

/** What a section is worth with this grade; a title that says nothing else comes first. */
export const weight = (grade: number, key: number): number => weights[grade]! + +(grade === 7 && key % 65536 === 0);

const maxFiles = 8; // of the dictionary, read for what begins with a prefix
const maxForms = 200; // of one word
const atOnce = 4; // slots of a phrase
const lastBody = 4;
const headingGrade = 5;

interface Form {
  postings: Postings;
  share: number; // of the weight, less where the form is not the one asked for
}

/** The sections that have a unit; within: of these alone. */
export async function find(unit: Unit, shards: Shards, signal?: AbortSignal, within?: Hits): Promise<Hits> {
  const slots = await lookUp(unit, shards, unit.slots.length === 1, signal);
  if (slots.some((s) => !s.forms.length)) return new Map();
  if (slots.length === 1) return single(slots[0]!.forms, unit.slots[0]!.kind === "han", signal);
  const size = (s: { forms: Form[] }) => s.forms.reduce((n, f) => n + f.postings.pages, 0);
  slots.sort((a, b) => size(a) - size(b));
  return phrase(slots, unit.length, signal, within);
}

/** Where a unit begins in one section, or undefined. */
export async function locate(
  unit: Unit,
  key: number,
  shards: Shards,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const starts = await begin(await lookUp(unit, shards, false, signal), new Map([[key, 0]]), signal);
  const body = [...(starts.get(key) ?? [])].filter((s) => s >= 0);
  return body.length ? Math.min(...body) : undefined;
}

interface Wanted {
  slot: Slot;
  forms: Form[];
}

/** The terms of all slots, read a few at a time: a phrase that is nowhere often shows it early. */
async function lookUp(unit: Unit, shards: Shards, alone: boolean, signal?: AbortSignal): Promise<Wanted[]> {
  const out: Wanted[] = [];
  for (let i = 0; i < unit.slots.length && out.every((w) => w.forms.length); i += atOnce) {
    const some = unit.slots.slice(i, i + atOnce);
    out.push(...(await Promise.all(some.map(async (slot) => ({ slot, forms: await forms(slot, shards, alone, signal) })))));
  }
  return out;
}

/** The terms that a slot stands for; alone: without positions will do. */
async function forms(slot: Slot, shards: Shards, alone: boolean, signal?: AbortSignal): Promise<Form[]> {
  const { kind, term } = slot;
  const all = (terms: Postings[], share: number): Form[] =>
    terms.map((postings) => ({ postings, share: postings.term === term ? 1 : share }));
  if (kind === "exact") return all(await shards.terms(term, 0, signal), 1);
  if (kind === "han") {
    const summary = alone ? await shards.terms(term + "\0", 0, signal) : [];
    if (summary.length) return all(summary, 1);
    return all(
      (await shards.terms(term, Infinity, signal)).filter((t) => !t.term.endsWith("\0")),
      1,
    );
  }
  const root = stem(term);
  const inflected = (t: Postings) => t.term === term || stem(t.term) === root;
  // An inflection shares the stem, save its last e or i (hop-ing, happ-y).
  const common = root.replace(/(?<=...)[ei]$/, "");
  const near = await shards.terms(term.startsWith(common) ? common : term, maxFiles, signal);
  const out = all(near.filter(inflected), 0.7);
  if (kind === "word") return out;
  const begun = (await shards.terms(term, maxFiles, signal)).filter((t) => !inflected(t)).slice(0, maxForms);
  return [...out, ...all(begun, 0.35)];
}

async function single(forms: Form[], part: boolean, signal?: AbortSignal): Promise<Hits> {
  const hits: Hits = new Map();
  await Promise.all(
    forms.flatMap(({ postings, share }) =>
      postings.blocks.map(async (b) => {
        const { keys, grades } = await b.rows(signal);
        keys.forEach((key, i) => {
          // Half of a heading is not all of it.
          const grade = part ? Math.min(grades[i]!, headingGrade) : grades[i]!;
          hits.set(key, Math.max(hits.get(key) ?? 0, weight(grade, key) * share));
        });
      }),
    ),
  );
  return hits;
}

async function phrase(slots: Wanted[], length: number, signal?: AbortSignal, within?: Hits): Promise<Hits> {
  let keys = within && new Map([...within.keys()].map((key) => [key, 7])); // key → the least grade of the slots
  for (const { forms } of slots) {
    const here: Hits = new Map();
    await Promise.all(
      blocks(forms, keys).map(async (b) => {
        const rows = await b.rows(signal);
        rows.keys.forEach((key, i) => {
          const least = keys ? keys.get(key) : 7;
          if (least !== undefined) here.set(key, Math.max(here.get(key) ?? 0, Math.min(least, rows.grades[i]!)));
        });
      }),
    );
    keys = here;
    if (!keys.size) return keys;
  }
  const candidates = keys!;
  const starts = await begin(slots, candidates, signal);
  return new Map([...starts].map(([key, at]) => [key, weigh(key, at, candidates.get(key)!, length)]));
}

/** The positions in each section at which all slots are in their places. */
async function begin(slots: Wanted[], candidates: Hits, signal?: AbortSignal): Promise<Map<number, Set<number>>> {
  let starts: Map<number, Set<number>> | undefined;
  for (const { slot, forms } of slots) {
    const here = new Map<number, Set<number>>();
    await Promise.all(
      blocks(forms, starts ?? candidates).map(async (b) => {
        const [rows, positions] = await Promise.all([b.rows(signal), b.positions(signal)]);
        rows.keys.forEach((key, i) => {
          if (!(starts ?? candidates).has(key)) return;
          for (const p of positions[i]!) {
            const at = p - slot.pos;
            if (starts && !starts.get(key)!.has(at)) continue;
            if (!here.has(key)) here.set(key, new Set());
            here.get(key)!.add(at);
          }
        });
      }),
    );
    starts = here;
  }
  return starts!;
}

/** The blocks that can have one of the sections. */
function blocks(forms: Form[], keys?: ReadonlyMap<number, unknown>): Block[] {
  if (!keys) return forms.flatMap((f) => f.postings.blocks);
  const pages = [...new Set([...keys.keys()].map((key) => Math.floor(key / 65536)))].sort((a, b) => a - b);
  return forms.flatMap(({ postings: { blocks } }) =>
    blocks.filter((b, i) => {
      const next = blocks[i + 1]?.first ?? Infinity;
      const at = pages.findIndex((p) => p >= b.first);
      return at >= 0 && pages[at]! < next;
    }),
  );
}

/** What a phrase is worth that begins at these positions of a section. */
function weigh(key: number, starts: Set<number>, grade: number, length: number): number {
  const heads = [...starts].filter((s) => s < 0);
  // A heading's first position tells its length: see the format.
  if (heads.some((s) => s + headingSpan === (length * (length - 1)) / 2)) return weight(7, key);
  if (heads.length) return weights[key % 65536 === 0 ? 6 : 5]!;
  return weights[Math.min(grade, lastBody)]! * (1 + Math.log(starts.size) / 8);
}
