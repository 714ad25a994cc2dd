// The page of search: the query stands in its address, so that it can be linked,
// gone back to, and asked for by a browser.

import { element } from "../element";
import type { panel, Panel } from "./panel";
import type { Words } from "./words";

export function mount(place: HTMLElement, make: typeof panel, words: Words): Panel {
  const title = document.title;
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const search = make(words, (query) => {
    const url = new URL(location.href);
    if (query) url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    if (query !== asked().trim()) history.replaceState(null, "", url);
    document.title = query ? `${words("query").replace("{query}", () => query)} · ${title}` : title;
    // The same search in the other languages.
    for (const a of document.querySelectorAll<HTMLAnchorElement>("a[data-lang]")) a.search = url.search;
  });
  const load = () => {
    search.input.value = asked();
    search.start();
  };
  const form = element("form", { role: "search", class: "search-bar" }, search.input);
  form.addEventListener("submit", (e) => e.preventDefault());
  addEventListener("popstate", load);
  place.replaceChildren(form, ...search.parts);
  load();
  return search;
}
