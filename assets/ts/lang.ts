// The language links: they land on the same heading, whose id is the same in
// both languages, and the choice is remembered for the root page.

import { remember } from "./store";

export function languageLinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-lang]")) {
    link.addEventListener("click", () => {
      remember("lang", link.dataset["lang"] ?? "");
      if (!link.hash) link.hash = location.hash;
    });
  }
}
