// Queries of several units, and phrases of which the index says too little at a
// bearable cost: long ones, those of what is everywhere, in very long sections.
// Loaded when one is met; what it needs of the engine is handed to it, so that
// the engine stays one file.

import type { Hits, Tools, Wanted } from "./match";
import type { Unit } from "./query";
import type { rank, Ranked } from "./rank";
import type { TextFile } from "./shards";
import type { Pairs } from "./tokens";

const atOnce = 4; // slots
const few = 6; // slots; a phrase of more is long
const maxSlots = 24; // that are looked up
const fewTexts = 6; // sections whose texts are read …
const maxTexts = 5; // … and files of one of them
const maxPlaces = 11; // files of positions read for all phrases of a query, …
const maxOrder = 4; // … for words side by side …
const maxEnding = 7; // … and for a phrase whose last ideograph begins a thousand pairs, which are files too
const common = 1000; // sections; more cost more to read than their order is worth
const formula = /[\\^_{}&~]/; // excerpts show formulas otherwise than they are searched
const unknown = 0.01; // of the weight, where it is not certain that the phrase is there

/** The sections that have each unit; of equal ones, of which what is pasted may have a thousand, one stays. Phrases cost more: they are looked for where all the words are. */
export async function all(units: Unit[], index: Tools): Promise<Hits[]> {
  units.splice(0, Infinity, ...new Map(units.map((u) => [JSON.stringify(u), u])).values());
  const words = await Promise.all(units.map((u) => (u.slots[1] ? undefined : index.find(u, index))));
  const sets = words.flatMap((hits, i) => (hits && !units[i]!.without ? [index.pagesOf(hits)] : []));
  const on = new Set([...(sets[0] ?? [])].filter((p) => sets.every((s) => s.has(p))));
  // Each word costs files of the dictionary.
  const places = Math.max(2, Math.floor((maxPlaces + 2 - units.length) / words.filter((w) => !w).length));
  const look = async (u: Unit, on?: Set<number>): Promise<Hits> => {
    const here = await index.find(u, index, undefined, on, places);
    return here.size || u.without || !on ? here : look(u);
  };
  return Promise.all(units.map((u, i) => words[i] ?? look(u, on.size ? on : undefined)));
}

interface Apart {
  units: Unit[];
  hits: Hits[];
  how: string;
}

/** The pages that have all units or, with none, some of them. */
export async function together<F extends Apart>(found: F, typed: Unit[], pages: number, order: typeof rank, index: Tools): Promise<Ranked[]> {
  const { units, hits } = found;
  const left = new Set(units.flatMap((u, i) => (u.without ? [...index.pagesOf(hits[i]!)] : [])));
  const rest = hits.filter((_, i) => !units[i]!.without).map((set) => (left.size ? new Map([...set].filter(([key]) => !left.has(index.pageOf(key)))) : set));
  found.units = units.filter((u) => !u.without);
  const many = /^(rough|begun)?$/.test(found.how) && rest[1] && rest.every((set) => set.size);
  const out = order(rest, pages, many ? await beside(typed, rest, index) : new Map());
  if (out.length || !rest[1]) return out;
  const count = new Map<number, number>();
  for (const set of rest) for (const p of index.pagesOf(set)) count.set(p, (count.get(p) ?? 0) + 1);
  const most = Math.max(...count.values());
  if (count.size && found.how !== "begun") found.how = "partial";
  return order(rest, pages, new Map(), [...count].filter(([, n]) => n === most).map(([p]) => p));
}

/** The sections in which what was typed apart stands side by side. Words cost files each: of headings that have them all, a title perhaps, the texts say it at less cost. */
async function beside(units: Unit[], hits: Hits[], index: Tools): Promise<Hits> {
  const typed = units.filter((u) => !u.without);
  const [whole] = index.unit(typed.map((u) => u.text).join(" "), true);
  const all = new Map([...hits[0]!.keys()].filter((key) => hits.every((h) => h.has(key))).map((key) => [key, 7]));
  if (!whole || all.size < 2) return new Map(); // one section needs no order
  const out: Hits = all.size < common ? await index.find(whole, index, all, undefined, maxOrder) : new Map();
  const worth = (key: number) => hits.reduce((sum, h) => sum + h.get(key)!, 0);
  const heads = [...all.keys()].filter((key) => hits.every((h) => h.get(key)! >= index.weight(5, key))).sort((a, b) => worth(b) - worth(a));
  if (!formula.test(whole.text)) await settle(whole, new Set(heads.slice(0, fewTexts)), all, out, index);
  return out;
}

/** The sections that have a phrase which is long or ends in a single ideograph. */
export function rest(unit: Unit, index: Tools, within: Hits | undefined, places: number, on: Set<number> | undefined): Promise<Hits> {
  return unit.slots[few] ? long(unit, index, within, places) : ending(unit, index, within, places, on);
}

