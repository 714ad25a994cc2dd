// States of the theme, each in a cache of its own, version:HASH, with what every page
// may need: put there as a whole or not at all. The one in use and the one before it
// are there, since pages of the latter may still be open. Which these are is noted:
// after a step back the state before is not the one that was fetched last.

import { named, needed, sound } from "./answer";
import { prefix, root, worker } from "./scope";

const versions = prefix + "version:";
const note = prefix + "states"; // a cache too
const at = root + "sw.js"; // under which the note stands in it

export const current = versions + worker.site.version;

/** The states that are whole, the one in use first. */
async function noted(): Promise<string[]> {
  const answer = await caches.match(at, { cacheName: note });
  return answer ? ((await answer.json()) as string[]) : [];
}

/** Fetches what every page may need, unless that state is there. One file that fails fails all. */
export async function install(): Promise<void> {
  if ((await noted()).includes(current) && (await caches.has(current))) return;
  const asked = new Map<string, Promise<Response>>();
  const all = worker.site.files.map((path) => root + path);
  // While a site is being published, a page of one state may come with a script of
  // the next: what the page names is there with it, or nothing is.
  for (const names of await Promise.all(all.map((url) => ask(url, asked)))) {
    await Promise.all(names.map((url) => ask(url, asked)));
  }
  try {
    const cache = await caches.open(current);
    for (const [url, answer] of asked) await cache.put(url, await answer);
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

/** Fetches a file and returns which of the theme it names. */
async function ask(url: string, asked: Map<string, Promise<Response>>): Promise<string[]> {
  const theme = url.startsWith(root + "assets/");
  if (!asked.has(url)) asked.set(url, fetched(url, theme));
  const answer = await asked.get(url)!;
  return theme ? [] : named(await answer.clone().text()).filter(needed);
}

async function fetched(url: string, theme: boolean): Promise<Response> {
  const answer = (theme && (await caches.match(url))) || (await fetch(url, { cache: theme ? "default" : "no-cache" }));
  // Some hosts, as Cloudflare Pages, send offline.html on to offline. Browsers show no
  // answer that was sent on in place of another; its text they do.
  if (answer.ok && answer.redirected && answer.url + ".html" === url) return new Response(answer.body, answer);
  if (!sound(answer)) throw new Error(url);
  return answer;
}

/** Notes that this state is in use, and returns the caches that no state needs any more. */
export async function keepStates(): Promise<string[]> {
  const before = await noted();
  const states = [current, ...before.filter((name) => name !== current)].slice(0, 2);
  await (await caches.open(note)).put(at, new Response(JSON.stringify(states)));
  const { installing, waiting } = worker.registration; // the next state is being fetched
  if (installing || waiting) return [];
  return (await caches.keys()).filter((name) => name.startsWith(versions) && !states.includes(name));
}
