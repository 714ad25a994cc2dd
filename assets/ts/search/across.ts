// Hits in the site's other languages: pages with a term's name there, and the
// counterparts of the headings found here. Fetched when the page's own language
// has said what it has.

import type { Engine, Found, Result } from "./engine";

const most = 3; // pages of one language
const perFile = 32; // pages: Counterparts in generator/search

/** What the interface knows beside the index: see generator/search/beside.go. */
export interface About {
  chapters: [title: string, first: number][];
  languages: [id: string, tag: string, name: string, dir: string][];
  terms: string[][][]; // forms in this language, then in each of languages
}

/** Fetches a file beside the index. */
export async function beside<T>(folder: URL, name: string, signal: AbortSignal | null = null): Promise<T> {
  const answer = await fetch(new URL(name, folder), { cache: "no-cache", signal });
  return (await answer.json()) as T; // what is not there is no JSON
}

/** What across needs of the search that it adds to. */
export interface Own {
  folder: URL;
  query: string;
  found: Found;
  results: Result[]; // those that are shown
  about: About;
  engine(language: string): Engine;
  plain(text: string): string; // as texts are compared
}

export interface Across {
  language: About["languages"][number];
  results: Result[];
}

/** The languages with hits, one after another. */
export async function* across(own: Own, signal: AbortSignal): AsyncGenerator<Across> {
  for (const [i, language] of own.about.languages.entries()) {
    const name = translate(own, i + 1);
    // What is not found here at all may be a word of that language.
    const query = name ?? (own.found.pages.length ? "" : own.query);
    const search = async (query: string) => (await own.engine(language[0]).first(query, most, signal)).results;
    let results = name?.includes(" ") ? await search(`"${name}"`) : []; // its words, side by side
    if (query && !results.length) results = await search(query);
    for (const r of await counterparts(own, language[0], signal)) {
      if (results.length < most && !results.some((known) => known.path === r.path)) results.push(r);
    }
    if (results.length) yield { language, results };
  }
}

/** Names in this page's language of a term that was typed in another. */
export function meant(own: Own): string[] {
  const { about, query } = own;
  return about.terms.filter(([mine, ...others]) => !has(own, mine!, query) && others.some((forms) => has(own, forms, query))).map(([mine]) => mine![0]!);
}

/** The query with its terms named in another language; undefined if it has none. */
function translate(own: Own, column: number): string | undefined {
  const { about, query } = own;
  const name = (text: string) => about.terms.find((t) => t[column]!.length && has(own, t[0]!, text))?.[column]![0];
  if (about.terms.some((t) => has(own, t[column]!, query))) return query;
  const whole = name(query);
  if (whole) return whole;
  const parts = query.split(/\s+/);
  const names = parts.map(name);
  return names.some(Boolean) ? parts.map((part, i) => names[i] ?? part).join(" ") : undefined;
}

/** Whether one of the forms of a term is a text. */
const has = ({ plain }: Own, forms: string[], text: string): boolean => forms.some((form) => plain(form) === plain(text));

/** The pages and headings that stand for those whose title or heading was found. */
async function counterparts(own: Own, language: string, signal: AbortSignal): Promise<Result[]> {
  type Page = [path: string, title: string, headings: Record<string, string>];
  const files = new Set(own.found.pages.slice(0, own.results.length).map((p) => Math.floor(p.page / perFile)));
  const hit = (pieces: Result["marked"]) => pieces.some((p) => p.hit);
  if (!own.results.some((r) => hit(r.marked) || r.sections.some((s) => hit(s.marked)))) return [];
  const pages: Record<string, Page> = Object.assign(
    {},
    ...(await Promise.all([...files].map((n) => beside<Record<string, Page>>(own.folder, `${language}-${n}.json`, signal)))),
  );
  return own.results.flatMap((r) => {
    const page = pages[r.path];
    if (!page) return [];
    const [path, title, headings] = page;
    const plain = (text: string) => [{ text, hit: false }];
    const sections = r.sections
      .filter((s) => (s.id ? hit(s.marked) && s.id in headings : hit(r.marked)))
      .map(({ id }) => ({ id, heading: headings[id] ?? title, marked: plain(headings[id] ?? title), excerpt: [] }));
    return sections.length ? [{ title, marked: plain(title), path, sections }] : [];
  });
}
