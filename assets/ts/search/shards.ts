// Reads the files of the index; their format is documented at the top of
// generator/search. Knows nothing of the DOM or of queries.

import { Kind, reader, Stale, type Child, type Reader, type Rows } from "./reader";

/** Fetches a file of the index; bad: it came damaged before. Throws Stale where it is gone. */
export type Load = (name: string, bad: boolean, signal?: AbortSignal) => Promise<Uint8Array>;

/** A stretch of a term's sections from the page first on. */
export interface Block {
  first: number;
  next?: number | undefined; // the first page behind it
  here?: Rows; // its rows, if they are at hand
  lists: string; // the file with its rows, if not
  places: string; // the file with its positions
  grades?: number[]; // of all rows that have positions there
  skip: number; // how many of them are others'
}

export interface Postings {
  term: string;
  pages: number; // of a word in the vocabulary the size of this number
  blocks: Block[];
}

/** A file of section texts: title and path of the page, then number, id, heading, text of sections. */
export type Texts = [title: string, path: string, sections: [number, string, string, string][]];

export interface TextFile {
  section: number;
  pos: number;
  name: string;
}

export interface Directory {
  pages: number;
  flags: number; // 1: some text is in traditional characters, 2: headings are found by their pinyin
  fold: string;
  group: number; // pages in a file of the table
  table: string[];
  leaf: number; // whether the children are leaves, which have the shards
  children: Child[];
}

const version = 4;
const maxFiles = 500;

export type Shards = ReturnType<ReturnType<typeof index>["during"]>;

/** An index whose files are fetched so. */
export function index(load: Load) {
  let files = new Map<unknown, Promise<unknown>>();
  let before = files; // what a reset forgot
  const bad = new Set<string>();

  /** Forgets everything, unless it was the reader who gave up. */
  const reset = (signal?: AbortSignal) => {
    if (signal?.aborted) return;
    if (files.has("dir")) before = files;
    files = new Map();
  };

  /** The index for a query that can be given up. */
  const during = (signal?: AbortSignal) => {
    const wanted: typeof files = new Map();

    const read = async <T>(name: string, parse: (data: Uint8Array) => T | Promise<T>): Promise<T> => {
      const data = await load(name === "dir" ? name : name + ".bin", bad.has(name), signal);
      try {
        return await parse(data);
      } catch {
        bad.add(name);
        throw new Stale();
      }
    };

    /** One parsed file, kept by its key; by this query alone until it is there. */
    const kept = <T>(name: string, parse: (data: Uint8Array) => T | Promise<T>, key: unknown = name): Promise<T> => {
      signal?.throwIfAborted();
      let found = (wanted.get(key) ?? files.get(key)) as Promise<T> | undefined;
      if (!found) {
        // All else is of the one state of the index that the directory names.
        if (files.size > maxFiles) files.forEach((_, old) => old !== "dir" && files.delete(old));
        const asked = (found = read(name, parse));
        asked.then(
          () => files.set(key, asked),
          (e) => {
            wanted.delete(key);
            // Without a network nobody can tell that the index was replaced.
            if (key === "dir" && e instanceof TypeError) files = before;
          },
        );
      }
      wanted.set(key, found);
      return found;
    };

    const file = <T>(name: string, parse: (r: Reader) => T, key?: unknown): Promise<T> => 
      kept(
        name,
        (data) => {
          const r = reader(data);
          return r.end(parse(r));
        },
        key,
      );

    const directory = () => file("dir", parseDirectory);

    /** The pairs of traditional and simplified characters that a query can need. */
    const pairs = async (): Promise<Map<string, string>> => {
      const { fold } = await directory();
      return /[^0]/.test(fold) ? file(fold, parsePairs) : new Map();
    };

    /** The terms that begin with prefix, from at most limit files, of which told gets to know; or the one term. */
    const terms = async (prefix: string, limit: number, told: { more?: boolean } = {}): Promise<Postings[]> => {
      const some = (files: Child[]) => {
        // The first key is the empty one.
        const all = files.filter(({ key }, i) => !(files[i + 1]?.key! <= prefix) && (key <= prefix || key.startsWith(prefix)));
        told.more ||= !!all[limit];
        return all.slice(0, limit || 1);
      };
      const { leaf, children } = await directory();
      const out: Postings[] = [];
      for (const { name } of some(leaf ? (await Promise.all(some(children).map(({ name }) => file(name, (r) => r.children())))).flat() : children)) {
        for (const p of await file(name, parseShard)) if (limit ? p.term.startsWith(prefix) : p.term === prefix) out.push(p);
      }
      return out;
    };

    /** The sections of a block. */
    const rows = ({ here, lists, first }: Block): Rows | Promise<Rows> =>
      here ?? file(lists, (r) => r.rows(r.number(Kind.Once), first), lists + first);

    /** The positions in these. */
    const positions = async (b: Block): Promise<{ keys: number[]; places: number[][] }> => {
      const { keys, grades } = await rows(b);
      // Kept by shard or block: the same bytes mean something else for other grades.
      const all = await file(b.places, (r) => r.positions(b.grades ?? grades), b.grades ?? b);
      return { keys, places: all.slice(b.skip) };
    };

    /** Where the texts of a page are. */
    const textFiles = async (page: number): Promise<TextFile[]> => {
      const { group, table } = await directory();
      const found = (await file(table[Math.floor(page / group)]!, parseTable))[page % group];
      if (!found) throw new Stale();
      return found;
    };

    const texts = (name: string) => kept(name, inflated) as Promise<Texts>;

    return { directory, pairs, terms, rows, positions, textFiles, texts };
  };

  return { reset, during };
}

function parseShard(r: Reader): Postings[] {
  const places = r.name();
  const grades: number[] = []; // of all sections in this file
  let term = "";
  return r.list(() => {
    term = r.term(term);
    const pages = r.number(Kind.Pages);
    let blocks: Block[] = [];
    if (term[0] !== "\x03") {
      if (r.digit(Kind.Hot)) {
        let first = 0;
        blocks = r.list(() => ({ first: (first += r.number(Kind.First)), lists: r.name(), places: r.name(), skip: 0 }));
        blocks.forEach((b, i) => (b.next = blocks[i + 1]?.first));
      } else {
        const skip = grades.length;
        const here = r.rows(pages);
        grades.push(...here.grades);
        blocks = [{ first: 0, here, lists: "", places, grades, skip }];
      }
    }
    return { term, pages, blocks };
  });
}

/** What a raw DEFLATE stream says in JSON. */
function inflated(data: Uint8Array): Promise<unknown> {
  const stream = new Response(data as Uint8Array<ArrayBuffer>).body!;
  return new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).json();
}

function parseDirectory(r: Reader): Directory {
  const next = () => r.number(Kind.Once);
  if (next() !== version) throw new Stale();
  return { pages: next(), flags: next(), fold: r.name(), group: next(), table: r.list(r.name), leaf: next(), children: r.children() };
}

function parsePairs(r: Reader): Map<string, string> {
  let from = 0;
  const char = String.fromCharCode; // takes a number modulo 65536
  return new Map(r.list(() => [char((from += r.number(Kind.Page))), char(from + r.number(Kind.Gap))]));
}

function parseTable(r: Reader): TextFile[][] {
  const file = (): TextFile => ({ section: r.number(Kind.Section), pos: r.number(Kind.Gap), name: r.name() });
  return r.list(() => r.list(file, r.number(Kind.Pages)));
}