/** The sections that have a long phrase. Where its first slots leave few sections, their texts say more at less cost. */
async function long(unit: Unit, index: Tools, within: Hits | undefined, places: number): Promise<Hits> {
  const { length } = unit.slots;
  const slots: Wanted[] = [];
  let known = within;
  do {
    const some = await index.lookUp(unit.slots.slice(slots.length, slots.length + atOnce), index, true);
    if (!some[0]!.pages) return new Map();
    slots.push(...some);
    known = await index.narrow(some, index, known);
  } while (slots.length < Math.min(length, maxSlots) && known.size > fewTexts);
  const done = known.size <= fewTexts;
  const unsure = new Set(done ? known.keys() : []);
  const placed = slots.filter((s) => !s.forms[0]!.term.endsWith("\0")).sort((a, b) => a.pages - b.pages);
  const hits: Hits = done ? new Map() : await index.place(unit, placed, known, index, places, unsure);
  if (placed.length < length) for (const key of hits.keys()) unsure.add(key);
  // Few texts are read for the excerpts anyway.
  if (done || !within) await settle(unit, unsure, known, hits, index);
  return hits;
}

/** The sections that have a phrase whose last slot is a single ideograph or sign, perhaps of a thousand pairs. */
async function ending(unit: Unit, index: Tools, within: Hits | undefined, places: number, on: Set<number> | undefined): Promise<Hits> {
  const some = await index.lookUp(unit.slots, index, true);
  if (!some[0]!.pages) return new Map();
  const known = await index.narrow(some, index, within, on);
  let hits: Hits = new Map();
  let unsure = new Set(known.keys());
  if (known.size > fewTexts && known.size < common) {
    const slots = await index.lookUp(unit.slots, index);
    const last = unit.slots.at(-1)!;
    unsure = new Set();
    hits = await index.place(unit, slots, await index.narrow(slots, index, known), index, Math.min(places, maxEnding), unsure);
    if (last.more) for (const key of known.keys()) if (!hits.has(key)) unsure.add(key);
    last.more = false;
  }
  if (!within) await settle(unit, unsure, known, hits, index);
  return hits;
}

/** Adds to hits those of the unsure sections, whose grades are in known, that have the unit: the texts of a few tell, of
 *  many those of the first that have it in their headings. */
export async function settle(unit: Unit, unsure: Set<number>, known: Hits, hits: Hits, index: Tools): Promise<void> {
  const best = [...unsure].filter((key) => unsure.size <= fewTexts || known.get(key)! > 4).sort((a, b) => known.get(b)! - known.get(a)!);
  const decided = new Set(formula.test(unit.text) ? [] : best.slice(0, fewTexts));
  const { flags } = await index.directory();
  const pairs = flags & 1 ? await index.pairs() : new Map<string, string>();
  await Promise.all(
    [...unsure].map(async (key) => {
      const grade = Math.min(known.get(key)!, 4);
      const said = decided.has(key) && (await read(key, index));
      if (!said) return unit.without || ((unit.rough = true), hits.set(key, index.weight(grade, key) * unknown));
      const [heading, text] = said;
      const [there] = index.spans(heading, [unit], pairs);
      // Brackets take no position.
      const whole = there && /^[\s\p{Ps}\p{Pe}]*$/u.test(heading.slice(0, there.start) + heading.slice(there.end));
      if (there) hits.set(key, index.weight(whole ? 7 : key % 65536 ? 5 : 6, key));
      else if (index.spans(text, [unit], pairs).length) hits.set(key, index.weight(grade, key));
      else hits.delete(key);
    }),
  );
}

/** The heading and the text of a section, whatever files they are in; undefined where that would hold up the reader. */
async function read(key: number, index: Tools): Promise<[heading: string, text: string] | undefined> {
  const number = key % 65536;
  const files = await index.textFiles(index.pageOf(key));
  const own = files.filter((f, i) => f.section <= number && !(files[i + 1]?.section! < number));
  if (own[maxTexts]) return undefined;
  const all = await Promise.all(own.map((f) => index.texts(f.name)));
  const here = all.flatMap(([, , sections]) => sections.filter(([n]) => n === number));
  return [(number ? here[0]?.[2] : all[0]?.[0]) ?? "", here.map(([, , , text]) => text).join("\n")];
}

/** Of the files of a long section first the one in which what was found begins. */
export async function holding(files: TextFile[], units: Unit[], key: number, pairs: Pairs, index: Tools): Promise<TextFile[]> {
  const first = async (unit: Unit) => {
    const slots = await index.lookUp(unit.slots.slice(0, atOnce), index);
    const starts = (await index.begin(slots, new Map([[key, 0]]), index, Infinity, new Set())).get(key);
    return [...(starts ?? [])].filter((s) => s >= 0).sort((a, b) => a - b)[0] ?? 0;
  };
  if (files[2]) {
    // The last in which some unit begins for the first time.
    const at = Math.max(...(await Promise.all(units.map(first))));
    return files.filter((f, i) => !i || f.pos <= at).slice(-1);
  }
  const texts = await Promise.all(files.map((f) => index.texts(f.name)));
  const has = texts.findIndex(([, , sections]) => sections.some(([n, , , text]) => n === key % 65536 && index.spans(text, units, pairs).length));
  return files.slice(Math.max(has, 0));
}
