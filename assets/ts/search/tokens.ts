// Cuts text into tokens by the rules at the top of generator/search, which
// makes the index: token.go and fold.go there are the same functions, held
// together by generator/search/testdata/tokens.txt.

export interface Token {
  term: string;
  pos: number;
  start: number; // in the folded text
  end: number;
  part: boolean; // of a word that stands before it at the same position
}

/** Traditional characters and their simplified forms. */
export type Pairs = ReadonlyMap<string, string>;

const ideograph = "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー]";
const letter = `(?!${ideograph})[\\p{L}\\p{N}]`;
const word = `${letter}(?:(?!${ideograph})[\\p{L}\\p{N}\\p{M}])*`;
const token = new RegExp(`(${ideograph})|(${word}(?:_+${word})*)|(?![\\p{Ps}\\p{Pe}])[\\p{P}\\p{S}]`, "gu");
const seam = /_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/;
const others = ["‘’“”İςأإآٱىة،؛؟", "''\"\"iσاااايه,;?"] as const; // each is the other below it
// Invisible characters, Arabic signs of vowels and the stroke that makes a word longer.
const unseen = /\p{C}|ـ|(?=[\u0600-\u06ff])\p{Mn}/u;
const arabicDigit = /[٠-٩۰-۹]/;
const article = /^(?:ال|لل|[وبكف]ال)(?=...)/u;
const maxTerm = 64;

const ideographs = new RegExp(ideograph, "u");
export const isIdeograph = (text: string): boolean => ideographs.test(text);

/** The one spelling that index and query share, but for the case of letters. */
export function fold(text: string, pairs: Pairs): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  const one = (c: string) =>
    pairs.get(c) ?? others[1][others[0].indexOf(c)] ?? (unseen.test(c) ? "" : arabicDigit.test(c) ? `${c.charCodeAt(0) & 15}` : c);
  return text.normalize("NFKC").replace(/[^\0-\x7f]/gu, one);
}

/** The tokens of a folded text, positions counted from 0. */
export function tokenize(text: string): Token[] {
  const out: Token[] = [];
  let pos = 0;
  let lone: { start: number; end: number } | undefined; // an ideograph whose successor is not known yet
  const put = (term: string, at: number, start: number, end: number, part = false) =>
    out.push({ term, pos: at, start, end, part });
  const flush = () => {
    if (lone) put(text.slice(lone.start, lone.end), pos - 1, lone.start, lone.end);
    lone = undefined;
  };
  for (const m of text.matchAll(token)) {
    const start = m.index;
    const end = start + m[0].length;
    if (m[1]) {
      if (lone) put(text.slice(lone.start, lone.end) + m[1], pos - 1, lone.start, end);
      lone = { start, end };
    } else {
      flush();
      if (m[2]) putWord(m[2], pos, start, put);
      else put(m[0], pos, start, end);
    }
    pos++;
  }
  flush();
  return out;
}

function putWord(
  text: string,
  pos: number,
  start: number,
  put: (term: string, pos: number, start: number, end: number, part?: boolean) => void,
): void {
  const whole = term(text);
  put(whole, pos, start, start + text.length);
  const seen = new Set(["", whole]);
  let from = 0;
  for (const part of text.split(seam)) {
    from = text.indexOf(part, from);
    const t = term(part);
    if (!seen.has(t)) put(t, pos, start + from, start + from + part.length, true);
    seen.add(t);
    from += part.length;
  }
  const noun = whole.replace(article, "");
  if (!seen.has(noun)) put(noun, pos, start + whole.length - noun.length, start + text.length, true);
}

/** A word as the dictionary has it. */
function term(text: string): string {
  return [...text.toLowerCase().replaceAll("ς", "σ")].slice(0, maxTerm).join("");
}
