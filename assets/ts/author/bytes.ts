// What the page weighs, beside what the theme allows itself.

import { element } from "../element";
import { kilobytes, type Say, section } from "./parts";
import type { File, Kind } from "./told";

const kinds: readonly Kind[] = ["html", "css", "js", "font", "picture", "other"];

/** The theme's limits in bytes, compressed; with formulas there are more of them. */
const limits: Partial<Record<Kind, number>> = { html: 18_000, css: 8_000, js: 5_500, font: 0 };
const formulas: Partial<Record<Kind, number>> = { html: 11_000, css: 3_500, js: 700, font: 35_000 };

export function bytes(files: readonly File[], say: Say): HTMLElement {
  const math = files.some((file) => /\/math-[^/]*\.css$/.test(file.path));
  const rows = kinds.flatMap((kind) => {
    const own = files.filter((file) => file.kind === kind);
    const limit = limits[kind];
    return own.length ? [row(say(kind), sum(own), limit === undefined ? undefined : limit + (math ? (formulas[kind] ?? 0) : 0), say)] : [];
  });
  const head = element("tr", {}, ...["what", "size", "limit"].map((key) => element("th", { scope: "col" }, say(key))));
  const heaviest = [...files].sort((a, b) => b.gzip - a.gzip);
  return section(
    "bytes",
    say("bytes"),
    element(
      "table",
      { class: "author-table", "aria-labelledby": "_author-bytes" },
      element("thead", {}, head),
      element("tbody", {}, ...rows),
      element("tfoot", {}, row(say("total"), sum(files), undefined, say)),
    ),
    element(
      "details",
      { class: "author-files", "data-author": "files" },
      element("summary", { "data-author": "files-open" }, say("files", { n: files.length })),
      element("ul", { class: "author-list" }, ...heaviest.map((file) => element("li", {}, element("code", { dir: "ltr" }, file.path), ` ${kilobytes(file.gzip)}`))),
    ),
    element("p", { class: "author-hint" }, say("bytes.hint")),
  );
}

const sum = (files: readonly File[]): number => files.reduce((all, file) => all + file.gzip, 0);

function row(name: string, got: number, limit: number | undefined, say: Say): HTMLElement {
  const over = limit !== undefined && got > limit;
  const cells: (string | Node)[] = [kilobytes(got), limit === undefined ? "–" : kilobytes(limit)];
  const made = element("tr", {}, element("th", { scope: "row" }, name), ...cells.map((cell) => element("td", {}, cell)));
  if (over) made.lastElementChild?.append(element("strong", { class: "author-over" }, say("over", { n: kilobytes(got - limit) })));
  return made;
}
