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

// Planes 2 and 3 are Han whether a table knows the character yet or not.
const ideograph = "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー\u{20000}-\u{3fffd}]";
const letter = `(?!${ideograph})[\\p{L}\\p{N}]`;
const word = `${letter}(?:(?!${ideograph})[\\p{L}\\p{N}\\p{M}])*`;
const token = new RegExp(`(${ideograph})|(${word}(?:_+${word})*)|(?![\\p{Ps}\\p{Pe}])[\\p{P}\\p{S}]`, "gu");
const seam = /_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/;
const others = ["‘’“”İςأإآٱىة،؛؟", "''\"\"iσاااايه,;?"] as const; // each is the other below it
// Invisible characters, Arabic signs of vowels and the stroke that makes a word longer.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|ـ|(?=[\u0600-\u06ff])\p{Mn}/u;
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
  let lone = ""; // an ideograph or a sign whose successor is not known yet
  let from = 0; // where it begins
  const put = (term: string, pos: number, start: number, end: number, part = false) => out.push({ term, pos, start, end, part });
  const flush = () => {
    if (lone) put(lone, pos - 1, from, from + lone.length);
    lone = "";
  };
  for (const m of text.matchAll(token)) {
    const start = m.index;
    const end = start + m[0].length;
    if (m[2]) {
      flush();
      putWord(m[2], pos, start, put);
    } else {
      // Signs side by side make a pair, but for comma, semicolon and quotes.
      if (lone && (m[1] ? isIdeograph(lone) : /^[!#-&*+.-:<-~-]{2}$/.test(text.slice(from, end)))) put(lone + m[0], pos - 1, from, end);
      else flush();
      [lone, from] = [m[0], start];
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
