// The preview's script: reloads the page when it changed and lists what the
// author has to mend. It is in pages of `duizhao serve` alone; the events are
// described in generator/serve. It uses the classes of css/live.css.

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

const address = "/_duizhao/events";
const firstWait = 250; // milliseconds before the first attempt to connect again
const longestWait = 5000;
const dismissedKey = "duizhao-live-dismissed";

let stream: EventSource | undefined;
let timer: number | undefined;
let wait = firstWait;
let seen = pageMoment();
let latest = ""; // the list of diagnostics that came last

/** The moment this page is of, as the server told with it; "" if unknown. */
function pageMoment(): string {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.serverTiming.find((entry) => entry.name === "duizhao")?.description ?? "";
}

/** Opens the stream. The server tells at once what was missed since `seen`. */
function connect(): void {
  close();
  stream = new EventSource(seen === "" ? address : `${address}?since=${encodeURIComponent(seen)}`);
  stream.addEventListener("open", () => {
    wait = firstWait;
  });
  stream.addEventListener("change", (event) => {
    seen = event.lastEventId;
    if (concernsThisPage(JSON.parse(event.data as string) as Change)) {
      close();
      location.reload(); // browsers keep the scroll position
    }
  });
  stream.addEventListener("diagnostics", (event) => {
    seen = event.lastEventId;
    void show(event.data as string);
  });
  // Left to itself a browser gives up after an answer that is not a stream.
  stream.addEventListener("error", () => {
    close();
    timer = window.setTimeout(connect, wait);
    wait = Math.min(wait * 2, longestWait);
  });
}

function close(): void {
  window.clearTimeout(timer);
  stream?.close();
  stream = undefined;
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
  const words = diagnostics.length > 0 ? await texts() : {};
  if (latest !== json) return; // overtaken while the texts came
  document.querySelector(".live")?.remove();
  if (diagnostics.length === 0 || sessionStorage.getItem(dismissedKey) === json) return;
  document.body.append(panel(diagnostics, words, json));
}

/** The interface's texts in the page's language; empty if they cannot be had. */
async function texts(): Promise<Record<string, string>> {
  const url = document.body.dataset["texts"];
  if (url === undefined) return {};
  try {
    return (await (await fetch(url)).json()) as Record<string, string>;
  } catch {
    return {}; // the list below says all that matters without them
  }
}

/** A region over the page that takes no focus: the author is in the editor. */
function panel(diagnostics: readonly Diagnostic[], words: Record<string, string>, json: string): HTMLElement {
  const title = element("p", "live-title", words["js.live.title"] ?? "duizhao");
  title.id = "live-title";
  const list = element("ul", "live-list");
  list.append(...diagnostics.map(item));
  list.tabIndex = 0; // so that the keyboard can scroll it
  list.setAttribute("aria-labelledby", title.id);
  const button = element("button", "live-close", "×");
  button.type = "button";
  button.setAttribute("aria-label", words["js.live.close"] ?? "×");
  const region = element("section", "live");
  region.setAttribute("role", "alertdialog");
  region.setAttribute("aria-labelledby", title.id);
  region.lang = "en"; // as in the terminal
  title.lang = button.lang = document.documentElement.lang;
  const dismiss = (): void => {
    sessionStorage.setItem(dismissedKey, json);
    region.remove();
  };
  button.addEventListener("click", dismiss);
  region.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  region.append(title, button, list);
  return region;
}

function item(d: Diagnostic): HTMLElement {
  const li = element("li", "live-item");
  if (d.file !== "") li.append(element("code", "live-place", place(d)), " ");
  li.append(element("strong", "live-severity", d.severity), ` ${d.text} [${d.code}]`);
  if (d.hint !== "") li.append(element("span", "live-hint", d.hint));
  return li;
}

/** "file:line:column", shorter where parts are unknown. */
function place(d: Diagnostic): string {
  return [d.file, d.line, d.column].filter((part) => part !== 0).join(":");
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

window.addEventListener("pagehide", close);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) connect();
});
connect();

export {};
