// Tabs: a list of labels over one panel at a time. Without this script a page
// shows all panels in order, each under its label. The choice in a group of one
// name is made for all of its tabs on the page and remembered. Pages without
// tabs do not load it; others do before main.ts, which measures the page.

import { recall, remember } from "./store";

interface Panel {
  readonly tab: HTMLButtonElement;
  readonly section: HTMLElement;
  readonly label: string;
}

interface Tabs {
  readonly group: string | undefined;
  readonly panels: readonly Panel[];
}

const hidden = "until-found"; // the browser's own search finds it, older ones just hide it
let count = 0; // of the panels with ids

/** Makes an element; what element.ts does, which search alone loads. */
function make<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string>): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  return e;
}

/** Gives one set of panels its list of labels; undefined where it has none. */
function build(root: HTMLElement): Tabs | undefined {
  const list = make("div", { role: "tablist" });
  const panels: Panel[] = [];
  for (const section of root.querySelectorAll<HTMLElement>(":scope > .tab")) {
    const title = section.querySelector<HTMLElement>(":scope > .tab-label");
    const id = `_tab-${++count}`;
    section.id ||= `${id}-panel`;
    const tab = make("button", { type: "button", role: "tab", id, "aria-controls": section.id });
    // Formulas and code in a label come along; a link in a button would be a trap.
    if (title?.querySelector("a")) tab.textContent = title.textContent;
    else tab.append(...(title?.cloneNode(true).childNodes ?? []));
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", id);
    list.append(tab);
    panels.push({ tab, section, label: (title?.textContent ?? "").trim() });
  }
  if (panels.length === 0) return undefined;
  panels[0]?.section.before(list);
  root.classList.add("tabbed");
  return { group: root.dataset["group"], panels };
}

/** Shows one panel. */
function show(tabs: Tabs, chosen: Panel): void {
  for (const { tab, section } of tabs.panels) {
    const on = tab === chosen.tab;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    section.tabIndex = on ? 0 : -1; // one that waits to be found would still take the focus
    if (on) section.removeAttribute("hidden");
    else section.setAttribute("hidden", hidden);
  }
}

/** Shows the panel with a label, if the tabs have one. */
function showLabel(tabs: Tabs, label: string | null): void {
  const panel = tabs.panels.find((p) => p.label === label);
  if (panel) show(tabs, panel);
}

tabs();

function tabs(): void {
  const all = [...document.querySelectorAll<HTMLElement>(".tabs:not(.tabbed)")].map(build).filter((t) => t !== undefined);
  if (all.length === 0) return;

  /** What a reader chose holds for the whole group; the tab stays in its place. */
  const choose = (of: Tabs, panel: Panel): void => {
    const before = panel.tab.getBoundingClientRect().top;
    show(of, panel);
    if (of.group) {
      remember(`tabs-${of.group}`, panel.label);
      for (const other of all) if (other !== of && other.group === of.group) showLabel(other, panel.label);
    }
    window.scrollBy({ top: panel.tab.getBoundingClientRect().top - before, behavior: "instant" });
  };

  for (const t of all) {
    if (t.panels[0]) show(t, t.panels[0]);
    if (t.group) showLabel(t, recall(`tabs-${t.group}`));
    t.panels.forEach((panel, i) => {
      panel.tab.addEventListener("click", () => choose(t, panel));
      panel.tab.addEventListener("keydown", (event) => {
        const to = t.panels.at(next(event, i, t.panels.length));
        if (!to || to === panel) return;
        event.preventDefault();
        choose(t, to);
        to.tab.focus({ preventScroll: true });
      });
      panel.section.addEventListener("beforematch", () => show(t, panel));
    });
  }

  /** Opens the panels around what the address points to. */
  const reveal = (): void => {
    const target = document.getElementById(decode(location.hash.slice(1)));
    let opened = false;
    for (const t of target ? all : []) {
      const panel = t.panels.find((p) => p.section.hasAttribute("hidden") && p.section.contains(target));
      if (panel) show(t, panel);
      opened ||= panel !== undefined;
    }
    if (opened) target?.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();
}

/** The number of the tab that a key leads to; the same where it leads nowhere. */
function next(event: KeyboardEvent, at: number, length: number): number {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return at;
  const rightToLeft = getComputedStyle(event.target as Element).direction === "rtl";
  switch (event.key) {
    case rightToLeft ? "ArrowLeft" : "ArrowRight":
      return (at + 1) % length;
    case rightToLeft ? "ArrowRight" : "ArrowLeft":
      return at - 1; // the last, from the first
    case "Home":
      return 0;
    case "End":
      return -1;
  }
  return at;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // a stray %
  }
}
