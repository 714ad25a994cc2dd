// The page at the site's root offers the languages; a reader who comes from
// outside is taken on to the one they chose before, else to the one their
// browser asks for. Who comes from the site itself wants to choose.

import { recall } from "./store";

interface Offer {
  readonly id: string;
  readonly tag: string;
  readonly href: string;
}

/** Returns the best offer for the languages a reader prefers, in their order. */
function choose(offers: readonly Offer[], wanted: readonly string[]): Offer | undefined {
  // What most readers of a language write in: that of zh-TW is Hant.
  const full = (tag: string): Intl.Locale => new Intl.Locale(tag).maximize();
  for (const tag of wanted) {
    const { language, script } = full(tag);
    const same = offers.filter((o) => full(o.tag).language === language);
    const best =
      same.find((o) => o.tag.toLowerCase() === tag.toLowerCase()) ?? same.find((o) => full(o.tag).script === script) ?? same[0];
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
