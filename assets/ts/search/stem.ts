// The stem of an English word, after Martin Porter's "English" (Porter2)
// stemmer. Of the endings that its step 4 takes off only -ment and -ion are:
// the others make one word of accessible and access, important and import,
// positive and position. Stems are not in the index: the forms of a word are
// neighbours in the dictionary, and the engine gathers those with an equal stem.

const short = /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
// Derivations, one each of two lists: what stays of an ending, as it is, with an e, or with le.
const second = [
  /(ful|ous|ive)(?=ness$)|(?<!a)tion(?=al$)|(less|ent|ous|ful|al)(?=li$)|al(?=ism$|iti$)|ize(?=r$)|(?<=l)og(?=i$)|(?<=[cdeghkmnrt])(?=li$)/,
  /iz(?=ation$)|at(?=ional$|ion$|or$)|iv(?=iti$)|([ae]nc|a?bl)(?=i$)/,
  /b(?=iliti$)/,
];
const third = [/(?<!a)tion(?=al$)|al(?=ize$)|ic(?=ate$|iti$|al$)|(?=(ful|ness)$)/, /at(?=ional$)/];

export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  // A y that is a consonant is written Y.
  let w = word.replace(/^y|(?<=[aeiouy])y/g, "Y");
  const after = (from: number) => w.length - (/[aeiouy][^aeiouy](.*)/.exec(w.slice(from))?.[1]!.length ?? 0);
  const r1 = /^(gener|commun|arsen)/.exec(w)?.[0].length ?? after(0);
  const r2 = after(r1);
  /** Cuts the longest ending, unless what stays of it begins before from. */
  const derive = (lists: RegExp[], from = r2) =>
    lists.some((list, i) => {
      const m = list.exec(w);
      if (m && m.index >= from) w = w.slice(0, m.index) + m[0] + ["", "e", "le"][i];
      return m;
    });

  // Plurals.
  w = w.replace(/(?<=ss)es$|(?<=..i)e[ds]$|(?<=ie)[ds]$|(?<=[aeiouy].*[^us])s$/, "");
  // Past and present participles.
  if (!derive([/ee(?=d(ly)?$)/], r1) && w !== (w = w.replace(/(?<=[aeiouy].*)(ing|ed)(ly)?$/, ""))) {
    if (/(at|bl|iz)$/.test(w)) w += "e";
    else if (/([bdfgmnprt])\1$/.test(w)) w = w.slice(0, -1);
    else if (w.length <= r1 && short.test(w)) w += "e";
  }
  w = w.replace(/(?<=.[^aeiouy])[yY]$/, "i");
  derive(second, r1);
  if (!derive(third, r1)) derive([/(?=ative$)/]);
  derive([/(?=e?ment$)|(?<=[st])(?=ion$)/]);
  // A final e or l.
  derive([/(?=e$)/], short.test(w.slice(0, -1)) ? r2 : r1) || derive([/(?<=l)(?=l$)/]);
  return w.toLowerCase();
}
