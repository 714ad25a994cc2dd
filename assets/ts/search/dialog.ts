// Where the search stands: in a dialog over any page, or on the page of its own.
// Loaded when the reader opens either.

import { element } from "../element";
import { panel, type Panel } from "./panel";
import { words } from "./words";

let opened: Promise<() => void> | undefined;

/** Opens search, in place where the page is that of search; resolves when it can be typed into. */
export async function open(place: HTMLElement | null): Promise<void> {
  opened ??= place ? onPage(place) : inDialog();
  (await opened)();
}

async function inDialog(): Promise<() => void> {
  const [say] = await Promise.all([words(), styleSheet()]);
  const search = panel(say);
  const close = element("button", { type: "button", class: "search-button search-close" }, say("close"));
  const bar = element("div", { class: "search-bar" }, search.input, close);
  const box = element("dialog", { class: "search", "aria-label": say("label") }, bar, ...search.parts);
  close.addEventListener("click", () => box.close());
  box.addEventListener("click", (e) => {
    const target = e.target as Element;
    // The dialog itself is hit only outside of what it holds.
    if (target === box || target.closest("a")) box.close();
  });
  box.addEventListener("close", search.stop);
  document.body.append(box);
  return () => {
    if (!box.open) box.showModal();
    focus(search);
    search.start();
  };
}

async function onPage(place: HTMLElement): Promise<() => void> {
  const [say, { mount }] = await Promise.all([words(), import("./page")]);
  const search = mount(place, panel, say);
  return () => focus(search);
}

function focus({ input }: Panel): void {
  input.select();
  input.focus({ preventScroll: true });
}

/** The dialog's own style sheet; without it the dialog still works. */
function styleSheet(): Promise<unknown> {
  const link = element("link", { rel: "stylesheet", href: document.body.dataset["searchCss"]! });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}
