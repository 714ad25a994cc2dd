// The words of the search's interface, in the page's language.

import { texts } from "../texts";

/** Returns a text; with a number, its form for that. A text that is missing is its key. */
export type Words = (key: string, n?: number) => string;

export async function words(): Promise<Words> {
  const table = await texts();
  const language = new Intl.Locale(document.documentElement.lang);
  const text = (key: string) => table[`search.${key}`];
  return (key, n) => {
    if (n === undefined) return text(key) ?? key;
    const found = text(`${key}.${new Intl.PluralRules(language).select(n)}`) ?? text(`${key}.other`) ?? "{n}";
    // As generator/render: European digits, unless the language's tag names others.
    const digits = new Intl.NumberFormat(language, { numberingSystem: language.numberingSystem ?? "latn" });
    return found.replace("{n}", digits.format(n));
  };
}
