// What comes behind the results of a query: more of them, a filter by chapter,
// names that were perhaps meant, and other languages. Fetched when there are results to add to;
// without it they stand all the same.

import { element } from "../element";
import { across, beside, meant, type About, type Own } from "./across";
import type { Engine, Found, fold } from "./engine";
import type { group, named } from "./results";
import type { Words } from "./words";

const step = 5; // pages shown at a time: each costs its excerpts
const calm = 300; // ms until other languages are asked

/** What the panel lends. */
export interface Host {
  words: Words;
  folder: URL; // of the index
  root: URL; // of the site
  input: HTMLElement;
  list: HTMLElement;
  row: HTMLElement; // with the filter
  status: HTMLElement;
  more: HTMLElement; // the button below the results
  fold: typeof fold;
  engineOf(folder: URL): Engine;
  group: typeof group;
  named: typeof named;
  again(query: string): HTMLElement;
  select(option: number): void;
  put(...groups: HTMLElement[]): void;
  reshow(within: ((all: Found) => Found) | undefined, count?: number, chosen?: number): void;
}

export type Extras = (now: Pick<Own, "query" | "found" | "results">, signal: AbortSignal) => Promise<void>;

export function extras(host: Host): Extras {
  const { words, folder, root } = host;
  const filter = element("select", { class: "search-filter", "aria-label": words("filter") });
  filter.hidden = true;
  host.row.append(filter);
  let about: About | undefined;
  const engines = new Map<string, Engine>();
  const engine = (id: string): Engine => {
    if (!engines.has(id)) engines.set(id, host.engineOf(new URL(`${id}/search/`, root)));
    return engines.get(id)!;
  };

  const chapter = (page: number) => about!.chapters.filter(([, first]) => first <= page).at(-1)?.[0] ?? "";
  const plain = (text: string) => host.fold(text, new Map()).trim().toLowerCase();

  /** Options beside the results, under a name. */
  function put(where: "prepend" | "append", name: string, options: HTMLElement[], attributes?: Record<string, string>): void {
    const box = host.named(name, options, attributes);
    if (!box) return;
    box.classList.add("search-extra");
    if (where === "prepend") host.select(-1); // all others move on
    host.list[where](box);
    host.put();
  }

  let within: ((all: Found) => Found) | undefined;
  filter.addEventListener("change", () => {
    const { value } = filter;
    within = value ? (all) => ({ ...all, pages: all.pages.filter((p) => chapter(p.page) === value) }) : undefined;
    host.reshow(within);
  });

  let shown = 0;
  host.more.addEventListener("click", () => {
    host.input.focus();
    host.reshow(within, shown + step, host.list.querySelectorAll(":scope > :not(.search-extra) > a").length);
  });

  /** Fills the filter with the chapters that have results. */
  function offerChapters(pages: { page: number }[]): void {
    const { value } = filter;
    const counts = new Map(value ? [[value, 0]] : []);
    for (const { page } of pages) counts.set(chapter(page), (counts.get(chapter(page)) ?? 0) + 1);
    const titles = about!.chapters.map(([title]) => title).filter((t) => t && counts.has(t));
    const one = (value: string, text: string) => element("option", { value }, text);
    filter.replaceChildren(one("", words("filter.all")), ...titles.map((t) => one(t, `${t} (${counts.get(t)})`)));
    filter.value = value;
    filter.hidden = titles.length < 2 && !value;
  }

  return async (now, signal) => {
    shown = now.results.length;
    host.more.hidden = shown >= (within ? within(now.found) : now.found).pages.length;
    about ??= await beside<About>(folder, "about.json", signal);
    if (signal.aborted) return;
    offerChapters(now.found.pages);
    await new Promise((done) => setTimeout(done, calm));
    if (signal.aborted) return;
    const own: Own = { ...now, folder, engine, about, plain };
    // What readers may be about to click stays where it is.
    put(now.found.pages.length ? "append" : "prepend", words("meant"), meant(own).map(host.again));
    for await (const { language, results } of across(own, signal)) {
      if (signal.aborted) return;
      const [, lang, name, dir] = language;
      const title = words("also").replace("{lang}", () => name);
      put("append", title, results.map((r) => host.group(r, root)), { lang, dir });
      host.status.append(` · ${title}`);
    }
  };
}
