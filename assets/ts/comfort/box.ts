// The dialogs of a reader's comfort: one at a time, loaded with their style when
// first asked for.

import { texts } from "../texts";

/** Makes an element; what element.ts does, which search must not share. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...children);
  return e;
}

export type Say = (key: string) => string;

/** The texts below js. in the page's language; a key itself where they cannot be had. */
export async function words(): Promise<Say> {
  const [table] = await Promise.all([texts(), styled()]);
  return (key) => table[`js.${key}`] ?? key;
}

let sheet: Promise<unknown> | undefined;

/** Loads css/comfort.css; without it the dialogs still work. */
export function styled(): Promise<unknown> {
  sheet ??= new Promise((done) => {
    const link = make("link", { rel: "stylesheet", href: document.body.dataset["comfort"] ?? "" });
    link.onload = link.onerror = done;
    document.head.append(link);
  });
  return sheet;
}

let count = 0; // of the titles, which need ids

/** A dialog with a title and a button that closes it; it leaves the page when closed. */
export function box(kind: string, title: string, close: string, ...content: Node[]): HTMLDialogElement {
  const id = `_comfort-${++count}`;
  const button = make("button", { class: "comfort-close", type: "button", "aria-label": close, title: close }, "×");
  const head = make("div", { class: "comfort-head" }, make("h2", { id, class: "comfort-title" }, title), button);
  const dialog = make("dialog", { class: `comfort ${kind}`, "aria-labelledby": id }, head, ...content);
  button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the dialog itself is hit only outside of what it holds
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal(); // gives the focus back to where it was, once closed
  return dialog;
}

/** Reports whether a dialog is open: a second press of a key opens no second one. */
export function busy(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

let speaking: number | undefined;

/**
 * Announces in a live region of the dialog's own: that of the page is out of
 * reach while a dialog is open.
 */
export function announce(dialog: HTMLElement, message: string): void {
  let region = dialog.querySelector<HTMLElement>("[role=status]");
  if (!region) dialog.append((region = make("p", { class: "vh", role: "status" })));
  region.textContent = "";
  window.clearTimeout(speaking);
  speaking = window.setTimeout(() => (region.textContent = message), 50);
}
