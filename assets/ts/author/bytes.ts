// What the page weighs, beside what the theme allows itself.

import { element } from "../element";
import { logical } from "../live/logical";
import { kilobytes, type Say, section } from "./parts";
import type { File, Kind } from "./told";

const kinds: readonly Kind[] = ["html", "css", "js", "font", "picture", "other"];

/** The theme's limits in bytes, compressed, for a page of 6,000 Han; without formulas it has no fonts. */
const limits: Partial<Record<Kind, number>> = { html: 18_000, css: 8_192, js: 5_632, font: 0 };
/** What 50 formulas may add. */
const formulas: Partial<Record<Kind, number>> = { html: 11_000, font: 35_000 };
/** What only some pages load, by its logical name; generator/bundle/budget_test.go holds the files to it. */
const some: Readonly<Record<string, number>> = {
  "math.css": 3_500, "draw.css": 1_536, "lines.css": 2_048, "calc.css": 2_048, "pair.css": 2_048, "home.css": 1_536, "moved.css": 256,
  "terms.css": 400, "owner.css": 512, "comfort.css": 1_800, "search.css": 2_048,
  "formula.js": 700, "calc.js": 4_096, "pair.js": 700, "tabs.js": 1_300, "home.js": 700, "moved.js": 300, "versions.css": 400, "versions.js": 900,
};

/** The limit of a kind of files in a page; undefined where there is none. */
function limitOf(kind: Kind, own: readonly File[], math: boolean): number | undefined {
  const base = limits[kind];
  if (base === undefined) return undefined;
  return own.reduce((all, file) => all + (some[logical(file.path)] ?? 0), base + (math ? (formulas[kind] ?? 0) : 0));
}

export function bytes(files: readonly File[], say: Say): HTMLElement {
  const math = files.some((file) => logical(file.path) === "math.css");
  const rows = kinds.flatMap((kind) => {
    const own = files.filter((file) => file.kind === kind);
    return own.length ? [row(say(kind), sum(own), limitOf(kind, own, math), say)] : [];
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
