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
  const base = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";
  for (const tag of wanted) {
    const exact = offers.find((o) => o.tag.toLowerCase() === tag.toLowerCase());
    const near = offers.find((o) => base(o.tag) === base(tag));
    if (exact ?? near) return exact ?? near;
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
