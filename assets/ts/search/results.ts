// Builds the elements that show results. What comes from the index becomes
// text nodes and escaped addresses, never HTML.

import { element } from "../element";
import type { Piece, Result } from "./engine";

/** One page: an option for it and one for each section, number counted from first. */
export function group(result: Result, root: URL, first: number): HTMLElement {
  const lead = result.sections.find((s) => s.id === "");
  const options = [option(root, result.path, "", result.marked, lead?.excerpt ?? [], first, "search-page")];
  for (const s of result.sections) {
    if (s !== lead)
      options.push(option(root, result.path, s.id, s.marked, s.excerpt, first + options.length, "search-section"));
  }
  // Where Enter leads while no option is chosen.
  (lead === result.sections[0] ? options[0]! : options[1]!).dataset["best"] = "";
  return element("div", { role: "group", "aria-label": result.title, class: "search-group" }, ...options);
}

function option(
  root: URL,
  path: string,
  id: string,
  title: Piece[],
  excerpt: Piece[],
  number: number,
  kind: string,
): HTMLElement {
  const href = new URL(path.split("/").map(encodeURIComponent).join("/"), root);
  if (id) href.hash = encodeURIComponent(id);
  const a = element("a", {
    role: "option",
    id: `_search-option-${number}`,
    "aria-selected": "false",
    tabindex: "-1",
    class: `search-option ${kind}`,
    href: href.href,
  });
  a.append(element("span", { class: "search-title" }, ...nodes(title)));
  if (excerpt.length) a.append(element("span", { class: "search-excerpt" }, ...nodes(excerpt)));
  return a;
}

function nodes(pieces: Piece[]): (Node | string)[] {
  return pieces.map((p) => (p.hit ? element("mark", {}, p.text) : p.text));
}
