// Reads the files of the index; their format is documented at the top of
// generator/search. Knows nothing of the DOM or of queries.

/** Fetches a file of the index; fresh: past every cache. Throws Stale where it is gone. */
export type Load = (name: string, fresh: boolean, signal?: AbortSignal) => Promise<Uint8Array>;

/** The index was replaced since its directory was read, or a file is damaged. */
export class Stale extends Error {}

/** Sections that have a term; a key is page × 65536 + section. */
export interface Rows {
  keys: number[];
  grades: number[];
}

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
  children: { key: string; name: string }[];
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

/** Positions in headings are below 0: from -headingSpan on. */
export const headingSpan = 1 << 19;
const version = 2;
const none = "000000000000";
const maxFiles = 500;

export class Shards {
  private files = new Map<string, Promise<unknown>>();
  private fresh = false;

  constructor(private load: Load) {}

  /** Forgets everything; what is read next comes from the server. */
  reset(): void {
    this.files.clear();
    this.fresh = true;
  }

  directory(signal?: AbortSignal): Promise<Directory> {
    return this.file("dir", parseDirectory, signal, "");
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
    return this.file(name, (r) => JSON.parse(new TextDecoder().decode(r.bytes)) as Texts, signal);
  }

  private async *shards(tree: Tree, prefix: string, limit: number, signal?: AbortSignal): AsyncGenerator<Postings[]> {
    const parse = (r: Reader) => this.parseShard(r);
    let left = limit || 1;
    for (const { name } of range(tree.children, prefix)) {
      const files = tree.leaf ? await this.file(name, (r) => r.children(), signal) : [{ key: "", name }];
      for (const f of range(files, prefix)) {
        if (left-- <= 0) return;
        yield await this.file(f.name, parse, signal, none);
      }
      if (left <= 0) return;
    }
  }

  private parseShard(r: Reader): Postings[] {
    const positions = r.head;
    const [terms, lists] = [r.int(), r.int()];
    const pagesOf = r.skip(terms);
    const sectionsOf = pagesOf.skip(lists);
    const out: Postings[] = [];
    let term = "";
    let before = 0; // sections in the lists so far
    for (let n = r.int(); n > 0; n--) {
      term = r.term(term);
      const pages = r.int();
      const blocks: Block[] = [];
      if (pages & 1) {
        let first = 0;
        for (let b = r.int(); b > 0; b--) {
          first += r.int();
          blocks.push(this.block(first, r.name(), r.name()));
        }
      } else if (!/^[\x03\x04]/.test(term)) {
        const rows = readRows(pages >> 1, 0, pagesOf, sectionsOf);
        const skip = before;
        before += rows.keys.length;
        blocks.push({
          first: 0,
          rows: async () => rows,
          positions: (signal) => this.positions(positions, skip, rows.keys.length, signal),
        });
      }
      out.push({ term, pages: pages >> 1, blocks });
    }
    return out;
  }

  private block(first: number, docs: string, pos: string): Block {
    const parse = (r: Reader) => {
      const size = r.int();
      return readRows(Infinity, first, r, r.skip(size));
    };
    const rows = (signal?: AbortSignal) => this.file(docs, parse, signal);
    return {
      first,
      rows,
      positions: async (signal) => this.positions(pos, 0, (await rows(signal)).keys.length, signal),
    };
  }

  private async positions(name: string, skip: number, count: number, signal?: AbortSignal): Promise<number[][]> {
    const all = await this.file(name, (r) => r.lists(), signal);
    return all.slice(skip, skip + count);
  }

  /** One parsed file, kept. head: how many raw bytes (as the name of a file) stand before the compressed. */
  private async file<T>(name: string, parse: (r: Reader) => T, signal?: AbortSignal, head = ""): Promise<T> {
    for (;;) {
      signal?.throwIfAborted();
      let found = this.files.get(name) as Promise<T> | undefined;
      if (!found) {
        if (this.files.size > maxFiles) this.files.clear();
        found = this.read(name, parse, head.length / 2, signal);
        this.files.set(name, found);
        found.catch(() => this.files.delete(name));
      }
      try {
        return await found;
      } catch (e) {
        // Another query that waited for the same file was given up.
        if (signal?.aborted || (e as Error).name !== "AbortError") throw e;
      }
    }
  }

