// Search without a network. Once a reader has opened it, the whole index of its
// language is fetched behind their back; the directory is replaced last, so that
// what it names is there.

import { sound } from "./answer";
import { files, given, put } from "./kept";

const fixed = /\.bin$/; // named by their content

/** Keeps the index of which dir is the directory just fetched. */
export async function library(url: string, dir: Response): Promise<void> {
  const cache = await caches.open(files);
  const folder = url.slice(0, url.lastIndexOf("/") + 1);
  const answer = await fetch(folder + "offline.json", { cache: "no-cache" });
  if (!sound(answer)) return;
  const names = (await answer.json()) as string[];
  const thrifty = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (!thrifty) {
    for (const name of names) {
      if (await given(folder + name)) continue;
      await put(folder + name, await fetch(folder + name));
      if (!(await given(folder + name))) return; // no room, or published meanwhile
    }
  }
  const before = await (await cache.match(url))?.text();
  const now = await dir.clone().text();
  await put(url, dir);
  if (before === now) return;
  // No names: the index is too large to be kept as a whole. What was used of the
  // former one goes.
  const wanted = new Set(names.map((name) => folder + name));
  for (const { url: file } of await cache.keys()) {
    if (file.startsWith(folder) && fixed.test(file) && !wanted.has(file)) await cache.delete(file);
  }
}
