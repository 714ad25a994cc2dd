// Marks in the contents list where the reader is: the last heading that has
// reached the place where links to headings lead. What lies before it is marked
// as passed, and where the list is folded to a bar, the bar names the section.

export function scrollSpy(): void {
  const toc = document.querySelector(".toc");
  if (!toc) return;
  const here = document.createElement("span");
  toc.querySelector("summary")?.append(here);

  let active: HTMLAnchorElement | undefined;
  const mark = (): void => {
    toc.classList.toggle("far", scrollY > 2 * innerHeight);
    // Looked for each time: in the preview they change.
    const links = [...toc.querySelectorAll<HTMLAnchorElement>("li a")];
    const headings = links.map((l) => document.getElementById(decodeURIComponent(l.hash.slice(1))));
    // What stands in a tab that is not shown is nowhere on the page.
    const line = (h: Element): boolean => !h.closest("[hidden]") && h.getBoundingClientRect().top < 8 + parseFloat(getComputedStyle(h).scrollMarginTop);
    let at = headings.findLastIndex((h) => h && line(h));
    // The last sections of a page may never reach the line.
    if (innerHeight + scrollY >= document.documentElement.scrollHeight - 2) at = links.length - 1;
    const link = links[at];
    if (link === active) return;
    active?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    active = link;
    links.forEach((l, i) => l.classList.toggle("past", i < at));
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
