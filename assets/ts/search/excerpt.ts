// Cuts excerpts from a section's text and marks what was found. Text comes in
// and text goes out: nothing here is HTML.

import type { Slot, Unit } from "./query";
import { stem } from "./stem";
import { fold, tokenize, type Pairs, type Token } from "./tokens";

/** A stretch of text, found or around it. */
export interface Piece {
  text: string;
  hit: boolean;
}

export interface Span {
  start: number;
  end: number;
  unit: number;
}

const room = 150; // units of text around the first hit, a multiple of six; a Han counts two

/** Where the units stand in a text, in its order. */
export function spans(text: string, units: Unit[], pairs: Pairs): Span[] {
  const { folded, origin } = foldWithOrigin(text, pairs);
  const places: Token[][] = []; // the tokens of each position
  for (const t of tokenize(folded)) (places[t.pos] ??= []).push(t);
  const out: Span[] = [];
  units.forEach(({ slots: all, text: typed }, unit) => {
    // An excerpt shows a formula's \log as log.
    const slots: Slot[] = /^\\\w/.test(typed) && !folded.includes(typed) ? all.slice(1).map((s) => ({ ...s, pos: s.pos - 1, kind: "exact" })) : all;
    const tests = slots.map(matcher);
    places.forEach((_, at) => {
      let [start, end] = [0, 0];
      const whole = slots.every((s, i) => {
        const token = places[at + s.pos]?.find((t) => tests[i]!(t.term));
        if (!token) return false;
        if (!i) start = token.start;
        end = s.kind === "han" ? token.start + s.term.length : token.end;
        return true;
      });
      if (whole) out.push({ start: origin[start]!, end: origin[end] ?? text.length, unit });
    });
  });
  return out.sort((a, b) => a.start - b.start || b.end - a.end);
}

function matcher({ kind, term: want }: Slot): (term: string) => boolean {
  if (kind === "exact") return (term) => term === want;
  if (kind === "han") return (term) => term.startsWith(want);
  const root = stem(want);
  const head = want.slice(0, 2);
  return (term) =>
    term.startsWith(head) && (term === want || (kind === "prefix" && term.startsWith(want)) || stem(term) === root);
}

/** The folded text and, for each of its places, the place in the original. */
function foldWithOrigin(text: string, pairs: Pairs): { folded: string; origin: number[] } {
  let folded = "";
  const origin: number[] = [];
  for (const m of text.matchAll(/[\0-\x7f\u4e00-\u9fff]+(?!\p{M})|[^]\p{M}*/gu)) {
    const piece = fold(m[0], pairs);
    const same = piece.length === m[0].length;
    for (let i = 0; i < piece.length; i++) origin.push(m.index + (same ? i : 0));
    folded += piece;
  }
  origin.push(text.length);
  return { folded, origin };
}

/** The excerpt with the most units close together, or the text's beginning. */
export function excerpt(text: string, found: Span[]): Piece[] {
  const width = /[\u3000-\u9fff]{8}/.test(text) ? room / 2 : room;
  let best = 0;
  let first = 0;
  found.forEach((s, i) => {
    const near = found.slice(i, i + room).filter((o) => o.end - s.start <= width);
    const { size } = new Set(near.map((o) => o.unit));
    if (size > best) [best, first] = [size, i];
  });
  const start = found[first]?.start ?? 0;
  const from = edge(text, Math.max(0, start - width / 3), start);
  const to = Math.min(text.length, Math.max(from + width, found[first]?.end ?? 0));
  const end = to + +/[\ud800-\udbff]/.test(text[to - 1] ?? "");
  const out = pieces(text, found, from, end);
  const more = { text: "…", hit: false };
  if (from > 0) out.unshift(more);
  if (end < text.length) out.push(more);
  return out;
}

/** A heading or title with what was found in it. */
export const marked = (text: string, units: Unit[], pairs: Pairs): Piece[] =>
  pieces(text, spans(text, units, pairs), 0, text.length);

function pieces(text: string, found: Span[], from: number, to: number): Piece[] {
  const out: Piece[] = [];
  let at = from;
  const put = (end: number, hit: boolean) => {
    if (end > at) out.push({ text: text.slice(at, end).replace(/\s+/g, " "), hit });
    at = Math.max(at, end);
  };
  for (const s of found) {
    if (s.start < from || s.end > to || s.end <= at) continue;
    put(s.start, false);
    put(s.end, true);
  }
  put(to, false);
  return out;
}

/** A place from at on, but before limit, where a word or a line begins. */
function edge(text: string, at: number, limit: number): number {
  if (!at) return 0;
  const m = /[\s\p{Term}]\s*/u.exec(text.slice(at, limit));
  return at + (m ? m.index + m[0].length : +/[\udc00-\udfff]/.test(text[at] ?? ""));
}
