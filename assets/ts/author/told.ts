// What the server tells of a page, and what it does when asked; both are
// described in generator/serve and cmd/duizhao/deskpage.go.

import { type Hello, onEvent } from "../live/events";
import type { Diagnostic } from "../live/overlay";

export type { Diagnostic };

export interface Page {
  readonly drafts: boolean;
  readonly texts: readonly Text[];
  readonly paired: readonly Link[];
  readonly translations: readonly Translation[];
}

export interface Link {
  readonly lang: string;
  readonly tag: string;
  readonly name: string;
  readonly url: string;
}

export interface Text extends Link {
  readonly file: string;
  readonly draft: boolean;
  readonly han: number;
  readonly words: number;
  readonly minutes: number;
}

export interface Translation {
  readonly blocks: number;
  readonly fresh: number;
  readonly file: string;
  readonly written: boolean;
  readonly url: string;
  readonly name: string;
  readonly seen: string;
  readonly open: readonly Block[];
}

export interface Block {
  readonly name: string;
  readonly state: string;
  readonly copied: boolean;
  readonly keys: readonly number[];
  readonly source: Place;
  readonly target: Place;
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly tag: string;
  readonly text: string;
}

export type Kind = "html" | "css" | "js" | "font" | "picture" | "other";

export interface File {
  readonly path: string;
  readonly kind: Kind;
  readonly size: number;
  readonly gzip: number;
}

export interface Told {
  readonly page: Page;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly File[];
}

let hello: Hello | undefined;
onEvent<Hello>("hello", (said) => (hello = said));

/** Reports whether this browser may have something done; undefined as long as that is not known. */
export const mayAct = (): boolean | undefined => hello && hello.token !== "";

/** Asks what there is to tell of this page. */
export async function ask(): Promise<Told> {
  const query = new URLSearchParams({ page: location.pathname });
  for (const file of loaded()) query.append("file", file);
  const answer = await fetch(`/_duizhao/author?${query}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Told;
}

const most = 120; // files that are asked about: an address has its limits
const own = /\/assets\/(live|author)-[^/]*$/; // what a published page has not

/** The files of the site that this window has loaded to show the page; scripts that are loaded on use do not count. */
function loaded(): string[] {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const urls = [
    ...[...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map((link) => link.href),
    ...[...document.scripts].map((script) => script.src),
    ...entries.filter((entry) => /^(css|img|video|audio)$/.test(entry.initiatorType)).map((entry) => entry.name),
    ...[...document.images].map((image) => image.currentSrc || image.src),
  ];
  const here = urls.filter((url) => url.startsWith(location.origin + "/")).map((url) => new URL(url).pathname);
  return [...new Set(here)].filter((path) => path !== location.pathname && !path.startsWith("/_duizhao/") && !own.test(path)).slice(0, most);
}

/** Has an action done and returns its reply; what it refuses is thrown, in the words of the program. */
export async function act<T>(name: string, body: unknown): Promise<T> {
  const answer = await fetch(`/_duizhao/act/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Duizhao-Token": hello?.token ?? "" },
    body: JSON.stringify(body),
  });
  const reply = (await answer.json()) as T & { error?: string };
  if (!answer.ok) throw new Error(reply.error ?? String(answer.status));
  return reply;
}
