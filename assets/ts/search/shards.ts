// Reads the files of the index; their format is documented at the top of
// generator/search. Knows nothing of the DOM or of queries.

import { Kind, Reader, Stale, type Child, type Rows } from "./reader";

/** Fetches a file of the index; fresh: past every cache. Throws Stale where it is gone. */
export type Load = (name: string, fresh: boolean, signal?: AbortSignal) => Promise<Uint8Array>;

/** A stretch of a term's sections from the page first on. */
export interface Block {
  first: number;
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

interface Tree {
  leaf: number; // children per leaf; 0: the children are the files
  children: Child[];
}

interface Directory {
  pages: number;
  traditional: boolean;
  pinyin: boolean;
  fold: string;
  group: number;
  table: Tree;
  terms: Tree;
}

const version = 3;
const maxFiles = 500;

export class Shards {
  private files = new Map<unknown, Promise<unknown>>();
  private fresh = false;
  private signal: AbortSignal | undefined;

  constructor(private load: Load) {}

  /** The same for a query that can be given up. */
  during(signal?: AbortSignal): Shards {
    const view = Object.create(this) as Shards;
    view.signal = signal;
    return view;
  }

  /** Forgets everything; what is read next comes from the server. */
  reset(): void {
    this.files.clear();
    this.fresh = true;
  }

  directory(): Promise<Directory> {
    return this.file("dir", parseDirectory);
  }

  /** The pairs of traditional and simplified characters that a query can need. */
  async pairs(): Promise<Map<string, string>> {
    const { fold } = await this.directory();
    return /[^0]/.test(fold) ? this.file(fold, parsePairs) : new Map();
  }

  /** The terms that begin with prefix, from at most limit files; or the one term. */
  async terms(prefix: string, limit: number): Promise<Postings[]> {
    const { terms: tree } = await this.directory();
    const out: Postings[] = [];
    let left = limit || 1;
    for (const { name } of range(tree.children, prefix)) {
      const files = tree.leaf ? await this.file(name, (r) => r.children()) : [{ key: "", name }];
      for (const f of range(files, prefix)) {
        if (left-- <= 0) return out;
        for (const p of await this.file(f.name, parseShard)) if (limit ? p.term.startsWith(prefix) : p.term === prefix) out.push(p);
      }
      if (left <= 0) break;
    }
    return out;
  }

  /** The sections of a block. */
  rows({ here, lists, first }: Block): Rows | Promise<Rows> {
    return here ?? this.file(lists, (r) => r.rows(r.number(Kind.Once), first), lists + first);
  }

  /** The positions in these. */
  async positions(b: Block): Promise<number[][]> {
    const { keys, grades } = await this.rows(b);
    const all = b.grades ?? grades;
    // The same bytes can mean something else for other grades.
    return (await this.file(b.places, (r) => r.positions(all), all)).slice(b.skip, b.skip + keys.length);
  }

  /** Where the texts of a page are. */
  async textFiles(page: number): Promise<TextFile[]> {
    const { group, table } = await this.directory();
    let at = Math.floor(page / group);
    let { children } = table;
    if (table.leaf) {
      children = await this.file(child(children, Math.floor(at / table.leaf)), (r) => r.children());
      at %= table.leaf;
    }
    const files = (await this.file(child(children, at), parseTable))[page % group];
    if (!files) throw new Stale("page table");
    return files;
  }

  texts(name: string): Promise<Texts> {
    return this.kept(name, async (data) => JSON.parse(await inflate(data)) as Texts, name);
  }

  private file<T>(name: string, parse: (r: Reader) => T, key: unknown = name): Promise<T> {
    return this.kept(name, (data) => parse(new Reader(data)), key);
  }

  /** One parsed file, kept by its key. */
  private async kept<T>(name: string, parse: (data: Uint8Array) => T | Promise<T>, key: unknown): Promise<T> {
    for (;;) {
      this.signal?.throwIfAborted();
      let found = this.files.get(key) as Promise<T> | undefined;
      if (!found) {
        if (this.files.size > maxFiles) this.files.clear();
        found = this.read(name, parse);
        this.files.set(key, found);
        found.catch(() => this.files.delete(key));
      }
      try {
        return await found;
      } catch (e) {
        // Another query that waited for the same file was given up.
        if (this.signal?.aborted || (e as Error).name !== "AbortError") throw e;
      }
    }
  }

  private async read<T>(name: string, parse: (data: Uint8Array) => T | Promise<T>): Promise<T> {
    const data = await this.load(name === "dir" ? name : name + ".bin", this.fresh, this.signal);
    try {
      return await parse(data);
    } catch {
      throw new Stale(name);
    }
  }
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

function child(children: Child[], at: number): string {
  const c = children[at];
  if (!c) throw new Stale("tree");
  return c.name;
}

/** The files that can hold terms with the prefix. */
function range(files: Child[], prefix: string): Child[] {
  let from = 0;
  while (from + 1 < files.length && files[from + 1]!.key <= prefix) from++;
  let to = from + 1;
  while (to < files.length && files[to]!.key.startsWith(prefix)) to++;
  return files.slice(from, to);
}

function inflate(data: Uint8Array): Promise<string> {
  const stream = new Blob([data as Uint8Array<ArrayBuffer>]).stream();
  return new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

function parseDirectory(r: Reader): Directory {
  const next = () => r.number(Kind.Once);
  const tree = (): Tree => ({ leaf: next(), children: r.children() });
  if (next() !== version) throw new Stale("version");
  const pages = next();
  const flags = next();
  return { pages, traditional: !!(flags & 1), pinyin: !!(flags & 2), fold: r.name(), group: next(), table: tree(), terms: tree() };
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
