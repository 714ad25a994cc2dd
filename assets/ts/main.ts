// What every page of the site does beyond showing itself. Each feature is a
// module of its own; a page without it stays readable. Search and the dialogs of
// comfort/ are fetched when a reader opens them. What such a part shares with this file must be imported
// lazily here too (see comfort/told.ts in copy.ts), or it becomes a file of its own
// that every page has to wait for.

import { copyButtons } from "./copy";
import { keys } from "./keys";
import { languageLinks } from "./lang";
import { noteLast } from "./last";
import { closeMenus } from "./menu";
import { say } from "./say";
import { termCards } from "./terms";
import { followTheme } from "./theme";
import { scrollSpy } from "./toc";

const searchPage = document.querySelector<HTMLElement>("[data-search-here]");

function openSearch(): void {
  import("./search/dialog")
    .then((search) => search.open(searchPage))
    .catch(() => {
      const { search, failed } = document.body.dataset as { search: string; failed: string };
      if (searchPage) searchPage.textContent = failed;
      // The files of a page from before the last deploy are gone; those that the
      // page of search names are there, where there is a connection at all.
      else if (navigator.onLine) location.assign(search);
      else say(failed);
    });
}

/** Does what a button or a key asks for. */
function open(what: string): void {
  if (what === "search") openSearch();
  else void import("./comfort/desk").then((desk) => desk.ask(what, say));
}

document.addEventListener("click", (event) => {
  const what = (event.target as Element).closest<HTMLElement>("[data-open]")?.dataset["open"];
  if (what) open(what);
});
if (searchPage) openSearch();
keys(open);
followTheme();
copyButtons();
closeMenus();
languageLinks();
scrollSpy();
termCards();
noteLast();
if (document.querySelector("article :is(img, .chart)")) void import("./comfort/pictures");
