// Keeps what a reader looks at where it is while the page around it changes.

import { line } from "../place";

// What may be longer than a window.
const holds = "ul, ol, li, dl, dd, table, tbody, tr, div, section, blockquote, details, figure, pre";
const near = 20; // blocks on either side, for one that goes with the change

const box = (e: Element): DOMRect => e.getBoundingClientRect();
const isShown = (e: Element): boolean => e.isConnected && e.getClientRects().length > 0;

/** The blocks of the page's text. */
function blocks(): Element[] {
  return [...document.querySelectorAll("article > *, main > *:not(article), .row > * > *")].filter(isShown);
}

/** The first block that is not above the line at which a reader reads. */
export function atLine(): Element | undefined {
  const top = line() + 1;
  return blocks().find((b) => !b.matches("article, .row") && box(b).bottom > top);
}

/** Notes what stands at the reading line; what it returns puts it there again. */
export function hold(): () => void {
  const html = document.documentElement;
  if (window.scrollY < 1) return () => undefined; // at its beginning a page stays
  const top = line() + 1;
  const all = blocks();
  const at = all.findIndex((b) => box(b).bottom > top);
  const chain: Element[] = [];
  for (let e: Element | undefined = all[at]; e; e = e.matches(holds) ? [...e.children].find((c) => isShown(c) && box(c).bottom > top) : undefined) {
    chain.unshift(e);
  }
  chain.push(...all.slice(at + 1, at + near), ...all.slice(Math.max(0, at - near), at).reverse());
  const tops = chain.map((e) => box(e).top);
  html.classList.add("live-patching"); // else the browser, which does it too, would do it again
  return () => {
    const still = chain.findIndex(isShown);
    const by = still < 0 ? 0 : box(chain[still]!).top - tops[still]!;
    if (by !== 0) window.scrollBy({ top: by, behavior: "instant" });
    window.setTimeout(() => html.classList.remove("live-patching"), 100);
  };
}

/** Carries over what a reader did to an element to the one that replaced it. */
export function carry(before: Element, after: Element, focused: Element | null): void {
  const both = (selector: string): [Element[], Element[]] => [[...before.querySelectorAll(selector)], [...after.querySelectorAll(selector)]];
  const [open, opens] = both("details");
  if (before instanceof HTMLDetailsElement) (after as HTMLDetailsElement).open = before.open;
  if (open.length === opens.length) open.forEach((e, i) => ((opens[i] as HTMLDetailsElement).open = (e as HTMLDetailsElement).open));
  if (!focused || !before.contains(focused)) return;
  const reachable = "a, button, input, textarea, select, summary, [tabindex]";
  const [had, has] = both(reachable);
  const next = focused === before ? after : has[had.indexOf(focused)];
  (next as HTMLElement | undefined)?.focus({ preventScroll: true });
}
