// What is kept of what readers saw, in caches of the browser, beside the states of the
// theme (states.ts):
//
//   pages   those that were read, the one read last behind all others, and the home
//           page of their language
//   files   those that pages need beyond the theme's, and what was used of the search
//
// A page is kept once all styles and scripts that it names are there. It tells in a
// header which files those are, so that they stay as long as it does. Names of these
// files hold the hash of their content, so no page is ever shown with those of
// another state.

import { html, named, needed, sound } from "./answer";
import { langOf, prefix, root, thrifty, worker } from "./scope";
import { current, keepStates } from "./states";

export const pages = prefix + "pages";
export const files = prefix + "files";

const most = 200; // pages
const largest = 4 << 20; // bytes of a file

/** Returns what is kept at an address. */
export async function given(url: string): Promise<Response | undefined> {
  for (const cacheName of [pages, files, current]) {
    const answer = await caches.match(url, { cacheName });
    if (answer) return answer;
  }
  return caches.match(url);
}

/** Keeps a file; what is too large or finds no room is done without. */
export async function put(url: string, answer: Response): Promise<void> {
  if (!sound(answer) || Number(answer.headers.get("content-length")) > largest) return;
  try {
    await (await caches.open(files)).put(url, answer);
  } catch {
    await prune(most >> 1);
  }
}

const needs = "x-needs";
let queue: Promise<unknown> = Promise.resolve();

/** Does work on pages one after the other: two of one page would undo each other. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = queue.then(work);
  queue = done.catch(() => undefined);
  return done;
}

/** Keeps a page, and the files it has shown beside those it names. */
export function keep(url: string, answer: Response, shown: readonly string[] = []): Promise<void> {
  return inTurn(() => keepNow(url, answer, shown));
}

async function keepNow(url: string, answer: Response, shown: readonly string[]): Promise<void> {
  const text = await answer.text();
  const all = new Set([...named(text), ...shown, ...(answer.headers.get(needs)?.split(" ") ?? [])]);
  const theme = [...all].filter(needed);
  if (theme.length === 0) return; // no page of ours
  await fetchAllMissing([...all]);
  for (const file of theme) if (!(await given(file))) return;
  const title = /<title>([^<]*)/.exec(text)?.[1] ?? "";
  const headers = {
    "content-type": "text/html; charset=utf-8",
    [needs]: [...all].join(" "),
    "x-title": encodeURIComponent(title),
  };
  const cache = await caches.open(pages);
  try {
    await cache.put(url, new Response(text, { headers })); // behind all others: the page read last
  } catch {
    return void (await prune(most >> 1)); // no room
  }
  if ((await cache.keys()).length > most) await prune(most - 20);
}

/** Keeps what is not yet there of these; what cannot be had is done without. */
async function fetchAllMissing(all: readonly string[]): Promise<void> {
  const fetchMissing = async (file: string) => {
    if (!(await given(file))) await put(file, await fetch(file));
  };
  await Promise.all(all.map((file) => fetchMissing(file).catch(() => undefined)));
}

/** Takes note of a page that was shown, with the files it has shown. */
export function note(url: string, shown: readonly string[]): Promise<void> {
  return inTurn(async () => {
    const answer = (await caches.match(url, { cacheName: pages })) ?? (await fetch(url));
    if (answer.headers.has(needs) || (sound(answer) && html(answer))) await keepNow(url, answer, shown);
  });
}

/** Keeps the home page of a kept page's language: the installed site opens with it. */
export async function keepHome(url: string): Promise<void> {
  const lang = langOf(url);
  const home = `${root}${lang}/`;
  const there = async (at: string) => !!(await caches.match(at, { cacheName: pages }));
  if (!lang || thrifty() || !(await there(url)) || (await there(home))) return;
  const answer = await fetch(home, { priority: "low" });
  if (!sound(answer) || !html(answer)) return;
  // First its files: pages that are read meanwhile do not wait in the queue for them.
  await fetchAllMissing(named(await answer.clone().text()));
  await keep(home, answer);
}

/** Forgets a page that is gone. */
export function forget(url: string): Promise<void> {
  return inTurn(async () => void (await (await caches.open(pages)).delete(url)));
}

/** Clears up once a new state of the theme is in use. */
export function tidy(): Promise<void> {
  return inTurn(async () => {
    const wanted = await prune(most);
    for (const name of await keepStates()) await drop(name, wanted);
  });
}

/** Drops a state; what pages need of it is kept. */
async function drop(name: string, wanted: ReadonlySet<string>): Promise<void> {
  const from = await caches.open(name);
  for (const { url } of await from.keys()) {
    const answer = wanted.has(url) && (await from.match(url));
    if (answer) await put(url, answer);
  }
  await caches.delete(name);
}

/** Leaves the pages read last, and the files that these need, which it returns. */
async function prune(count: number): Promise<Set<string>> {
  const read = await caches.open(pages);
  const wanted = new Set<string>();
  const all = [...(await read.keys())];
  for (const { url } of all.splice(0, Math.max(all.length - count, 0))) await read.delete(url);
  for (const { url } of all) for (const file of (await read.match(url))?.headers.get(needs)?.split(" ") ?? []) wanted.add(file);
  const others = await caches.open(files);
  for (const { url } of await others.keys()) if (!wanted.has(url) && !searched(url)) await others.delete(url);
  return wanted;
}

/** Reports whether an address is in the search of some language. */
export function searched(url: string): boolean {
  return worker.site.langs.some((id) => url.startsWith(`${root}${id}/search/`));
}
