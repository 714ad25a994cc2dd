// The stem of an English word, after Martin Porter's "English" (Porter2)
// stemmer. Of the endings that its step 4 takes off only -ment and -ion are:
// the others make one word of accessible and access, important and import,
// positive and position. Stems are not in the index: the forms of a word are
// neighbours in the dictionary, and the engine gathers those with an equal stem.

const vowel = "[aeiouy]";
const rule = (from: string) => from.split(" ").map((pair) => pair.split(":") as [string, string]);
const step2 = rule(
  "ization:ize ational:ate fulness:ful ousness:ous iveness:ive tional:tion biliti:ble lessli:less entli:ent ation:ate alism:al aliti:al ousli:ous iviti:ive fulli:ful enci:ence anci:ance abli:able izer:ize ator:ate alli:al bli:ble",
);
const step3 = rule("ational:ate tional:tion alize:al icate:ic iciti:ic ical:ic ful: ness:");

export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  // A y that is a consonant is written Y.
  let w = word.replace(/^y|(?<=[aeiouy])y/g, "Y");
  const after = (from: number) => {
    const m = /[aeiouy][^aeiouy]/.exec(w.slice(from));
    return m ? from + m.index + 2 : w.length;
  };
  const special = /^(gener|commun|arsen)/.exec(w);
  const r1 = special ? special[0].length : after(0);
  const r2 = after(r1);
  const ends = (suffix: string) => w.endsWith(suffix);
  const cut = (n: number, add = "") => (w = w.slice(0, w.length - n) + add);
  const inR1 = (suffix: string) => w.length - suffix.length >= r1;
  const has = (text: string) => new RegExp(vowel).test(text);
  const short = () => w.length <= r1 && /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(w);

  // Plurals.
  if (ends("sses")) cut(2);
  else if (/ie[ds]$/.test(w)) cut(w.length > 4 ? 2 : 1);
  else if (/[^us]s$/.test(w) && has(w.slice(0, -2))) cut(1);
  // Past and present participles.
  const verb = /(eedly|ingly|edly|eed|ing|ed)$/.exec(w)?.[0];
  if (verb?.startsWith("eed")) {
    if (inR1(verb)) cut(verb.length, "ee");
  } else if (verb && has(w.slice(0, -verb.length))) {
    cut(verb.length);
    if (/(at|bl|iz)$/.test(w)) w += "e";
    else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) cut(1);
    else if (short()) w += "e";
  }
  if (/.[^aeiouy][yY]$/.test(w)) cut(1, "i");
  // Derivations, one each of three lists.
  const two = step2.find(([from]) => ends(from));
  if (two) {
    if (inR1(two[0])) cut(two[0].length, two[1]);
  } else if (/logi$/.test(w) && inR1("ogi")) cut(1);
  else if (/[cdeghkmnrt]li$/.test(w) && inR1("li")) cut(2);
  const three = step3.find(([from]) => ends(from));
  if (three) {
    if (inR1(three[0])) cut(three[0].length, three[1]);
  } else if (ends("ative") && w.length - 5 >= r2) cut(5);
  const four = /(e?ment|(?<=[st])ion)$/.exec(w)?.[0];
  if (four && w.length - four.length >= r2) cut(four.length);
  // A final e or l.
  if (ends("e")) {
    const at = w.length - 1;
    const base = w.slice(0, -1);
    if (at >= r2 || (at >= r1 && !/([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(base))) w = base;
  } else if (ends("ll") && w.length - 1 >= r2) cut(1);
  return w.toLowerCase();
}
