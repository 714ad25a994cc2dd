// The search dialog: a combobox over a list of links. Loaded when the reader
// opens search for the first time.

import { Engine, Stale, type Found } from "./engine";
import { element } from "../element";
import { text } from "../texts";
import { overHTTP } from "./load";
import { group } from "./results";

const step = 5; // pages shown at a time: each costs its excerpts
const pause = 80; // ms after the last key
const patience = 400; // ms until the wait is announced

let dialog: SearchDialog | undefined;

/** Opens the search dialog; resolves when it can be typed into. */
export async function open(): Promise<void> {
  dialog ??= new SearchDialog(await words());
  await dialog.open();
}

const keys = [
  "label",
  "placeholder",
  "close",
  "results",
  "loading",
  "none",
  "split",
  "more",
  "error",
  "retry",
  "keys",
  "count.one",
  "count.other",
];

type Words = (key: string, n?: number) => string;

/** The interface's words; a key that is missing stands for itself. */
async function words(): Promise<Words> {
  const table = new Map(await Promise.all(keys.map(async (key) => [key, await text(`search.${key}`)] as const)));
  const language = new Intl.Locale(document.documentElement.lang || "en");
  const plural = new Intl.PluralRules(language);
  // As generator/render: European digits, unless the language's tag names others.
  const digits = new Intl.NumberFormat(language, { numberingSystem: language.numberingSystem ?? "latn" });
  return (key, n) => {
    if (n === undefined) return table.get(key) || `search.${key}`;
    const found = table.get(`${key}.${plural.select(n)}`) || table.get(`${key}.other`) || `search.${key} {n}`;
    return found.replace("{n}", digits.format(n));
  };
}

class SearchDialog {
  private readonly folder = new URL(document.body.dataset.search ?? "search/", location.href);
  private readonly engine = new Engine(overHTTP(this.folder));
  private readonly root = new URL("../../", this.folder);
  private readonly input: HTMLInputElement;
  private readonly status = element("p", { class: "search-status", role: "status" });
  private readonly list: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly retry: HTMLButtonElement;
  private readonly box: HTMLDialogElement;
  private readonly style: Promise<void>;
  private timer = 0;
  private composing = false;
  private running: AbortController | undefined;
  private last: string | undefined; // the query that is shown or under way
  private ready: string | undefined; // the query whose results are shown
  private found: Found | undefined;
  private shown = 0;
  private active = -1;

  constructor(private readonly words: Words) {
    this.style = styleSheet();
    this.list = element("div", {
      role: "listbox",
      id: "_search-results",
      class: "search-results",
      "aria-label": words("results"),
    });
    this.input = element("input", {
      type: "text",
      role: "combobox",
      class: "search-input",
      inputmode: "search",
      enterkeyhint: "go",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: words("placeholder"),
      "aria-label": words("label"),
      "aria-autocomplete": "list",
      "aria-controls": "_search-results",
      "aria-expanded": "false",
    });
    const close = this.button("close", () => this.box.close());
    this.more = this.button("more", () => void this.showMore());
    this.retry = this.button("retry", () => this.start(true));
    this.list.hidden = this.more.hidden = this.retry.hidden = true;
    const bar = element("div", { class: "search-bar" }, this.input, close);
    const keys = element("p", { class: "search-keys" }, words("keys"));
    this.box = element(
      "dialog",
      { class: "search", "aria-label": words("label") },
      bar,
      this.status,
      this.retry,
      this.list,
      this.more,
      keys,
    );
    this.listen();
    document.body.append(this.box);
  }

  async open(): Promise<void> {
    await this.style;
    if (!this.box.open) this.box.showModal();
    this.input.select();
    this.input.focus();
    // The directory is on its way while the reader types.
    if (this.last === undefined) this.engine.search("").catch(() => undefined);
  }

  private button(key: string, work: () => void): HTMLButtonElement {
    const b = element("button", { type: "button", class: `search-button search-${key}` }, this.words(key));
    b.addEventListener("click", work);
    return b;
  }

