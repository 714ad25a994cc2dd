// The search itself: a combobox over a list of links, which stands in a dialog
// or on a page of its own.

import { element } from "../element";
import { Engine, fold, maxQuery, type Found, type Result } from "./engine";
import type { Extras, Host } from "./extras";
import { hints } from "./hints";
import { overHTTP } from "./load";
import { keep, recent } from "./recent";
import { group, hint, named } from "./results";
import type { Words } from "./words";

const first = 5; // pages shown at first: each costs its excerpts
const pause = 80; // ms after the last key
const calm = 600; // ms after the last key of a word that is composed
const patience = 400; // ms until the wait is announced

export interface Panel {
  input: HTMLInputElement;
  parts: HTMLElement[]; // what stands below the input
  /** Searches for what the input holds, unless that is done or under way. */
  start(again?: boolean): void;
  /** Gives up what is not shown yet. */
  stop(): void;
}

/** shown is called with each query whose results are shown. */
export function panel(words: Words, shown?: (query: string) => void): Panel {
  const folder = new URL(document.body.dataset["search"]!, location.href);
  const root = new URL("../../", folder);
  const engineOf = (folder: URL) => new Engine(overHTTP(folder));
  const engine = engineOf(folder);

  let timer = 0;
  let composing = false;
  let running = new AbortController();
  let last: string | undefined; // the query that is shown or under way
  let ready: string | undefined; // the query whose results are shown
  let reread = false; // whether the index was read anew for it
  let found: Found | undefined;
  let results: Result[] = [];
  let extras: Promise<Extras> | undefined;
  let active = -1;

  const button = (key: string, work = () => {}) => {
    const b = element("button", { type: "button", class: `search-button search-${key}`, hidden: "" }, words(key));
    b.addEventListener("click", work);
    return b;
  };
  const list = element("div", { role: "listbox", id: "_search-results", class: "search-results", "aria-label": words("results") });
  const input = element("input", {
    type: "text",
    role: "combobox",
    class: "search-input",
    enterkeyhint: "go",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: words("placeholder"),
    "aria-label": words("label"),
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  });
  const status = element("p", { class: "search-status", role: "status" });
  const row = element("div", { class: "search-row" }, status);
  const more = button("more"); // what it does comes with the extras
  const retry = button("retry", () => {
    input.focus(); // the button goes
    start(true);
  });
  const clear = button("clear", () => {
    keep();
    offer();
    input.focus();
  });

  const typed = () => input.value.trim().slice(0, maxQuery);

  const all = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];

  function select(n: number): void {
    const options = all();
    options[active]?.setAttribute("aria-selected", "false");
    const option = options[(active = n)];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
  }

  function say(text: string, failed = false): void {
    status.textContent = text;
    retry.hidden = !failed;
  }

  /** Shows these in place of what is shown. */
  function fill(...groups: (HTMLElement | undefined)[]): void {
    select(-1);
    list.replaceChildren();
    list.scrollTop = 0;
    clear.hidden = more.hidden = true;
    put(...groups);
  }

  function put(...groups: (HTMLElement | undefined)[]): void {
    list.append(...groups.filter((g) => !!g));
    list.hidden = !list.firstChild;
    input.setAttribute("aria-expanded", `${!list.hidden}`);
  }

  /** What stands there before anything is searched. */
  function offer(): void {
    const queries = recent().map(again);
    fill(named(words("recent"), queries), ...hints(words));
    clear.hidden = !queries.length;
  }

  /** An option that searches for a query. */
  function again(query: string): HTMLElement {
    const option = hint(`${folder}?q=${encodeURIComponent(query)}`, query);
    option.dataset["query"] = query;
    return option;
  }

  const stop = () => clearTimeout(timer);

  function start(anew = false): void {
    stop();
    const query = typed();
    if (query === last && !anew) return;
    last = query;
    if ((reread = anew)) engine.index.reset();
    void run(query, renew().signal);
  }

  /** Gives up what is under way. */
  function renew(): AbortController {
    running.abort();
    return (running = new AbortController());
  }

  async function run(query: string, signal: AbortSignal): Promise<void> {
    if (!query) {
      ready = query;
      say("");
      offer();
      shown?.(query);
      // The directory is on its way while the reader types.
      return void engine.first(query, 0, signal).catch(() => 0);
    }
    const wait = setTimeout(() => signal.aborted || say(words("loading")), patience);
    try {
      const answer = await engine.first(query, 0, signal);
      if (signal.aborted) return;
      found = answer.found;
      await show(signal, first);
      if (signal.aborted) return;
      ready = query;
      shown?.(query);
      add(signal);
    } catch (e) {
      if (signal.aborted) return;
      ready = undefined;
      fill();
      trouble(e, signal);
    } finally {
      clearTimeout(wait);
    }
  }

  /** Shows what was found, from its first page on. */
  async function show(signal: AbortSignal, count: number): Promise<void> {
    const wanted = (await host.within?.(found!)) ?? found!;
    let failed: unknown;
    const here = await engine.show(wanted, 0, count, signal, (e) => void (failed = e));
    if (signal.aborted) return;
    if (failed && !(reread && here[0])) throw failed;
    fill(...(results = here).map((r) => group(r, root)));
    const { pages, how, instead } = wanted; // how: why pages are no exact answer
    const { length } = pages;
    const said = length ? words("count", length) : words(found!.pages[0] ? "hidden" : "none").replace("{query}", typed);
    const note = failed ? "lost" : how;
    say(said + (note && ` ${words(note).replace("{instead}", () => instead.join(" "))}`), !!failed);
    if (!length) put(...hints(words));
  }

  /** Tells of an error where reading all anew, once, does not help: the index may have been replaced meanwhile. */
  function trouble(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (!reread) return start(true);
    console.error(error);
    last = undefined; // Enter tries again
    say(words("error"), true);
  }

  /** What comes behind the results; they stand without it. */
  function add(signal: AbortSignal): void {
    extras ??= import("./extras").then((e) => e.extras(host));
    extras.then((add) => add({ query: ready!, found: found!, results }, signal), () => (extras = undefined)).catch(() => 0);
  }

  const host: Host = { words, folder, root, input, list, row, status, more, fold, engineOf, group, named, again, select, put, renew, show, add, trouble };

  function key(e: KeyboardEvent): void {
    // Safari tells of the Enter that ends a composition after its end.
    if (e.isComposing || e.keyCode === 229) return;
    const options = all();
    const move = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (move && options.length) {
      if (active < 0) active = move < 0 ? 0 : Math.max(0, options.findIndex((o) => "best" in o.dataset)) - 1;
      select((active + move + options.length) % options.length);
    } else if ((e.key === "Home" || e.key === "End") && active >= 0 && !e.shiftKey) {
      select(e.key === "Home" ? 0 : options.length - 1);
    } else if (e.key === "Enter") {
      // What is shown may be the answer to an earlier query.
      if (ready === typed()) (options[active] ?? list.querySelector<HTMLElement>("[data-best]"))?.click();
      else start();
    } else return;
    e.preventDefault();
  }

  // On Android words of an alphabet are composed too, all the time: where pinyin
  // may be as well, one that rests is searched for. All else is not what is meant yet.
  const android = /Android/.test(navigator.userAgent);
  input.addEventListener("compositionstart", () => {
    composing = !android || /^(zh|ja|ko)/.test(document.documentElement.lang);
    stop();
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    start();
  });
  input.addEventListener("input", (e) => {
    stop();
    if (!composing || (android && (e as InputEvent).data?.match(/^[a-z]+$/i))) timer = setTimeout(start, composing ? calm : pause);
  });
  input.addEventListener("keydown", key);
  list.addEventListener("click", (e) => {
    const query = (e.target as Element).closest<HTMLElement>("[data-query]")?.dataset["query"];
    if (!query) return (e.target as Element).closest(".search-hint") ? undefined : keep(ready);
    e.preventDefault();
    e.stopPropagation();
    input.value = query;
    input.focus();
    start();
  });

  return {
    input,
    parts: [row, retry, list, more, clear, element("p", { class: "search-keys" }, words("keys"))],
    start,
    stop() {
      stop();
      if (last === ready) return;
      renew();
      last = ready;
    },
  };
}
