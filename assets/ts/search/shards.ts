// Reads the files of the index; their format is documented at the top of
// generator/search. Knows nothing of the DOM or of queries.

import { Kind, Reader, Stale, type Child, type Rows } from "./reader";

/** Fetches a file of the index; fresh: past every cache. Throws Stale where it is gone. */
export type Load = (name: string, fresh: boolean, signal?: AbortSignal) => Promise<Uint8Array>;

/** A stretch of a term's sections from the page first on. */
export interface Block {
  first: number;
  rows(signal?: AbortSignal): Promise<Rows>;
  positions(signal?: AbortSignal): Promise<number[][]>; // in the order of rows
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
const none = "000000000000";
const maxFiles = 500;

export class Shards {
  private files = new Map<unknown, Promise<unknown>>();
  private fresh = false;

  constructor(private load: Load) {}

  /** Forgets everything; what is read next comes from the server. */
  reset(): void {
    this.files.clear();
    this.fresh = true;
  }

  directory(signal?: AbortSignal): Promise<Directory> {
    return this.file("dir", parseDirectory, signal);
  }

  /** The pairs of traditional and simplified characters that a query can need. */
  async pairs(signal?: AbortSignal): Promise<Map<string, string>> {
    const dir = await this.directory(signal);
    return dir.fold === none ? new Map() : this.file(dir.fold, parsePairs, signal);
  }

  /** The terms that begin with prefix, from at most limit files; or the one term. */
  async terms(prefix: string, limit: number, signal?: AbortSignal): Promise<Postings[]> {
    const { terms: tree } = await this.directory(signal);
    const out: Postings[] = [];
    for await (const shard of this.shards(tree, prefix, limit, signal)) {
      for (const p of shard) if (limit ? p.term.startsWith(prefix) : p.term === prefix) out.push(p);
    }
    return out;
  }

  /** Where the texts of a page are. */
  async textFiles(page: number, signal?: AbortSignal): Promise<TextFile[]> {
    const dir = await this.directory(signal);
    let at = Math.floor(page / dir.group);
    let children = dir.table.children;
    if (dir.table.leaf) {
      children = await this.file(child(children, Math.floor(at / dir.table.leaf)), (r) => r.children(), signal);
      at %= dir.table.leaf;
    }
    const group = await this.file(child(children, at), parseTable, signal);
    const files = group[page % dir.group];
    if (!files) throw new Stale("page table");
    return files;
  }

  texts(name: string, signal?: AbortSignal): Promise<Texts> {
    return this.kept(name, async (data) => JSON.parse(await inflate(data)) as Texts, signal);
  }

  private async *shards(tree: Tree, prefix: string, limit: number, signal?: AbortSignal): AsyncGenerator<Postings[]> {
    const parse = (r: Reader) => this.parseShard(r);
    let left = limit || 1;
    for (const { name } of range(tree.children, prefix)) {
      const files = tree.leaf ? await this.file(name, (r) => r.children(), signal) : [{ key: "", name }];
      for (const f of range(files, prefix)) {
        if (left-- <= 0) return;
        yield await this.file(f.name, parse, signal);
      }
      if (left <= 0) return;
    }
  }

  private parseShard(r: Reader): Postings[] {
    const places = r.name();
    const grades: number[] = []; // of all sections in this file
    let term = "";
    return r.list(() => {
      term = r.term(term);
      const pages = r.number(Kind.Pages);
      const blocks: Block[] = [];
      if (term[0] === "\x03") return { term, pages, blocks };
      if (r.digit(Kind.Hot)) {
        let first = 0;
        blocks.push(...r.list(() => this.block((first += r.number(Kind.First)), r.name(), r.name())));
      } else {
        const rows = r.rows(pages);
        const skip = grades.length;
        grades.push(...rows.grades);
        blocks.push({
          first: 0,
          rows: async () => rows,
          positions: async (signal) => (await this.positions(places, grades, signal)).slice(skip, skip + rows.keys.length),
        });
      }
      return { term, pages, blocks };
    });
  }

  private block(first: number, lists: string, places: string): Block {
    const rows = (signal?: AbortSignal) => this.file(lists, (r) => r.rows(r.number(Kind.Once), first), signal, lists + first);
    return { first, rows, positions: async (signal) => this.positions(places, (await rows(signal)).grades, signal) };
  }

  private positions(name: string, grades: number[], signal?: AbortSignal): Promise<number[][]> {
    return this.file(name, (r) => r.positions(grades), signal, grades);
  }

  private file<T>(name: string, parse: (r: Reader) => T, signal?: AbortSignal, key?: unknown): Promise<T> {
    return this.kept(name, (data) => parse(new Reader(data)), signal, key);
  }

  /** One parsed file, kept; key: by what, where the same bytes can mean several things. */
  private async kept<T>(name: string, parse: (data: Uint8Array) => T | Promise<T>, signal?: AbortSignal, key: unknown = name): Promise<T> {
    for (;;) {
      signal?.throwIfAborted();
      let found = this.files.get(key) as Promise<T> | undefined;
      if (!found) {
        if (this.files.size > maxFiles) this.files.clear();
        found = this.read(name, parse, signal);
        this.files.set(key, found);
        found.catch(() => this.files.delete(key));
      }
      try {
        return await found;
      } catch (e) {
        // Another query that waited for the same file was given up.
        if (signal?.aborted || (e as Error).name !== "AbortError") throw e;
      }
    }
  }

  private async read<T>(name: string, parse: (data: Uint8Array) => T | Promise<T>, signal?: AbortSignal): Promise<T> {
    const data = await this.load(name === "dir" ? name : name + ".bin", this.fresh, signal);
    try {
      return await parse(data);
    } catch {
      throw new Stale(name);
    }
  }
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