  private listen(): void {
    this.input.addEventListener("compositionstart", () => {
      this.composing = true;
      clearTimeout(this.timer);
    });
    this.input.addEventListener("compositionend", () => {
      this.composing = false;
      this.start();
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      if (!this.composing) this.timer = window.setTimeout(() => this.start(), pause);
    });
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.box.addEventListener("click", (e) => {
      const target = e.target as Element;
      // The dialog itself is hit only outside of what it holds.
      if (target === this.box || target.closest("a")) this.box.close();
    });
    this.box.addEventListener("close", () => {
      clearTimeout(this.timer);
      this.composing = false;
    });
  }

  private key(e: KeyboardEvent): void {
    if (e.isComposing || this.composing) return;
    const options = this.options();
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && options.length) {
      const move = e.key === "ArrowDown" ? 1 : -1;
      if (this.active < 0 && move > 0) this.active = Math.max(0, options.findIndex((o) => "best" in o.dataset)) - 1;
      this.select(
        this.active < 0 && move < 0 ? options.length - 1 : (this.active + move + options.length) % options.length,
      );
    } else if (e.key === "Enter") {
      // What is shown may be the answer to an earlier query.
      if (this.ready === this.input.value.trim())
        (options[this.active] ?? this.list.querySelector<HTMLElement>("[data-best]"))?.click();
      else this.start();
    } else return;
    e.preventDefault();
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private select(n: number): void {
    const options = this.options();
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = n;
    const option = options[n];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  /** Searches for what the input holds, unless that is done or under way. */
  private start(again = false): void {
    clearTimeout(this.timer);
    const query = this.input.value.trim();
    if (query === this.last && !again) return;
    this.last = query;
    this.running?.abort();
    this.running = new AbortController();
    void this.run(query, this.running.signal);
  }

  private async run(query: string, signal: AbortSignal): Promise<void> {
    const wait = window.setTimeout(() => this.say(this.words("loading")), patience);
    signal.addEventListener("abort", () => clearTimeout(wait));
    try {
      const { found, results } = await this.engine.first(query, step, signal);
      if (signal.aborted) return;
      this.found = found;
      this.ready = query;
      this.list.replaceChildren();
      this.list.scrollTop = 0;
      this.shown = 0;
      this.select(-1);
      this.append(results);
      this.say(query ? this.summary(query, found) : "");
    } catch (e) {
      if (signal.aborted) return;
      this.found = this.ready = undefined;
      this.list.replaceChildren();
      this.select(-1);
      this.append([]);
      this.fail(e);
    } finally {
      clearTimeout(wait);
    }
  }

  private async showMore(): Promise<void> {
    const { found, running } = this;
    if (!found || !running) return;
    try {
      const results = await this.engine.show(found, this.shown, step, running.signal);
      if (running.signal.aborted) return;
      const next = this.options().length;
      this.append(results);
      this.input.focus();
      this.select(next);
    } catch (e) {
      if (running.signal.aborted) return;
      if (e instanceof Stale) this.start(true);
      else this.fail(e);
    }
  }

  private append(results: Parameters<typeof group>[0][]): void {
    for (const r of results) this.list.append(group(r, this.root, this.options().length));
    this.shown += results.length;
    this.more.hidden = this.shown >= (this.found?.pages.length ?? 0);
    this.list.hidden = !this.list.childElementCount;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  private summary(query: string, found: Found): string {
    if (!found.pages.length) return this.words("none").replace("{query}", () => query);
    return this.words("count", found.pages.length) + (found.split ? ` ${this.words("split")}` : "");
  }

  private say(text: string): void {
    this.retry.hidden = true;
    this.status.textContent = text;
  }

  private fail(error: unknown): void {
    console.error(error);
    this.say(this.words("error"));
    this.retry.hidden = false;
  }
}

/** The dialog's own style sheet; without it the dialog still works. */
function styleSheet(): Promise<void> {
  const href = document.body.dataset.searchCss;
  if (!href) return Promise.resolve();
  const link = element("link", { rel: "stylesheet", href });
  return new Promise((done) => {
    link.addEventListener("load", () => done());
    link.addEventListener("error", () => done());
    document.head.append(link);
  });
}
