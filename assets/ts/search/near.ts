// What most queries can do without: what a unit can stand for that is nowhere as
// it is written, or nearly so. Loaded when one is met;
// what it needs of the engine is handed to it, so that the engine stays one file.

import type { Hits, Tools } from "./match";
import type { Unit } from "./query";
import type { Postings } from "./shards";

interface Near<How = "split" | "typo" | "pinyin" | "heard"> {
  hits: Hits[]; // all of which a page must have
  units: Unit[]; // what is marked
  how: How;
  instead: string[]; // what was searched in place of mistyped words
}

// Four syllables or more: a key that has less ends with its heading.
const four = /([aeiouv]+[^aeiouv]+){3}[aeiouv]|[aeo]a/;
const maxHan = 24; // of a run that is split
const maxMeant = 3; // words that a mistyped one can stand for
const maxFiles = 6; // of a vocabulary
const allFiles = 14; // of that of words, where the first letter is wrong

/** The units with others in place of those that are nowhere. */
export async function others<How>({ units, hits }: Near<How>, index: Tools): Promise<Near<How | Near["how"] | "begun" | "">> {
  const out: Near<How | Near["how"] | "begun" | ""> = { hits: [], units: [], how: "", instead: [] };
  for (let [i, u] of units.entries()) {
    const own = hits[i]!;
    const exact = u.quoted || u.without;
    const bare = u.text.replace(index.marks, "");
    if (bare !== u.text && !exact) {
      // Behind what has the mark comes what does without.
      u = index.unit(bare, false)[0]!;
      (await index.find(u, index)).forEach((value, at) => index.raise(own, at, value / 1e3));
    }
    // Behind the few sections that have it come the headings that it is the pinyin of.
    const heard = own.size && !units[1] && u.text[2] && (await pinyin(u, index));
    if (heard) {
      heard.hits[0]!.forEach((value, at) => own.has(at) || own.set(at, value / 1e3));
      if (heard.how === "heard") out.how = "begun";
    }
    const found = (!own.size && !exact && (await near(u, index))) || { hits: [own], units: [u], how: "" as const, instead: [] };
    out.hits.push(...found.hits);
    out.units.push(...found.units);
    out.instead.push(...found.instead);
    out.how ||= found.how;
  }
  return out;
}

type Instead = Omit<Near, "how">;

async function near(u: Unit, index: Tools): Promise<Near | undefined> {
  const open = u.slots.at(-1)!.kind === "prefix";
  return (await pinyin(u, index)) ?? (await meant(u, open, index)) ?? split(u, open, index);
}

/** Headings whose pinyin, or its initials, begins as the unit does. */
async function pinyin(u: Unit, index: Tools): Promise<Near | undefined> {
  const key = u.text.toLowerCase().replaceAll("ü", "v").replaceAll("'", "");
  if (!/^[a-z]{2,}$/.test(key) || !((await index.directory()).flags & 2)) return undefined;
  const hits: Hits = new Map();
  const told: { more?: boolean } = {};
  await Promise.all(
    ["\x01", "\x02"].map(async (kind, i) => {
      // A key has the first four syllables, or six initials, of what it stands for; four have at least eight letters.
      const least = i ? 6 : 8;
      for (const { term, blocks } of await index.terms(kind + key.slice(0, least), maxFiles, told)) {
        const begun = term.startsWith(kind + key);
        const cut = i ? term.length > least : four.test(term);
        if (!(begun || (cut && key.startsWith(term.slice(1))))) continue;
        for (const { keys, grades } of await Promise.all(blocks.map(index.rows))) {
          keys.forEach((at, n) => {
            if (!begun && grades[n] === 7) return; // nothing follows
            // Half of a heading is not all of it.
            const most = term === kind + key ? 7 : at % 65536 ? 5 : 6;
            index.raise(hits, at, index.weight(Math.min(grades[n]!, most), at) * (i ? 0.8 : 1));
          });
        }
      }
    }),
  );
  return hits.size ? { hits: [hits], units: [u], how: told.more ? "heard" : "pinyin", instead: [] } : undefined;
}

/** The unit with the words in it that were perhaps meant. */
async function meant(u: Unit, open: boolean, index: Tools): Promise<Near | undefined> {
  const text = u.text.toLowerCase();
  let texts = [""]; // what stands for the text up to
  let at = 0;
  const instead: string[] = [];
  for (const [i, { term, kind }] of u.slots.entries()) {
    if (!/^\p{L}/u.test(term) || index.isIdeograph(term)) continue;
    const from = text.indexOf(term, at);
    const put = (words: string[]) => (texts = words.flatMap((w) => texts.map((t) => t + text.slice(at, from) + w)));
    if (u.slots[1] && kind === "exact" && (await index.terms(term, 0)).length) put([term]);
    else {
      const words = await close(term, open && !u.slots[i + 1], index);
      if (!words[0]) return undefined;
      const some = u.slots[1] ? words.slice(0, 1) : words;
      instead.push(some.join(", "));
      put(some);
    }
    at = from + term.length;
  }
  if (!instead[0]) return undefined;
  const units = texts.flatMap((t) => index.unit(t + text.slice(at), false));
  const all = await Promise.all(units.map((v) => index.find(v, index)));
  const hits: Hits = new Map();
  for (const h of all) for (const [key, value] of h) index.raise(hits, key, value);
  return hits.size ? { hits: [hits], units, how: "typo", instead } : undefined;
}