  private async read<T>(name: string, parse: (r: Reader) => T, head: number, signal?: AbortSignal): Promise<T> {
    const raw = await this.load(name === "dir" ? name : name + ".bin", this.fresh, signal);
    try {
      return parse(new Reader(await inflate(raw.subarray(head)), hex(raw.subarray(0, head))));
    } catch {
      throw new Stale(name);
    }
  }
}

function child(children: { name: string }[], at: number): string {
  const c = children[at];
  if (!c) throw new Stale("tree");
  return c.name;
}

/** The files that can hold terms with the prefix. */
function range(files: { key: string; name: string }[], prefix: string): { key: string; name: string }[] {
  let from = 0;
  while (from + 1 < files.length && files[from + 1]!.key <= prefix) from++;
  let to = from + 1;
  while (to < files.length && files[to]!.key.startsWith(prefix)) to++;
  return files.slice(from, to);
}

async function inflate(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([data as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

function parseDirectory(r: Reader): Directory {
  if (r.int() !== version) throw new Stale("version");
  const pages = r.int();
  const flags = r.int();
  const fold = r.name();
  const group = r.int();
  return { pages, traditional: !!(flags & 1), pinyin: !!(flags & 2), fold, group, table: r.tree(), terms: r.tree() };
}

function parsePairs(r: Reader): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let from = 0; !r.end;) {
    from += r.int();
    pairs.set(String.fromCharCode(from), String.fromCharCode(from + r.signed()));
  }
  return pairs;
}

function parseTable(r: Reader): TextFile[][] {
  const pages: TextFile[][] = [];
  while (!r.end) {
    pages.push(Array.from({ length: r.int() }, () => ({ section: r.int(), pos: r.int(), name: r.name() })));
  }
  return pages;
}

/** Sections by page: of so many pages, or of all that sections tell of. */
function readRows(count: number, first: number, pages: Reader, sections: Reader): Rows {
  const keys: number[] = [];
  const grades: number[] = [];
  for (let page = first; count > 0 && !(count === Infinity && sections.end); count--, page++) {
    page += pages.int();
    for (let section = 0, more = 1; more; section++) {
      const value = sections.int();
      more = value & 1;
      section += Math.floor(value / 16);
      keys.push(page * 65536 + section);
      grades.push((value >> 1) & 7);
    }
  }
  return { keys, grades };
}

class Reader {
  private at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly head = "",
  ) {}

  get end(): boolean {
    return this.at >= this.bytes.length;
  }

  int(): number {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Stale("end of file");
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }

  signed(): number {
    const value = this.int();
    return value & 1 ? -(value + 1) / 2 : value / 2;
  }

  name(): string {
    return hex(this.bytes.subarray(this.at, (this.at += 6)));
  }

  term(before: string): string {
    const head = this.int2();
    const shared = head >> 4;
    const rest = (head & 15) === 15 ? 15 + this.int() : head & 15;
    let term = before.slice(0, shared);
    for (let i = 0; i < rest; i++) {
      term += String.fromCharCode(this.int() + (i || shared >= before.length ? 0 : before.charCodeAt(shared)));
    }
    return term;
  }

  tree(): Tree {
    return { leaf: this.int(), children: this.children() };
  }

  children(): Tree["children"] {
    let key = "";
    return Array.from({ length: this.int() }, () => ({ key: (key = this.term(key)), name: this.name() }));
  }

  /** Another reader, so many bytes further. */
  skip(bytes: number): Reader {
    return new Reader(this.bytes.subarray(this.at + bytes));
  }

  /** A file of positions: how many in each list, then all low bits, then all high ones. */
  lists(): number[][] {
    const size = this.int();
    const counts = new Reader(this.bytes.subarray(this.at, this.at + size));
    const sizes: [heads: number, body: number][] = [];
    let total = 0;
    while (!counts.end) {
      const count = counts.int();
      const heads = count & 1 ? counts.int() : 0;
      sizes.push([heads, count >> 1]);
      total += heads + (count >> 1);
    }
    const low = this.bytes.subarray(this.at + size, (this.at += size + total));
    let i = 0;
    const gaps = (n: number, at: number) => Array.from({ length: n }, () => (at += low[i++]! + 128 * this.int()));
    return sizes.map(([heads, body]) => [...gaps(heads, -headingSpan), ...gaps(body, 0)]);
  }

  private int2(): number {
    return this.bytes[this.at++] ?? 0;
  }
}
