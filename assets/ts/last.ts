// Where a reader left off: the page and the section, for the home page to lead
// back to (home.ts). Home pages, told by the list of all contents, and the page
// of search are no places to go on from. Sites of one host have the same storage,
// so the entry is named after the site's root, which lies above this file.

import { remember } from "./store";

export function noteLast(): void {
  if (document.querySelector(".contents, [data-search-here]")) return;
  document.addEventListener("visibilitychange", () => {
    const at = document.querySelector<HTMLAnchorElement>(".toc [aria-current]");
    const title = document.querySelector("h1")?.textContent;
    remember(`last-${new URL("../", import.meta.url).pathname}`, JSON.stringify([location.pathname + (at?.hash ?? ""), title, at?.textContent, document.documentElement.lang]));
  });
}
