// What a service worker has and the types of pages do not know, and what the build
// tells this one: it writes `self.site = {…};` before the script.

/** An event that is not over before its work is. */
export interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** A request of a page. */
export interface Asked extends Lasting {
  readonly request: Request;
  readonly clientId: string; // of who asks; "" for a page that is yet to be
  respondWith(answer: Promise<Response>): void;
}

/** A message of a page. */
export interface Told extends Lasting {
  readonly data: unknown;
}

interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void>; get(id: string): Promise<{ url: string } | undefined> };
  readonly site: Site;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", then: (event: Lasting) => void): void;
  addEventListener(type: "fetch", then: (event: Asked) => void): void;
  addEventListener(type: "message", then: (event: Told) => void): void;
}

/** A state of the site's theme. Paths are from the site's root, as in addresses. */
interface Site {
  readonly version: string;
  readonly files: readonly string[]; // what every page may need
  readonly langs: readonly string[]; // ids; the first is the default
}

export const worker = self as unknown as Scope;

/** The address of the site's root. */
export const root = worker.registration.scope;

/** Begins the names of our caches: other sites on the same host have their own. */
export const prefix = `duizhao:${root}:`;

/** Reports whether the reader asks the browser to save data. */
export function thrifty(): boolean {
  return !!(navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
}

/** The id of the language of a page, if it is of one. */
export function langOf(url: string): string | undefined {
  const [first, second] = url.slice(root.length).split("/");
  return worker.site.langs.find((id) => id === (first === "pair" ? second : first));
}

/**
 * Reports whether an address is that of a page of the site. Where the site lies at a
 * host's root, other sites of its owner lie in folders below.
 */
export function ours(url: string): boolean {
  if (!url.startsWith(root)) return false;
  const [first = "", ...below] = url.slice(root.length).replace(/[?#].*/, "").split("/");
  return (below.length === 0 && (first === "" || first === "index.html")) || first === "pair" || worker.site.langs.includes(first);
}
