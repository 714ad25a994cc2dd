// Search without a network. Once a reader has opened it, the whole index of its
// language is fetched behind their back. The first directory is kept at once: what it
// names and is there can be searched, however early the network goes. A later one
// takes its place when all that it names is there.

import { sound } from "./answer";
import { files, given, put } from "./kept";
import { thrifty } from "./scope";

const fixed = /\.bin$/; // named by their content

/** Keeps the index of which dir is the directory just fetched. */
export async function library(url: string, dir: Response): Promise<void> {
  const cache = await caches.open(files);
  const folder = url.slice(0, url.lastIndexOf("/") + 1);
  const old = await cache.match(url);
  if (!old) await put(url, dir.clone());
  const answer = await fetch(folder + "offline.json", { cache: "no-cache" });
  if (!sound(answer)) return;
  const wanted = new Set(((await answer.json()) as string[]).map((name) => folder + name));
  if (!thrifty()) await fetchAll(wanted);
  if (!old || (await old.text()) === (await dir.clone().text())) return;
  await put(url, dir);
  // None wanted: the index is too large to be kept as a whole. What was used of the
  // former one goes.
  for (const { url: file } of await cache.keys()) {
    if (file.startsWith(folder) && fixed.test(file) && !wanted.has(file)) await cache.delete(file);
  }
}

/** Keeps all of these, four at a time: the search itself wants the network too. */
async function fetchAll(wanted: ReadonlySet<string>): Promise<void> {
  const left = wanted.values(); // shared
  const some = async (): Promise<void> => {
    for (const file of left) {
      if (await given(file)) continue;
      await put(file, await fetch(file, { priority: "low" }));
      if (!(await given(file))) throw new Error(file); // no room, or published meanwhile
    }
  };
  await Promise.all([some(), some(), some(), some()]);
}
