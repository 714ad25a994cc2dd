// The page at the site's root offers the languages; a reader who comes from
// outside is taken on to the one they chose before, else to the one their
// browser asks for. Who comes from the site itself wants to choose.

import { recall } from "./store";

interface Offer {
  readonly id: string;
  readonly tag: string;
  readonly href: string;
}

/**
 * Returns a locale with what most readers of its language write in: that of zh-TW
 * is Hant. Some systems name locales that are none, such as C and en-US@posix.
 */
function full(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}

/** Returns the best offer for the languages a reader prefers, in their order. */
function choose(offers: readonly Offer[], wanted: readonly string[]): Offer | undefined {
  for (const tag of wanted) {
    const reader = full(tag);
    const same = offers.filter((o) => reader && full(o.tag)?.language === reader.language);
    const best =
      same.find((o) => o.tag.toLowerCase() === tag.toLowerCase()) ?? same.find((o) => full(o.tag)?.script === reader?.script) ?? same[0];
    if (best) return best;
  }
  return undefined;
}

function fromHere(): boolean {
  const home = new URL("./", location.href).href;
  return document.referrer.startsWith(home);
}

const offers = [...document.querySelectorAll<HTMLAnchorElement>("a[hreflang]")].map((a) => ({
  id: a.dataset["lang"] ?? "",
  tag: a.hreflang,
  href: a.href,
}));
const remembered = recall("lang");
const best = offers.find((o) => o.id === remembered) ?? choose(offers, navigator.languages);
// replace, so that the back button leaves the site instead of returning here.
if (best && !fromHere()) location.replace(best.href);
