// Builds the elements that show results. What comes from the index becomes
// text nodes and escaped addresses, never HTML.

import { element } from "../element";
import type { Piece, Result } from "./engine";

let count = 0; // of options ever made: their ids

/** One page: an option for it and one for each section. */
export function group(result: Result, root: URL): HTMLElement {
  const lead = result.sections.find((s) => !s.id);
  const address = (id: string) => {
    const href = new URL(result.path.split("/").map(encodeURIComponent).join("/"), root);
    href.hash = encodeURIComponent(id);
    return href.href;
  };
  const options = [option(address(""), result.marked, lead?.excerpt, "search-page")];
  for (const s of result.sections) {
    if (s !== lead) options.push(option(address(s.id), s.marked, s.excerpt, "search-section"));
  }
  // Where Enter leads while no option is chosen.
  options[+(lead !== result.sections[0])]!.dataset["best"] = "";
  return element("div", { role: "group", "aria-label": result.title, class: "search-group" }, ...options);
}

/** Options under a name that is shown, in the order given; undefined where there are none. */
export function named(name: string, options: HTMLElement[], attributes: Record<string, string> = {}): HTMLElement | undefined {
  if (!options.length) return undefined;
  const title = element("p", { "aria-hidden": "true", class: "search-name" }, name); // the group's label, for the eye
  return element("div", { role: "group", "aria-label": name, class: "search-group" }, title, element("div", { role: "presentation", ...attributes }, ...options));
}

/** What is offered where there are no results. */
export const hint = (href: string, text: string): HTMLElement => option(href, [{ text, hit: false }], [], "search-hint");

function option(href: string, title: Piece[], excerpt: Piece[] = [], kind: string): HTMLElement {
  const a = element("a", {
    role: "option",
    id: `_search-option-${count++}`,
    "aria-selected": "false",
    tabindex: "-1",
    class: `search-option ${kind}`,
    href,
  });
  a.append(element("span", { class: "search-title" }, ...nodes(title)));
  if (excerpt.length) a.append(element("span", { class: "search-excerpt" }, ...nodes(excerpt)));
  return a;
}

function nodes(pieces: Piece[]): (Node | string)[] {
  return pieces.map((p) => (p.hit ? element("mark", {}, p.text) : p.text));
}
