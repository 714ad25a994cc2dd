// The menu and the contents list on narrow screens, and many languages. They are <details> that work
// without this; here they close where a reader expects it.

export function closeMenus(): void {
  const open = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>(".menu[open], .toc > details[open], .langs > [open]")];

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const at = event.target as Element;
    if (at.closest(".toc a") || !at.closest(".menu, .side, .toc, .langs")) for (const menu of open()) menu.open = false;
  });

  // Long lists start at the current page.
  const here = document.querySelector<HTMLElement>(".side [aria-current=page]");
  const list = here?.closest<HTMLElement>(".side");
  if (here && list) list.scrollTop = here.offsetTop - list.clientHeight / 3;
}
