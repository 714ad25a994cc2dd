// Marks in the contents list where the reader is: the last heading that has
// reached the place where links to headings lead.

export function scrollSpy(): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".toc a")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((h) => h !== null);
  const first = headings[0];
  if (!first) return;

  let active: HTMLAnchorElement | undefined;
  const mark = (): void => {
    const line = 8 + parseFloat(getComputedStyle(first).scrollMarginTop);
    // What stands in a tab that is not shown is nowhere on the page.
    let at = headings.filter((h) => !h.closest("[hidden]") && h.getBoundingClientRect().top < line).at(-1);
    // The last sections of a page may never reach the line.
    if (window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2) at = headings.at(-1);
    const link = at && links.get(at.id);
    if (link === active) return;
    active?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    active = link;
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
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon, { passive: true });
  mark();
}

/** Scrolls the list, never the page. */
function keepInView(link: HTMLElement): void {
  const list = link.closest<HTMLElement>(".toc nav");
  if (!list) return;
  const top = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (top < 0 || top > list.clientHeight - 32) list.scrollTop += top - list.clientHeight / 2;
}