/** The words of the index nearest to one that it does not have: of its first letter or, without one, any. */
async function close(word: string, open: boolean, index: Tools): Promise<string[]> {
  const letters = [...word];
  if (!/^.{4,24}$/u.test(word)) return [];
  const near = nearest(letters, open, await index.terms("\x03" + letters[0]!, maxFiles));
  return near[0] ? near : nearest(letters, open, await index.terms("\x03", allFiles));
}

function nearest(letters: string[], open: boolean, words: Postings[]): string[] {
  const most = letters.length < 8 ? 1 : 2;
  const costs: [string, number][] = [];
  let least = most + 0.9;
  for (const { term, pages } of words) {
    const other = term.slice(1);
    const [whole, begun] = distance(letters, [...other], most);
    // The beginning of a word is a worse guess than a word.
    const cost = open && letters.length > 4 ? Math.min(whole, begun + 0.5) : whole;
    if (cost > most + 0.5) continue;
    least = Math.min(least, cost);
    costs.push([other, cost - pages / 100]);
  }
  return costs
    .filter(([, cost]) => cost <= least)
    .sort((a, b) => a[1] - b[1]) // equal ones stay in the order of the dictionary
    .slice(0, maxMeant)
    .map(([w]) => w);
}

/** How many letters are wrong, missing, too many or changed about, at the least: in a whole word, and in one that begins so. */
function distance(a: string[], b: string[], most: number): [number, number] {
  if (b.length < a.length - most) return [Infinity, Infinity];
  let [before, row]: [number[], number[]] = [[], [...b, ""].map((_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      let n = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + +(a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) n = Math.min(n, before[j - 2]! + 1);
      next.push(n);
    }
    if (Math.min(...next) > most) return [Infinity, Infinity];
    [before, row] = [row, next];
  }
  return [row[b.length]!, Math.min(...row)];
}

/** The unit cut where scripts meet, and where Han stand side by side that do so nowhere. */
async function split(u: Unit, open: boolean, index: Tools): Promise<Near | undefined> {
  const parts: string[] = [];
  for (const c of u.text) {
    const end = parts.length - 1;
    if (end < 0 || (index.isIdeograph(c) !== index.isIdeograph(parts[end]!.slice(-1)) && /[\p{L}\p{N}]/u.test(c))) parts.push(c);
    else parts[end] += c;
  }
  const out: Near = { hits: [], units: [], how: "split", instead: [] };
  for (const [i, part] of parts.entries()) {
    for (const v of index.unit(part, open && !parts[i + 1])) {
      const whole = parts[1] ? await index.find(v, index) : undefined;
      const found = whole?.size ? { hits: [whole], units: [v], instead: [] } : await other(v, part, !parts[1], index);
      if (!found) return undefined;
      out.hits.push(...found.hits);
      out.units.push(...found.units);
      out.instead.push(...found.instead);
    }
  }
  return out.hits[1] && out;
}

async function other(v: Unit, text: string, alone: boolean, index: Tools): Promise<Instead | undefined> {
  return index.isIdeograph(text) ? han([...text], alone, index) : meant(v, false, index);
}

interface Piece {
  text: string[];
  unit: Unit;
  hits: Hits;
}

/** The fewest pieces of a run that are somewhere, those that most pages have all of. */
async function han(run: string[], alone: boolean, index: Tools): Promise<Instead | undefined> {
  if (run.length > maxHan) return undefined;
  const find = async (text: string[]): Promise<Piece | undefined> => {
    const [unit] = index.unit(text.join(""), false);
    const hits = unit && (await index.find(unit, index));
    return hits?.size ? { text, unit: unit!, hits } : undefined;
  };
  const pieces: Piece[] = [];
  for (let i = 0; i < run.length;) {
    let best: Piece | undefined;
    let [low, high] = [0, run.length - i]; // what begins a piece that is somewhere is so too
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const found = await find(run.slice(i, i + middle));
      if (found) [low, best] = [middle, found];
      else high = middle - 1;
    }
    if (!best) return undefined;
    pieces.push(best);
    i += low;
  }
  // The longest piece from the left may have taken the next one's beginning.
  for (let i = 0; i + 1 < pieces.length; i++) {
    let [left, right] = [pieces[i]!, pieces[i + 1]!];
    for (let most = together(left, right, index); left.text.length > 1;) {
      const moved = await Promise.all([find(left.text.slice(0, -1)), find([left.text.at(-1)!, ...right.text])]);
      if (!moved[0] || !moved[1]) break;
      [left, right] = [moved[0], moved[1]];
      const pages = together(left, right, index);
      if (pages > most) [pieces[i], pieces[i + 1], most] = [left, right, pages];
    }
  }
  // A single character between words says little; beside the one word of a query it is all that is left of it.
  const words = pieces.filter((p) => p.unit.length > 1);
  const kept = words[+alone] ? words : pieces;
  return { hits: kept.map((p) => p.hits), units: kept.map((p) => p.unit), instead: [] };
}

/** How many pages have both. */
function together(a: Piece, b: Piece, { pagesOf }: Tools): number {
  const theirs = pagesOf(b.hits);
  return [...pagesOf(a.hits)].filter((p) => theirs.has(p)).length;
}
