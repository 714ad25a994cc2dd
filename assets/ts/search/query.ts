// Turns a query into units, each a phrase that a page must have.

import { fold, isIdeograph, tokenize, type Pairs, type Token } from "./tokens";

/** exact: the term. word: and its inflections. prefix: and what begins with it. han: one ideograph, whatever follows. */
export type Kind = "exact" | "word" | "prefix" | "han";

export interface Slot {
  pos: number; // within the unit
  kind: Kind;
  term: string;
}

export interface Unit {
  slots: Slot[];
  length: number; // in positions
  text: string; // its terms, to compare with a heading's
}

const maxQuery = 400; // characters

/** The units of a query: what stands between spaces, or, with split, between Han and other scripts too. */
export function parse(query: string, pairs: Pairs, split = false): Unit[] {
  const text = fold([...query.slice(0, 2 * maxQuery)].slice(0, maxQuery).join(""), pairs);
  const open = /[\p{L}\p{N}]$/u.test(text); // the last word may be half typed
  const chunks = text
    .split(/("[^"]+"|“[^”]+”)/u) // what stands in quotes is one phrase
    .flatMap((part, i) => (i % 2 ? phrase(part.slice(1, -1)) : loose(part, split)));
  return chunks.map(({ tokens, quoted }, i) => unit(tokens, open && i === chunks.length - 1, quoted));
}

interface Chunk {
  tokens: Token[];
  quoted: boolean;
}

/** One chunk of all that is quoted; what holds no token is none. */
function phrase(text: string): Chunk[] {
  const tokens = tokenize(text);
  return tokens.length ? [{ tokens, quoted: true }] : [];
}

/** A chunk for what stands between spaces or, with split, between scripts. */
function loose(text: string, split: boolean): Chunk[] {
  return text
    .split(/[\s\p{Z}\p{Cc}]+/u)
    .map(tokenize)
    .flatMap((t) => (split ? scripts(t) : [t]))
    .filter((t) => t.length)
    .map((tokens) => ({ tokens, quoted: false }));
}

/** Groups of neighbours that are either all ideographs or none. */
function scripts(tokens: Token[]): Token[][] {
  const out: Token[][] = [];
  let before: boolean | undefined;
  for (const t of tokens) {
    const han = isIdeograph(t.term);
    if (han !== before) out.push([]);
    before = han;
    out[out.length - 1]!.push(t);
  }
  return out;
}

const isArabic = (text: string): boolean => /^[\u0600-\u06ff]/.test(text);

function unit(all: Token[], open: boolean, quoted: boolean): Unit {
  // The Arabic article makes no difference: what follows it is a part of the
  // words in the index that have it, and the whole of those that have not.
  const tokens = all
    .map((t, i) => (!quoted && all[i + 1]?.part && isArabic(t.term) ? { ...t, term: all[i + 1]!.term } : t))
    .filter((t) => !t.part);
  const first = tokens[0]!.pos;
  const slots: Slot[] = [];
  let run = -1; // where the current run of ideographs began
  tokens.forEach((t, i) => {
    const size = [...t.term].length;
    if (!isIdeograph(t.term)) {
      run = -1;
      slots.push({ pos: t.pos - first, kind: "exact", term: t.term });
    } else if (size === 2) {
      if (run < 0) run = t.pos;
      // Pairs tile the run, the last one overlapping where its length is odd.
      if ((t.pos - run) % 2 === 0 || tokens[i + 1]?.pos !== t.pos + 1 || [...tokens[i + 1]!.term].length === 1) {
        slots.push({ pos: t.pos - first, kind: "exact", term: t.term });
      }
    } else {
      if (run < 0) slots.push({ pos: t.pos - first, kind: i === tokens.length - 1 ? "han" : "exact", term: t.term });
      run = -1;
    }
  });
  const last = slots[slots.length - 1]!;
  if (last.kind === "exact" && /^[\p{L}\p{N}]/u.test(last.term) && !isIdeograph(last.term)) {
    if (open) last.kind = "prefix";
    else if (slots.length === 1 && !quoted) last.kind = "word";
  }
  return { slots, length: tokens[tokens.length - 1]!.pos - first + 1, text: all.filter((t) => !t.part).map((t) => t.term).join(" ") };
}
