// Fetches the files of the index over HTTP.

import { Stale, type Load } from "./engine";

/** A loader for the folder of one language's index. */
export function overHTTP(folder: URL): Load {
  return async (name, bad, signal) => {
    // The directory has a fixed name; all others are named by their content.
    const cache: RequestCache = name === "dir" ? "no-cache" : bad ? "reload" : "default";
    const response = await fetch(new URL(name, folder), { cache, signal: signal ?? null });
    if (!response.ok) throw new (response.status === 404 && name !== "dir" ? Stale : Error)(name);
    return new Uint8Array(await response.arrayBuffer());
  };
}
