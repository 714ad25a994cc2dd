// Where to go on without a query, or without results: what the page itself
// already links to.

import { hint, named } from "./results";
import type { Words } from "./words";

const most = 8; // chapters

export function hints(words: Words): (HTMLElement | undefined)[] {
  const links = (selector: string) => [...document.querySelectorAll<HTMLAnchorElement>(selector)];
  const copy = (a: HTMLAnchorElement) => hint(a.href, a.textContent!);
  const home = links("a.brand").map((a) => hint(`${a.href}#_contents`, words("contents")));
  return [
    named(words("chapters"), links(".side > ul > li > a").slice(0, most).map(copy)),
    named(words("lookup"), [...links(".made a").map(copy), ...home]),
  ];
}
