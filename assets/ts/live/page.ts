// Takes over the page's new form from the server: styles first, so that nothing is
// seen without them, then what differs in the page, then what scripts had bound to
// what is new. Where that cannot be done the page is loaded again.

import { carry, hold } from "./keep";
import { logical } from "./logical";
import { type Done, Mirror } from "./mirror";

const styleTime = 2000; // milliseconds to wait for a style
const later = ["tabs.js", "calc.js", "formula.js"]; // scripts that work on a page that is there
// What its script binds once; a page that gets or loses one is another page.
const fixed = ".toc, .top, .resume, [role=status], [data-toggle], [data-search-here]";
// What no script of the site's own changes.
const plain = "p, h1, h2, h3, h4, h5, h6, ul, ol, dl, blockquote, table, .table, hr, .code, .math-display, .tabs, section, nav";

let runs = 0; // of scripts that ran again
let replaced: [Element, Element][] = [];
let focused: Element | null = null;

// This script runs before all other modules, so the page is as it was sent.
const mirror = new Mirror(document.documentElement, {
  whole: (old, fresh) => old.matches(".calc-body, [data-search-here]") || (old.matches(".tabs") && labels(old) !== labels(fresh)),
  replaced: (before, after) => {
    replaced.push([before, after]);
    carry(before, after, focused);
  },
});

/** What a set of tabs has on its list. */
const labels = (tabs: Element): string => [...tabs.querySelectorAll(":scope > .tab > .tab-label")].map((label) => label.innerHTML).join("\n");

const scripts = (page: ParentNode): HTMLScriptElement[] => [...page.querySelectorAll<HTMLScriptElement>("script[src]")];
const styles = (page: ParentNode): HTMLLinkElement[] => [...page.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];

/** Takes over the page's new form; undefined where there is none to take over now. */
export async function update(): Promise<Done | undefined> {
  const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" } }).catch(() => undefined);
  const html = await answer?.text().catch(() => undefined);
  // It cannot be made just now, and the list says why; or the server is gone, if in mid-answer, or the reader going.
  if (!answer || answer.status >= 500 || html === undefined) return undefined;
  const fresh = new DOMParser().parseFromString(html, "text/html").documentElement;
  if (!answer.ok || answer.redirected || !isSamePage(fresh)) throw new Error("another page");
  const added = newScripts(fresh);
  await takeStyles(fresh);
  [replaced, focused] = [[], document.activeElement];
  const settle = hold();
  const done = mirror.patch(fresh);
  settle();
  await bind(done, added);
  settle(); // what ran may have moved the text
  return done;
}

/** Reports whether what is no text of the page is the same in its new form. */
function isSamePage(fresh: HTMLElement): boolean {
  const same = (attribute: string, selector: string): boolean =>
    mirror.root.querySelector(selector)?.getAttribute(attribute) === fresh.querySelector(selector)?.getAttribute(attribute);
  const html = ["lang", "dir"].every((name) => mirror.root.getAttribute(name) === fresh.getAttribute(name));
  return html && same("class", "body") && same("content", "meta[http-equiv]");
}

/** The scripts that the page lacks. Throws where the page runs others already. */
function newScripts(fresh: HTMLElement): string[] {
  const old = scripts(mirror.root).map((s) => s.getAttribute("src"));
  const added = scripts(fresh).filter((s) => !old.includes(s.getAttribute("src")));
  for (const s of added) if (!later.includes(logical(s.src))) throw new Error("other scripts");
  return added.map((s) => s.getAttribute("src") ?? "");
}

/** Loads styles that are new, in their order, and takes those out that they replace. */
async function takeStyles(fresh: HTMLElement): Promise<void> {
  const old = styles(mirror.root);
  const loads: Promise<HTMLLinkElement | undefined>[] = [];
  let last: HTMLLinkElement | undefined; // of the mirror
  for (const wanted of styles(fresh)) {
    const href = wanted.getAttribute("href") ?? "";
    const same = old.find((s) => s.getAttribute("href") === href);
    const before = same ?? old.find((s) => logical(s.getAttribute("href") ?? "") === logical(href)) ?? last;
    if (!same && before) {
      const live = mirror.twin(before) as HTMLLinkElement;
      const link = live.cloneNode() as HTMLLinkElement;
      link.setAttribute("href", href);
      const mine = wanted.cloneNode() as HTMLLinkElement;
      if (before === last) before.after(mine);
      else before.replaceWith(mine);
      mirror.pair(mine, link);
      loads.push(loaded(link, before === last ? undefined : live));
      live.after(link);
      last = mine;
    } else last = same ?? last;
  }
  for (const gone of await Promise.all(loads)) gone?.remove();
}

/** Resolves to what a style takes the place of, once it is there. */
function loaded(link: HTMLLinkElement, instead?: HTMLLinkElement): Promise<HTMLLinkElement | undefined> {
  return new Promise((done) => {
    const end = (): void => done(instead);
    link.addEventListener("load", end);
    link.addEventListener("error", end);
    window.setTimeout(end, styleTime);
  });
}

/** Has scripts see to what is new. Throws where one cannot. */
async function bind(done: Done, added: readonly string[]): Promise<void> {
  const has = (selector: string): boolean => done.made.some((e) => e.matches(selector) || e.querySelector(selector));
  if (has(fixed)) throw new Error("a part of the page that its script has bound");
  if (!isPlain(done)) throw new Error("a block that a script of the site may have bound");
  if (has("article :is(img, .chart)")) {
    if (!performance.getEntriesByType("resource").some((entry) => logical(entry.name) === "pictures.js")) throw new Error("the first picture");
    document.dispatchEvent(new Event("duizhao-pictures"));
  }
  for (const card of document.querySelectorAll(".fn + .term-card[hidden]")) card.remove(); // made anew of the notes as they are
  for (const script of added) await import(script);
  for (const [name, bound] of [["tabs.js", ".tabs:not(.tabbed)"], ["calc.js", ".calc-body:not(.calc-live)"]] as const) {
    const script = scripts(mirror.root).find((s) => logical(s.getAttribute("src") ?? "") === name)?.getAttribute("src");
    if (script && document.querySelector(bound)) await import(`${script}?${++runs}`); // runs it again
  }
  replaced.forEach(([before, after]) => chooseTab(before, after));
  if (has(".row")) window.dispatchEvent(new StorageEvent("storage", { key: "duizhao-veil" })); // as if just chosen
  window.dispatchEvent(new Event("resize")); // what marks the reader's place looks again
}

/** Shows the tab that was chosen, in tabs that were replaced. */
function chooseTab(before: Element, after: Element): void {
  const tab = "[role=tab][aria-selected=true]";
  const lists = [before, after].map((e) => (e.matches(".tabs") ? [e] : [...e.querySelectorAll(".tabs")]));
  lists[0]?.forEach((tabs, i) => {
    const label = tabs.querySelector(tab)?.textContent;
    const all = [...(lists[1]?.[i]?.querySelectorAll<HTMLElement>(":scope > [role=tablist] > [role=tab]") ?? [])];
    const same = all.find((t) => t.textContent === label);
    if (same && !same.matches(tab)) same.click();
  });
}

/** Reports whether no script of the site's own can have to do with a change. */
function isPlain(done: Done): boolean {
  const known = /^(live|author|boot|main|pair|home|offline|tabs|calc|formula|root)\.js$/;
  if (scripts(mirror.root).every((s) => known.test(logical(s.getAttribute("src") ?? "")))) return true;
  return [...done.made, ...done.changed].every((e) => {
    const block = e.closest("article > *, .row > * > *");
    return !e.closest("article") || !block || block.matches(plain);
  });
}
