// The author's panel, in pages of `duizhao serve` alone: how the page's
// translation stands, what is wrong in its sources, how long and how heavy it is,
// and how it looks elsewhere. A landmark beside the text, not a dialog: who writes
// goes on reading while it is open. Opened by its button or a key; whether it is
// open is remembered.

import { bytes } from "./author/bytes";
import { place, type Say, sayer, section } from "./author/parts";
import { ask, type Diagnostic, mayAct, type Page, type Told } from "./author/told";
import { type Panel, translation } from "./author/translation";
import { view, windowName } from "./author/view";
import { element } from "./element";
import { onEvent } from "./live/events";
import { recall, remember } from "./store";
import { texts } from "./texts";

const key = "a";
const soon = 150; // milliseconds for changes that come together

let say: Say;
let open = false;
let latest = 0; // number of the drawing that was begun last
let drawn = ""; // what the panel shows
let timer: number | undefined;

const launcher = element("button", { class: "author-launch", type: "button", "aria-expanded": "false", "aria-controls": "_author", "aria-keyshortcuts": key });
const closer = element("button", { class: "author-close", type: "button", "data-author": "close" }, "×");
const title = element("h2", { class: "author-title", id: "_author-title" });
const message = element("p", { class: "author-message", "aria-live": "polite" });
const content = element("div", { class: "author-content" });
const aside = element("aside", { class: "author", id: "_author", "aria-labelledby": "_author-title" }, title, closer, message, content);
aside.hidden = true;

const panel: Panel = {
  get say() {
    return say;
  },
  tell(text, lang = document.documentElement.lang) {
    message.lang = lang;
    message.textContent = text;
  },
  makeWay() {
    if (matchMedia("(width < 48rem)").matches) show(false);
  },
  async redraw(focus) {
    await draw();
    aside.querySelector<HTMLElement>(`[data-author="${focus}"]`)?.focus();
  },
};

/** Opens the panel or closes it. */
function show(now: boolean): void {
  open = now;
  aside.hidden = !now;
  launcher.setAttribute("aria-expanded", String(now));
  document.documentElement.classList.toggle("author-open", now);
  remember("author", now ? "open" : "");
  if (now) void draw();
}

/** What the author does by hand moves the focus too. */
function toggle(): void {
  show(!open);
  (open ? closer : launcher).focus();
}

/** What can have the focus in the content, in its order. */
const stops = (): HTMLElement[] => [...content.querySelectorAll<HTMLElement>("a, button, input, summary, [tabindex]")];

/** Asks for what there is to tell and draws it, if it is another than before. What has the focus keeps it. */
async function draw(): Promise<void> {
  const number = ++latest;
  let told: Told;
  try {
    told = await ask();
  } catch {
    if (number === latest) panel.tell(say("failed"));
    return;
  }
  if (number !== latest || !open) return;
  const text = JSON.stringify([told, mayAct()]);
  if (text === drawn) return;
  drawn = text;
  const at = document.activeElement as HTMLElement | null;
  const [id, index] = [at?.dataset["author"] ?? "", stops().indexOf(at as HTMLElement)];
  const unfolded = content.querySelector<HTMLDetailsElement>(".author-files")?.open ?? false;
  const { scrollTop } = aside;
  content.replaceChildren(...sections(told));
  const files = content.querySelector<HTMLDetailsElement>(".author-files");
  if (files) files.open = unfolded;
  aside.scrollTop = scrollTop;
  const now = content.querySelector<HTMLElement>(`[data-author="${id}"]`);
  if (index >= 0) (now ?? stops()[index] ?? stops().at(-1) ?? closer).focus({ preventScroll: true });
}

function sections({ page, diagnostics, files }: Told): HTMLElement[] {
  return [
    view(page, say, panel.tell),
    ...page.translations.map((t, n) => translation(t, n, panel)),
    mend(diagnostics),
    length(page),
    bytes(files, say),
  ];
}

/** The sources of the page, and how long they are. */
function length(page: Page): HTMLElement {
  const rows = page.texts.map((text) => {
    const row = element("p", {}, place(text.file), element("br"), say("length", { han: text.han, words: text.words }), element("br"), say("minutes", { n: text.minutes }));
    if (text.draft) row.prepend(element("strong", { class: "author-state" }, say("draft")), " ");
    return row;
  });
  return section("page", say("page"), ...(rows.length ? rows : [element("p", {}, say("nothing"))]));
}

/** What is wrong in the page's sources, broken links first. */
function mend(diagnostics: readonly Diagnostic[]): HTMLElement {
  const isLink = (d: Diagnostic): boolean => /link|anchor|label/.test(d.code);
  const lists = (["links", "problems"] as const).flatMap((name) => {
    const own = diagnostics.filter((d) => isLink(d) === (name === "links"));
    return own.length ? [element("h4", { class: "author-sub" }, say(name, { n: own.length })), element("ul", { class: "author-list", lang: "en" }, ...own.map(item))] : [];
  });
  return section("mend", say("mend"), ...(lists.length ? lists : [element("p", {}, say("clean"))]));
}

/** A diagnostic in the words of the terminal. */
function item(d: Diagnostic): HTMLElement {
  const made = element("li", {}, place(d.file, d.line, d.column), element("br"), element("strong", { class: "author-state" }, d.severity), ` ${d.text} [${d.code}]`);
  if (d.hint !== "") made.append(element("span", { class: "author-hint" }, d.hint));
  return made;
}

function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const at = event.target as HTMLElement;
    if (event.key === "Escape" && aside.contains(at)) {
      event.preventDefault();
      toggle();
    } else if (event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey && !document.documentElement.dataset["keys"] && !at.closest?.("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) {
      event.preventDefault();
      toggle();
    }
  });
}

/** Lists the key with those of every page, whose list is a published script (comfort/help.ts). */
function listKey(): void {
  new MutationObserver(() => {
    const list = document.querySelector("dialog.help .comfort-keys");
    if (!list || list.querySelector(".author-key")) return;
    list.append(element("div", { class: "author-key" }, element("dt", {}, element("kbd", {}, key)), element("dd", {}, title.textContent ?? "")));
  }).observe(document.body, { childList: true });
}

/** Draws the panel again, once for changes that come together. */
function again(): void {
  window.clearTimeout(timer);
  if (open) timer = window.setTimeout(() => void draw(), soon);
}

async function start(): Promise<void> {
  if (!document.body.dataset["texts"]) return; // a page of no one language
  const table = await texts();
  say = sayer(table);
  const name = say("title");
  title.textContent = name;
  launcher.textContent = say("open");
  launcher.title = `${name} (${key})`;
  closer.setAttribute("aria-label", table["js.close"] ?? "Close");
  closer.title = table["js.close"] ?? "Close";
  launcher.addEventListener("click", toggle);
  closer.addEventListener("click", toggle);
  document.body.append(launcher, aside);
  keys();
  listKey();
  for (const event of ["change", "diagnostics", "hello"]) onEvent(event, again);
  if (recall("author") === "open" && !window.name.startsWith(windowName)) show(true);
}

void start();
