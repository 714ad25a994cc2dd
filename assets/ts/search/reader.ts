// Reads the numbers of a file of the index: an arithmetic code of their digits,
// each with the odds that the digits before it in the same context give. The
// format is documented at the top of generator/search, coder.go there writes it.

/** The index was replaced since its directory was read, or a file is damaged. */
export class Stale extends Error {}

/** Sections that have a term; a key is page × 65536 + section. */
export interface Rows {
  keys: number[];
  grades: number[];
}

export interface Child {
  key: string;
  name: string;
}

/** Positions in headings are below 0: from -headingSpan on. */
export const headingSpan = 1 << 19;

/** Kinds of numbers. */
export const enum Kind {
  Name = 0,
  Once = 1,
  Shared = 2,
  Distance = 3,
  Unit = 5,
  Pages = 6,
  Hot = 7,
  First = 8,
  Section = 10,
  Grade = 26,
  More = 30,
  Page = 32,
  Count = 54,
  Heads = 62,
  HeadGap = 63,
  Gap = 65,
  Symbol = 84,
}

const slots = 64;
const kinds = 142;
const memory = 127; // digits that a context remembers
const headingGrade = 5;

const digits = (n: number): number => 32 - Math.clz32(n);

export class Reader {
  private at = 0;
  private code = 0;
  private size = 2 ** 32 - 1;
  private seen = new Uint8Array(2 * kinds * slots);
  private high: number[] = []; // by page: one more than the highest section met

  constructor(private bytes: Uint8Array) {
    for (let i = 0; i < 4; i++) this.shift();
  }

  private shift(): void {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Stale("end of file");
    this.code = this.code * 256 + byte;
  }

  /** A binary digit. */
  digit(kind: Kind, slot = 0): number {
    const { seen } = this;
    const i = 2 * (kind * slots + slot);
    const ones = seen[i + 1]! * 2 + 1;
    const part = Math.floor((this.size * ones) / (seen[i]! * 2 + 1 + ones));
    const one = +(this.code < part);
    if (one) this.size = part;
    else {
      this.code -= part;
      this.size -= part;
    }
    seen[i + one]!++;
    if (seen[i]! + seen[i + 1]! > memory) {
      seen[i]! >>= 1;
      seen[i + 1]! >>= 1;
    }
    for (; this.size < 2 ** 24; this.size *= 256) this.shift();
    return one;
  }

  number(kind: Kind): number {
    let n = 0;
    while (this.digit(kind, n)) n++;
    let value = 1;
    while (n--) value = value * 2 + this.digit(kind, 32 + n);
    return value - 1;
  }

  /** A number of so many digits. */
  private fixed(kind: Kind, count: number): number {
    let at = 1;
    for (let i = 0; i < count; i++) at = at * 2 + this.digit(kind, at);
    return at - 2 ** count;
  }

  name(): string {
    let name = "";
    for (let i = 0; i < 12; i++) {
      let digit = 0;
      for (let n = 0; n < 4; n++) digit = digit * 2 + this.digit(Kind.Name);
      name += digit.toString(16);
    }
    return name;
  }

  /** A term after another. */
  term(before: string): string {
    const shared = this.number(Kind.Shared);
    const old = before.charCodeAt(shared);
    let term = before.slice(0, shared);
    if (shared < before.length) term += String.fromCharCode(old + this.number(old > 127 ? Kind.Distance + 1 : Kind.Distance));
    for (;;) {
      const last = term.charCodeAt(term.length - 1);
      const follows = last > 96 && last < 123 ? last - 94 : last > 127 ? 2 : last ? 1 : 0;
      const symbol = this.fixed(Kind.Symbol + 2 * follows, 7);
      if (symbol > 126) return term;
      term += String.fromCharCode(symbol < 126 ? symbol : this.number(Kind.Unit));
    }
  }

  children(): Child[] {
    let key = "";
    return this.list(() => ({ key: (key = this.term(key)), name: this.name() }));
  }

  /** As many as a number tells. */
  list<T>(read: () => T, count = this.number(Kind.Once)): T[] {
    return Array.from({ length: count }, read);
  }

  /** The sections of a term on so many pages. */
  rows(count: number, first = 0): Rows {
    const keys: number[] = [];
    const grades: number[] = [];
    const size = digits(count);
    for (let page = first; count--; page++) {
      page += this.number(Kind.Page + size);
      let section = 0;
      for (let later = 0, more = 1; more; later = 1) {
        const high = this.high[page] ?? 0;
        section += this.number(Kind.Section + 8 * later + Math.min(7, digits(high)));
        keys.push(page * 65536 + section);
        grades.push(this.fixed(Kind.Grade + 2 * later + +!section, 3));
        more = this.digit(Kind.More, size);
        this.high[page] = Math.max(high, ++section);
      }
    }
    return { keys, grades };
  }

  /** The positions in sections of these grades. */
  positions(grades: number[]): number[][] {
    return grades.map((grade) => {
      const out: number[] = [];
      const put = (count: number, at: number, kind: Kind) => {
        for (let i = 0; i < count; i++) out.push((at += this.number(kind + +(i > 0))));
      };
      const heading = +(grade >= headingGrade);
      if (heading) put(this.number(Kind.Heads) + 1, -headingSpan, Kind.HeadGap);
      const count = this.number(Kind.Count + grade) + 1 - heading;
      put(count, 0, Kind.Gap + 3 * Math.min(grade, headingGrade) + +(count > 1));
      return out;
    });
  }
}
