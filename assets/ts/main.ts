// What every page of the site does beyond showing itself. Each feature is a
// module of its own; a page without it stays readable. Search is fetched when
// a reader opens it. What such a part shares with this file must be imported
// lazily here too (see texts.ts in copy.ts), or it becomes a file of its own
// that every page has to wait for.

import { copyButtons } from "./copy";
import { keys } from "./keys";
import { languageLinks } from "./lang";
import { noteLast } from "./last";
import { closeMenus } from "./menu";
import { termCards } from "./terms";
import { themeButton } from "./theme";
import { scrollSpy } from "./toc";

const searchPage = document.querySelector<HTMLElement>("[data-search-here]");

function openSearch(): void {
  import("./search/dialog")
    .then((search) => search.open(searchPage))
    .catch(() => {
      // The files of a page from before the last deploy are gone; those that
      // the page of search names are there.
      if (searchPage) searchPage.textContent = searchPage.dataset["failed"] ?? "";
      else location.assign(document.body.dataset["search"] ?? "");
    });
}

document.querySelector("[data-open=search]")?.addEventListener("click", openSearch);
if (searchPage) openSearch();
keys(openSearch);
themeButton();
copyButtons();
closeMenus();
languageLinks();
scrollSpy();
termCards();
noteLast();
