// The preview's script: reloads the page when it changed and lists what the
// author has to mend. It is in pages of `duizhao serve` alone; the events are
// described in generator/serve. It uses the classes of css/live.css.

import { element } from "./element";
import { tell } from "./live/events";
import { follow } from "./live/stream";
import { text } from "./texts";

interface Change {
  /** Escaped URL paths; an empty list means that any page may look different. */
  readonly pages: readonly string[];
  readonly kind: string;
}

interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly text: string;
  readonly hint: string;
}

const dismissedKey = "duizhao-live-dismissed";

let latest = ""; // the list of diagnostics that came last

/** The moment this page is of, as the server told with it; "" if unknown. */
function pageMoment(): string {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.serverTiming.find((entry) => entry.name === "duizhao")?.description ?? "";
}

function concernsThisPage(change: Change): boolean {
  const here = plainPath(location.pathname);
  return change.pages.length === 0 || change.pages.some((page) => plainPath(page) === here);
}

/** One form for all spellings of a page's path. */
function plainPath(path: string): string {
  const page = path.replace(/\/index\.html$/, "/");
  try {
    return decodeURIComponent(page);
  } catch {
    return page; // a stray %
  }
}

/** Shows the diagnostics, given as JSON, unless the same list was dismissed. */
async function show(json: string): Promise<void> {
  latest = json;
  const diagnostics = JSON.parse(json) as Diagnostic[];
  const [title, close] = diagnostics.length > 0 ? [await text("js.live.title"), await text("js.live.close")] : ["", ""];
  if (latest !== json) return; // overtaken while the texts came
  document.querySelector(".live")?.remove();
  if (diagnostics.length === 0 || sessionStorage.getItem(dismissedKey) === json) return;
  // The list says all that matters without the texts.
  document.body.append(panel(diagnostics, title || "duizhao", close || "×", json));
}

/** A region over the page that takes no focus: the author is in the editor. */
function panel(diagnostics: readonly Diagnostic[], title: string, close: string, json: string): HTMLElement {
  const id = "_live-title";
  const lang = document.documentElement.lang;
  const button = element("button", { class: "live-close", type: "button", lang, "aria-label": close }, "×");
  const region = element(
    "section",
    { class: "live", role: "alertdialog", "aria-labelledby": id, lang: "en" }, // as in the terminal
    element("p", { class: "live-title", id, lang }, title),
    button,
    // The keyboard can scroll the list.
    element("ul", { class: "live-list", tabindex: "0", "aria-labelledby": id }, ...diagnostics.map(item)),
  );
  const dismiss = (): void => {
    sessionStorage.setItem(dismissedKey, json);
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
  if (d.file !== "") li.append(element("code", { class: "live-place" }, place(d)), " ");
  li.append(element("strong", { class: "live-severity" }, d.severity), ` ${d.text} [${d.code}]`);
  if (d.hint !== "") li.append(element("span", { class: "live-hint" }, d.hint));
  return li;
}

/** "file:line:column", shorter where parts are unknown. */
function place(d: Diagnostic): string {
  return [d.file, d.line, d.column].filter((part) => part !== 0).join(":");
}

follow(pageMoment(), (news) => {
  tell(news.name, JSON.parse(news.data));
  if (news.name === "diagnostics") void show(news.data);
  else if (news.name === "change" && concernsThisPage(JSON.parse(news.data) as Change)) location.reload(); // browsers keep the scroll position
});
