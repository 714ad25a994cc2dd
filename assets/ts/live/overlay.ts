// Lists over the page what the author has to mend, with the lines it is about. The
// list takes no focus, for the author is in the editor, and stays closed until there
// is something else to mend. It uses the classes of css/live.css.

import { element } from "../element";
import { say } from "../say";
import { text } from "../texts";
import { onEvent } from "./events";
import { editorURL, sources } from "./source";

/** What is to be mended, as the server tells it (generator/serve). */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly text: string;
  readonly hint: string;
  /** The line: before, in and behind the marked columns. */
  readonly frame?: readonly [string, string, string];
}

const dismissedKey = "duizhao-live-dismissed";

let latest: readonly Diagnostic[] = [];

/** Shows what is wrong, as it stands. */
export function listDiagnostics(): void {
  onEvent<readonly Diagnostic[]>("diagnostics", (found) => void show(found));
  onEvent("hello", () => void show(latest)); // with links to the editor
}

/** What tells one list from another, wherever in their files things stand. */
const named = (found: readonly Diagnostic[]): string => JSON.stringify(found.map((d) => [d.file, d.code, d.text]));

async function show(found: readonly Diagnostic[]): Promise<void> {
  latest = found;
  const [title, close] = found.length > 0 ? [await text("js.live.title"), await text("js.live.close")] : ["", ""];
  if (latest !== found) return; // overtaken while the texts came
  const before = document.querySelector(".live");
  const focused = before?.contains(document.activeElement) ?? false;
  const scrolled = before?.querySelector(".live-list")?.scrollTop ?? 0;
  before?.remove();
  if (found.length === 0 || sessionStorage.getItem(dismissedKey) === named(found)) return;
  // The list says all that matters without the texts.
  const region = panel(found, title || "duizhao", close || "×");
  document.body.append(region);
  const list = region.querySelector<HTMLElement>(".live-list");
  if (list) list.scrollTop = scrolled;
  if (focused) list?.focus();
  else if (!before && title) say(title);
}

function panel(found: readonly Diagnostic[], title: string, close: string): HTMLElement {
  const id = "_live-title";
  const lang = document.documentElement.lang;
  const button = element("button", { class: "live-close", type: "button", lang, "aria-label": close }, "×");
  const own = sources();
  const here = (d: Diagnostic): boolean => own.includes(d.file);
  const sorted = [...found.filter(here), ...found.filter((d) => !here(d))]; // those of this page first
  const region = element(
    "section",
    { class: "live", role: "alertdialog", "aria-labelledby": id, lang: "en" }, // as in the terminal
    element("p", { class: "live-title", id, lang }, title),
    button,
    // The keyboard can scroll the list.
    element("ul", { class: "live-list", tabindex: "0", "aria-labelledby": id }, ...sorted.map(item)),
  );
  const dismiss = (): void => {
    sessionStorage.setItem(dismissedKey, named(found));
    region.remove();
  };
  button.addEventListener("click", dismiss);
  region.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  return region;
}

function item(d: Diagnostic): HTMLElement {
  const li = element("li", { class: "live-item" });
  if (d.file !== "") li.append(placeOf(d), " ");
  li.append(element("strong", { class: "live-severity" }, d.severity), ` ${d.text} [${d.code}]`);
  if (d.frame) li.append(frame(d.line, d.frame));
  if (d.hint !== "") li.append(element("span", { class: "live-hint" }, d.hint));
  return li;
}

/** "file:line:column", shorter where parts are unknown; it leads to the editor. */
function placeOf(d: Diagnostic): HTMLElement {
  const words = [d.file, d.line, d.column].filter((part) => part !== 0).join(":");
  const url = editorURL(d.file, d.line, d.column);
  return url ? element("a", { class: "live-place", href: url }, words) : element("code", { class: "live-place" }, words);
}

/** The line with its marked columns; a place without width is a gap. */
function frame(line: number, [before, marked, behind]: readonly [string, string, string]): HTMLElement {
  const mark = element("mark", marked === "" ? { class: "live-gap" } : {}, marked);
  return element("code", { class: "live-frame", dir: "auto" }, element("span", { class: "live-line" }, String(line)), before, mark, behind);
}
