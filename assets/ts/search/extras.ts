// What comes behind the results of a query: more of them, a filter by chapter,
// names that were perhaps meant, and other languages. Fetched when there are
// results to add to; without it they stand all the same.

import { element } from "../element";
import { across, beside, meant, type About, type Own } from "./across";
import type { Engine, Found, fold } from "./engine";
import type { group, named } from "./results";
import type { Words } from "./words";

const maxQuery = 200; // of query.ts, which is in another file
const step = 5; // pages shown at a time: each costs its excerpts
const calm = 300; // ms until other languages are asked

/** What the panel lends. */
export interface Host {
  words: Words;
  folder: URL; // of the index
  root: URL; // of the site
  input: HTMLInputElement;
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
  renew(): AbortController;
  show(signal: AbortSignal, count: number): Promise<void>;
  add(signal: AbortSignal): void;
  trouble(error: unknown, signal: AbortSignal): void;
  within?: ((all: Found) => Promise<Found>) | undefined; // what the filter lets pass
}

export type Extras = (now: Pick<Own, "query" | "found" | "results">, signal: AbortSignal) => Promise<void>;

export function extras(host: Host): Extras {
  const { words, folder, root } = host;
  const filter = element("select", { class: "search-filter", "aria-label": words("filter") });
  filter.hidden = true;
  host.row.append(filter);
  let about: About | undefined;
  let of: Found["of"] | undefined; // the index that it is about
  let only = -1; // the chapter that the filter lets pass
  let engines: Record<string, Engine> = {};
  const engine = (id: string): Engine => (engines[id] ??= host.engineOf(new URL(`${id}/search/`, root)));

  const chapter = (page: number) => about!.chapters.filter(([, first]) => first <= page).length - 1;

  /** Reads what is beside the index that has what was found; another one numbers its pages anew, and was published
   *  with others of the other languages. */
  async function know(found: Found, signal?: AbortSignal): Promise<void> {
    if (of === found.of) return;
    about = await beside<About>(folder, "about.json", signal);
    of = found.of; // its chapters are where they were, in all likelihood
    engines = {};
  }

  // Each form is compared with each word of a query.
  const folded: Record<string, string> = {};
  const plain = (text: string) => (folded[text + " "] ??= host.fold(text, new Map()).trim().toLowerCase());

  /** Options beside the results, under a name. */
  function put(where: "prepend" | "append", name: string, options: HTMLElement[], attributes?: Record<string, string>): void {
    const box = host.named(name, options, attributes);
    if (!box) return;
    box.classList.add("search-extra");
    if (where === "prepend") host.select(-1); // all others move on
    host.list[where](box);
    host.put();
  }

  // What is searched next is searched everywhere.
  host.input.addEventListener("input", () => {
    if (host.input.value.trim()) return;
    only = -1;
    filter.hidden = true;
  });

  /** Shows so many pages of what was found again, and chooses an option. */
  function reshow(count: number, chosen: number): void {
    const { signal } = host.renew();
    host
      .show(signal, count)
      .then(() => (host.select(chosen), host.add(signal)))
      .catch((e) => host.trouble(e, signal));
  }

  const within = async (all: Found) => {
    await know(all);
    return only < 0 ? all : { ...all, pages: all.pages.filter((p) => chapter(p.page) === only) };
  };
  filter.addEventListener("change", () => {
    only = +filter.value;
    host.within = within;
    reshow(step, -1);
  });

  let shown = 0;
  host.more.addEventListener("click", () => {
    host.input.focus();
    reshow(shown + step, host.list.querySelectorAll(":scope > :not(.search-extra) > a").length);
  });

  /** Fills the filter with the chapters that have results. */
  function offerChapters(pages: { page: number }[]): void {
    const counts = about!.chapters.map(() => 0);
    for (const { page } of pages) counts[chapter(page)]!++;
    const one = (value: number, text: string) => element("option", { value: `${value}` }, text);
    const some = about!.chapters.flatMap(([title], i) => (title && (counts[i] || i === only) ? [one(i, `${title} (${counts[i]})`)] : []));
    filter.replaceChildren(one(-1, words("filter.all")), ...some);
    filter.value = `${only}`;
    filter.hidden = some.length < 2 && only < 0;
  }

  return async (now, signal) => {
    shown = now.results.length;
    const { length } = now.query;
    if (length >= maxQuery && host.input.value.trim().length > length) host.status.append(` · ${words("long", length)}`);
    host.more.hidden = shown >= ((await host.within?.(now.found)) ?? now.found).pages.length;
    await know(now.found, signal);
    if (signal.aborted) return;
    offerChapters(now.found.pages);
    await new Promise((done) => setTimeout(done, calm));
    if (signal.aborted) return;
    const own: Own = { ...now, folder, engine, about: about!, plain };
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
