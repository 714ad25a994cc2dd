// Small parts that the sections of the panel are made of.

import { element } from "../element";
import { editorURL } from "../live/source";

/** Returns the text of the interface below js.author, with values filled in. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

const numbers = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 1 });

/** Makes a Say of the table of texts. */
export function sayer(table: Record<string, string>): Say {
  return (key, values = {}) =>
    (table[`js.author.${key}`] ?? key).replace(/\{(\w+)\}/g, (all, name: string) => {
      const value = values[name];
      return value === undefined ? all : typeof value === "number" ? numbers.format(value) : value;
    });
}

/** A size in KB of 1,000 bytes, as the theme's limits are told. */
export const kilobytes = (bytes: number): string => `${numbers.format(bytes / 1000)} KB`;

/** A place in a source, as a link where an editor is named. */
export function place(file: string, line = 0, column = 0): HTMLElement {
  const text = [file, line, column].filter((part) => part !== 0).join(":");
  const url = editorURL(file, line, column);
  return url ? element("a", { class: "author-place", href: url, lang: "en", dir: "ltr" }, text) : element("code", { class: "author-place", dir: "ltr" }, text);
}

/** A button; its id lets the focus find it again when the panel is drawn anew. */
export function button(id: string, text: string, press: () => void): HTMLButtonElement {
  const made = element("button", { class: "author-button", type: "button", "data-author": id }, text);
  made.addEventListener("click", press);
  return made;
}

/** A section of the panel with its heading. */
export function section(id: string, title: string, ...content: (Node | string)[]): HTMLElement {
  const heading = element("h3", { class: "author-head", id: `_author-${id}`, tabindex: "-1", "data-author": id }, title);
  return element("section", { class: "author-section", "aria-labelledby": `_author-${id}` }, heading, ...content);
}
