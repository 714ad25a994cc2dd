// Follows the author: what changed is scrolled to, or its page opened, by the one
// window that was used last. It can be switched off, and is remembered.

import { line } from "../place";
import { plainPath } from "./events";
import type { Done } from "./mirror";
import { notice } from "./notice";

const off = "duizhao-live-stay"; // in the browser's storage, once switched off
const front = "duizhao-live-front"; // there too: the tab that had the focus last
const jumped = "duizhao-live-jumped"; // in the tab's: it came to this page by itself
const shows = "duizhao-page:"; // begins the name of the lock that a tab has for its page

const tab = crypto.randomUUID?.() ?? String(Math.random()); // the former wants https or this machine

/** Reports whether the author wants to be taken to what changed. */
export function follows(): boolean {
  try {
    return localStorage.getItem(off) === null;
  } catch {
    return false; // no tab would know which was used last
  }
}

/** Switches it, for all tabs. */
export function setFollows(on: boolean): void {
  try {
    if (on) localStorage.removeItem(off);
    else localStorage.setItem(off, "1");
  } catch {
    // Forbidden: it is off.
  }
}

const stay = { key: "js.live.stay", spare: "Do not take me there again", act: () => setFollows(false) };
const taken = { key: "js.live.followed", spare: "This is what you changed" };

/** Shows what a patch changed, if it was the text of this page and cannot be seen. */
export function showChange(done: Done): void {
  const first = firstOf([...done.made, ...done.changed]);
  if (!first) return;
  first.classList.add("live-changed");
  window.setTimeout(() => first.classList.remove("live-changed"), 1500);
  const { top, bottom } = first.getBoundingClientRect();
  if (bottom > line() && top < window.innerHeight) return;
  const go = (): void => first.scrollIntoView({ block: "center", behavior: "instant" });
  if (follows()) {
    go();
    void notice(taken, stay);
  } else offer(go);
}

/** The first block of the text with one of the elements that can be seen. */
function firstOf(elements: readonly Element[]): Element | undefined {
  const blocks = elements.map((e) => e.closest("article > *:not(.row), .row > * > *")).filter((b) => b !== null);
  return blocks
    .filter((b) => b.isConnected && b.getClientRects().length > 0)
    .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1))[0];
}

function offer(go: () => void): void {
  const again = (): void => {
    setFollows(true);
    go();
  };
  void notice(
    { key: "js.live.elsewhere", spare: "You changed something elsewhere" },
    { key: "js.live.show", spare: "Show it", act: go },
    { key: "js.live.follow", spare: "Always show changes", act: again },
  );
}

/** Opens the page that changed, given the paths of those that show its text. */
export async function openChange(at: readonly string[]): Promise<void> {
  const to = nearest(at);
  if (to === undefined || !isFront() || (await isShown(at))) return;
  const go = (): void => {
    sessionStorage.setItem(jumped, "1");
    location.assign(to);
  };
  if (follows()) go();
  else offer(go);
}

/** The path most like this page's: the same language, or two. */
function nearest(at: readonly string[]): string | undefined {
  const here = location.pathname.split("/");
  const shared = (path: string): number => {
    const parts = path.split("/");
    const differs = here.findIndex((part, i) => part !== parts[i]);
    return differs < 0 ? here.length : differs;
  };
  return [...at].sort((a, b) => shared(b) - shared(a))[0];
}

function isFront(): boolean {
  try {
    return !document.hidden && localStorage.getItem(front) === tab;
  } catch {
    return false;
  }
}

/** Reports whether a tab shows a page. Nobody knows on plain HTTP but for this machine: then none is opened. */
async function isShown(paths: readonly string[]): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined;
  const held = (await locks?.query().catch(() => undefined))?.held;
  return held === undefined || paths.some((path) => held.some((lock) => lock.name === shows + plainPath(path)));
}

/** Has the other tabs know what this one shows; a page that the browser keeps for "back" shows nothing. */
function stand(): void {
  const leave = new AbortController();
  const { signal } = leave;
  window.addEventListener("pagehide", () => leave.abort(), { once: true });
  const until = new Promise<void>((done) => signal.addEventListener("abort", () => done()));
  const lock = (navigator.locks as LockManager | undefined)?.request(shows + plainPath(location.pathname), { mode: "shared", signal }, () => until);
  lock?.catch(() => undefined); // forbidden, or left before it was given
}

/** Notes which tab is used, and says why this page is here where it came by itself. */
export function noteUse(): void {
  const use = (): void => {
    try {
      if (!document.hidden && document.hasFocus()) localStorage.setItem(front, tab);
    } catch {
      // Forbidden: nothing follows.
    }
  };
  stand();
  window.addEventListener("pageshow", (event) => event.persisted && stand());
  window.addEventListener("focus", use);
  document.addEventListener("visibilitychange", use);
  use();
  try {
    if (sessionStorage.getItem(jumped)) void notice(taken, stay);
    sessionStorage.removeItem(jumped);
  } catch {
    // Forbidden.
  }
}
