// Marks in the contents list where the reader is: the last heading that has
// reached the place where links to headings lead. What lies before it is marked
// as passed, and where the list is folded to a bar, the bar names the section.

export function scrollSpy(): void {
  const toc = document.querySelector<HTMLElement>(".toc");
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".toc li a")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((h) => h !== null);
  const first = headings[0];
  if (!toc || !first) return;
  const here = document.createElement("span");
  toc.querySelector("summary")?.append(here);

  let active: HTMLAnchorElement | undefined;
  const mark = (): void => {
    toc.classList.toggle("far", scrollY > 2 * innerHeight);
    const line = 8 + parseFloat(getComputedStyle(first).scrollMarginTop);
    // What stands in a tab that is not shown is nowhere on the page.
    let at = headings.filter((h) => !h.closest("[hidden]") && h.getBoundingClientRect().top < line).at(-1);
    // The last sections of a page may never reach the line.
    if (innerHeight + scrollY >= document.documentElement.scrollHeight - 2) at = headings.at(-1);
    const link = at && links.get(at.id);
    if (link === active) return;
    active?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    active = link;
    let past = link !== undefined;
    for (const l of links.values()) l.classList.toggle("past", (past &&= l !== link));
    here.textContent = link ? "\u00a0· " + link.textContent : "";
    if (link) keepInView(link);
  };

  let waiting = false;
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
}

/** Scrolls the list, never the page. */
function keepInView(link: HTMLElement): void {
  // Folded to a bar, its list scrolls, else all of it.
  const list = [".toc div", ".toc"].map((box) => link.closest<HTMLElement>(box)).find((box) => box && box.scrollHeight > box.clientHeight);
  if (!list) return;
  const top = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (top < 0 || top > list.clientHeight - 32) list.scrollTop += top - list.clientHeight / 2;
}
