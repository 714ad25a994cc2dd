// Turns a query into units, each a phrase that a page must have.

import { fold, isIdeograph, tokenize, type Pairs, type Token } from "./tokens";

/** exact: the term. word: and its inflections. prefix: and what begins with it. han: one ideograph or sign, whatever follows. */
export type Kind = "exact" | "word" | "prefix" | "han";

export interface Slot {
  pos: number; // within the unit
  kind: Kind;
  term: string;
  more?: boolean; // there are terms for it that were not read
}

export interface Unit {
  slots: Slot[];
  length: number; // in positions
  text: string; // folded, as it stands in the query
  quoted: boolean; // nothing else will do
  without: boolean; // no page has it
  rough?: boolean; // some pages may have its parts in other places
}

export const maxQuery = 200; // units of text; what is pasted may be a book

// What stands in quotes, the last of them perhaps still open, and what does
// between spaces, a hyphen before which leaves it out: not that of "->" or "-1".
const chunk = /(?<!\S)(-(?=["\p{L}]))?(?:"([^"]+)(?:"\p{Term}*(?!\S)|$)|\S+)/gu;

/** The marks of sentences and lists at the end of a word, or before Han. */
export const marks = /(?<=[\p{L}\p{N}].*)\p{Term}+$|^\p{Term}+(?=\p{sc=Han})/gu;

/** The units of a query. */
export function parse(query: string, pairs: Pairs): Unit[] {
  // Folding drops half of a character. Chinese has no spaces beside its quotes.
  const text = fold(query.slice(0, maxQuery).replace(/\p{Cc}/gu, " ").replace(/(?<!-)“([^“”]+)”\p{Term}?/gu, ' "$1" '), pairs);
  const open = /[\p{L}\p{N}]$/u.test(text); // the last word may be half typed
  const chunks = [...text.matchAll(chunk)];
  const read = (hyphens: boolean) =>
    chunks.flatMap((m) => {
      const without = hyphens && !!m[1];
      const last = open && m.index + m[0].length === text.length && !without;
      return unit(m[2] ?? (without ? m[0].slice(1) : m[0]).replace(chunks[1] ? marks : "", ""), last, !!m[2], without);
    });
  const units = read(true);
  return units.some((u) => !u.without) ? units : read(false);
}

const isWord = (text: string): boolean => /^[\p{L}\p{N}]/u.test(text) && !isIdeograph(text);

/** The unit of a folded text; none where that holds no token. */
export function unit(text: string, open: boolean, quoted = false, without = false): Unit[] {
  const all = tokenize(text);
  if (!all.length) return [];
  // The Arabic article makes no difference: what follows it is a part of the
  // words in the index that have it, and the whole of those that have not.
  const tokens = all
    .map((t, i) => (!quoted && all[i + 1]?.part && /^[\u0600-\u06ff]/.test(t.term) ? { ...t, term: all[i + 1]!.term } : t))
    .filter((t) => !t.part);
  const slots = tile(tokens);
  const last = slots.at(-1)!;
  if (last.kind === "exact" && isWord(last.term)) {
    if (open) last.kind = "prefix";
    else if (slots.length === 1 && !quoted) last.kind = "word";
  }
  return [{ slots, length: tokens.at(-1)!.pos - tokens[0]!.pos + 1, text, quoted, without }];
}

/** The terms that together are the tokens, pairs of ideographs or of signs side by side. */
function tile(tokens: Token[]): Slot[] {
  const slots: Slot[] = [];
  const pair = (t: Token) => [...t.term].length > 1;
  let run = -1; // where the current run of ideographs or signs began
  tokens.forEach((t, i) => {
    const next = tokens[i + 1];
    const put = (kind: Kind) => slots.push({ pos: t.pos - tokens[0]!.pos, kind, term: t.term });
    if (isWord(t.term)) {
      run = -1;
      put("exact");
    } else if (pair(t)) {
      if (run < 0) run = t.pos;
      // Pairs tile the run, the last one overlapping where its length is odd.
      if ((t.pos - run) % 2 === 0 || next?.pos !== t.pos + 1 || !pair(next)) put("exact");
    } else {
      if (run < 0) put(next ? "exact" : "han");
      run = -1;
    }
  });
  return slots;
}
