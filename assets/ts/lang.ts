// The links to the page in other languages, and in two: they keep the reader's
// place (place.ts), and the language chosen is remembered for the root page.

import { keepPlace, restorePlace } from "./place";
import { remember } from "./store";

export function languageLinks(): void {
  restorePlace();
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-lang], a[data-place]");
    if (!link) return;
    if (link.dataset["lang"]) remember("lang", link.dataset["lang"]);
    // A new tab or window is another place.
    const here = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (here) link.hash = keepPlace();
  });
}
