// What is kept, in caches of the browser:
//
//   version:HASH  what every page may need, of one state of the theme: put there as
//                 a whole or not at all. This state's and the one before's are there,
//                 since pages of the latter may still be open.
//   kept          pages that were read, the files they need beyond that, and what
//                 was used of the search
//
// A page is kept once all styles and scripts that it names are there. It tells in a
// header which files those are, so that they stay as long as it does. Names of these
// files hold the hash of their content, so no page is ever shown with those of
// another state.

import { prefix, root, worker } from "./scope";

const versions = prefix + "version:";
const current = versions + worker.site.version;
const kept = prefix + "kept";

const most = 200; // pages
const largest = 4 << 20; // bytes of a file

/** Reports whether an answer is whole and from where it was asked. */
export function sound(answer: Response): boolean {
  return answer.status === 200 && answer.type === "basic" && !answer.redirected;
}

export function opened(): Promise<Cache> {
  return caches.open(kept);
}

/** Returns what is kept at an address. */
export async function given(url: string): Promise<Response | undefined> {
  return (await (await opened()).match(url)) ?? (await caches.match(url, { cacheName: current })) ?? (await caches.match(url));
}

/** Keeps a file; what is too large or finds no room is done without. */
export async function put(url: string, answer: Response): Promise<void> {
  if (!sound(answer) || Number(answer.headers.get("content-length")) > largest) return;
  try {
    await (await opened()).put(url, answer);
  } catch {
    await prune(most >> 1);
  }
}

/** Fetches what every page may need. One file that fails fails all. */
export async function install(): Promise<void> {
  const all = new Set(worker.site.files.map((path) => root + path));
  const cache = await caches.open(current);
  const one = async (url: string): Promise<void> => {
    const fixed = url.startsWith(root + "assets/");
    const answer = (fixed && (await caches.match(url))) || (await fetch(url, { cache: fixed ? "default" : "no-cache" }));
    if (!sound(answer)) throw new Error(url);
    // While a site is being published, a page of one state may come with a script
    // of the next.
    if (!fixed && named(await answer.clone().text()).some((file) => !all.has(file))) throw new Error(url);
    await cache.put(url, answer);
  };
  await Promise.all([...all].map(one));
}

/** The files that a page's HTML names and cannot be shown without. */
function named(html: string): string[] {
  const out = [];
  for (const [tag] of html.matchAll(/<(?:link|script|img)\b[^>]*>/g)) {
    const wanted = tag.startsWith("<link") ? /\brel="(?:stylesheet|preload)"/.test(tag) : !tag.includes("srcset=");
    const at = wanted && /\b(?:href|src)="([^"]*)"/.exec(tag)?.[1];
    if (!at) continue;
    const url = new URL(at.replaceAll("&amp;", "&"), root).href;
    if (url.startsWith(root)) out.push(url);
  }
  return out;
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
  const html = await answer.text();
  const files = new Set([...named(html), ...shown, ...(answer.headers.get(needs)?.split(" ") ?? [])]);
  const fixed = [...files].filter((file) => file.startsWith(root + "assets/"));
  if (fixed.length === 0) return; // no page of ours
  await Promise.all([...files].map(fetchMissing));
  for (const file of fixed) if (!(await given(file))) return;
  const title = /<title>([^<]*)/.exec(html)?.[1] ?? "";
  const headers = {
    "content-type": "text/html; charset=utf-8",
    [needs]: [...files].join(" "),
    "x-title": encodeURIComponent(title),
  };
  const cache = await opened();
  try {
    await cache.put(url, new Response(html, { headers })); // behind all others: the page read last
  } catch {
    return prune(most >> 1); // no room
  }
  const count = (await cache.matchAll()).filter((a) => a.headers.has(needs)).length;
  if (count > most) await prune(most - 20);
}

async function fetchMissing(file: string): Promise<void> {
  if (await given(file)) return;
  await put(file, await fetch(file)).catch(() => undefined);
}

/** Takes note of a page that was shown, with the files it has shown. */
export function note(url: string, shown: readonly string[]): Promise<void> {
  return inTurn(async () => {
    const answer = (await (await opened()).match(url)) ?? (await fetch(url));
    if (answer.headers.has(needs) || (sound(answer) && html(answer))) await keepNow(url, answer, shown);
  });
}

export function html(answer: Response): boolean {
  return !!answer.headers.get("content-type")?.startsWith("text/html");
}

/** Forgets a page that is gone. */
export function forget(url: string): Promise<void> {
  return inTurn(async () => void (await (await opened()).delete(url)));
}

/** Clears up once a new state of the theme is in use. */
export function tidy(): Promise<void> {
  return inTurn(() => prune(most));
}

/** Leaves the pages read last, and the files that these need. */
async function prune(pages: number): Promise<void> {
  const cache = await opened();
  const all = await cache.keys();
  const read: [string, string[]][] = [];
  const others: string[] = [];
  for (const { url } of all) {
    const files = (await cache.match(url))?.headers.get(needs);
    if (files === null || files === undefined) others.push(url);
    else read.push([url, files.split(" ")]);
  }
  for (const [url] of read.splice(0, Math.max(read.length - pages, 0))) await cache.delete(url);
  const wanted = new Set(read.flatMap(([, files]) => files));
  for (const url of others) if (!wanted.has(url) && !searched(url)) await cache.delete(url);
  await dropVersions(wanted);
}

/** Drops all states but this and the last one; what pages need of them is kept. */
async function dropVersions(wanted: ReadonlySet<string>): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(versions) && name !== current);
  old.pop(); // names come in the order in which they were made
  for (const name of old) {
    const from = await caches.open(name);
    for (const { url } of await from.keys()) {
      const answer = wanted.has(url) && (await from.match(url));
      if (answer) await put(url, answer);
    }
    await caches.delete(name);
  }
}

/** Reports whether an address is in the search of some language. */
export function searched(url: string): boolean {
  return worker.site.langs.some((id) => url.startsWith(`${root}${id}/search/`));
}
