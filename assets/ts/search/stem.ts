// The stem of an English word, after Martin Porter's "English" (Porter2)
// stemmer. Of the endings that its step 4 takes off only -ment and -ion are:
// the others make one word of accessible and access, important and import,
// positive and position. Stems are not in the index: the forms of a word are
// neighbours in the dictionary, and the engine gathers those with an equal stem.

const short = /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
const rule = (from: string) => from.split(" ").map((pair) => pair.split(":") as [string, string]);
const step2 = rule(
  "ization:ize ational:ate fulness:ful ousness:ous iveness:ive tional:tion biliti:ble lessli:less entli:ent ation:ate alism:al aliti:al ousli:ous iviti:ive fulli:ful enci:ence anci:ance abli:able izer:ize ator:ate alli:al bli:ble",
);
const step3 = rule("ational:ate tional:tion alize:al icate:ic iciti:ic ical:ic ful: ness:");

export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  // A y that is a consonant is written Y.
  let w = word.replace(/^y|(?<=[aeiouy])y/g, "Y");
  const after = (from: number) => w.length - (/[aeiouy][^aeiouy](.*)/.exec(w.slice(from))?.[1]!.length ?? 0);
  const r1 = /^(gener|commun|arsen)/.exec(w)?.[0].length ?? after(0);
  const r2 = after(r1);
  const ends = (suffix: string) => w.endsWith(suffix);
  const cut = (n: number, add = "") => (w = w.slice(0, w.length - n) + add);
  /** Takes off a suffix that does not begin before from. */
  const take = (suffix: string, from: number, add?: string) => w.length - suffix.length >= from && cut(suffix.length, add);
  const has = (text: string) => /[aeiouy]/.test(text);

  // Plurals.
  if (ends("sses")) cut(2);
  else if (/ie[ds]$/.test(w)) cut(w.length > 4 ? 2 : 1);
  else if (/[^us]s$/.test(w) && has(w.slice(0, -2))) cut(1);
  // Past and present participles.
  const verb = /(eedly|ingly|edly|eed|ing|ed)$/.exec(w)?.[0];
  if (verb?.startsWith("eed")) {
    take(verb, r1, "ee");
  } else if (verb && has(w.slice(0, -verb.length))) {
    cut(verb.length);
    if (/(at|bl|iz)$/.test(w)) w += "e";
    else if (/([bdfgmnprt])\1$/.test(w)) cut(1);
    else if (w.length <= r1 && short.test(w)) w += "e";
  }
  if (/.[^aeiouy][yY]$/.test(w)) cut(1, "i");
  // Derivations, one each of three lists.
  const two = step2.find(([from]) => ends(from));
  if (two) take(two[0], r1, two[1]);
  else if (ends("logi")) take("ogi", r1, "og");
  else if (/[cdeghkmnrt]li$/.test(w)) take("li", r1);
  const three = step3.find(([from]) => ends(from));
  if (three) take(three[0], r1, three[1]);
  else if (ends("ative")) take("ative", r2);
  const four = /(e?ment|(?<=[st])ion)$/.exec(w)?.[0];
  if (four) take(four, r2);
  // A final e or l.
  if (ends("e")) {
    const at = w.length - 1;
    const base = w.slice(0, -1);
    if (at >= r2 || (at >= r1 && !short.test(base))) w = base;
  } else if (ends("ll")) take("l", r2);
  return w.toLowerCase();
}
