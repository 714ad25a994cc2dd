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
  Grade = 10,
  More = 14,
  Page = 32,
  Count = 54,
  Heads = 62,
  HeadGap = 63,
  Gap = 65,
  Symbol = 84,
  Section = 142,
}

const slots = 64;
const kinds = 208;
const memory = 127; // digits that a context remembers
const headingGrade = 5;

const digits = (n: number): number => 32 - Math.clz32(n);

export type Reader = ReturnType<typeof reader>;

export function reader(bytes: Uint8Array) {
  let at = 0;
  let code = 0;
  let size = 2 ** 32 - 1;
  const seen = new Uint8Array(2 * kinds * slots);
  const highest: number[] = []; // by page: one more than the highest section met

  const shift = () => {
    if (at >= bytes.length) throw new Stale();
    code = code * 256 + bytes[at++]!;
  };
  for (let i = 0; i < 4; i++) shift();

  /** A binary digit. */
  const digit = (kind: Kind, slot = 0): number => {
    const i = 2 * (kind * slots + slot);
    const ones = seen[i + 1]! * 2 + 1;
    const part = Math.floor((size * ones) / (seen[i]! * 2 + 1 + ones));
    const one = +(code < part);
    if (one) size = part;
    else {
      code -= part;
      size -= part;
    }
    seen[i + one]!++;
    if (seen[i]! + seen[i + 1]! > memory) {
      seen[i]! >>= 1;
      seen[i + 1]! >>= 1;
    }
    for (; size < 2 ** 24; size *= 256) shift();
    return one;
  };

  const number = (kind: Kind): number => {
    let n = 0;
    while (digit(kind, n)) if (++n > 31) throw new Stale();
    let value = 1;
    while (n--) value = value * 2 + digit(kind, 32 + n);
    return value - 1;
  };

  /** A number of so many digits. */
  const fixed = (kind: Kind, count: number): number => {
    let value = 1;
    for (let i = 0; i < count; i++) value = value * 2 + digit(kind, value);
    return value - 2 ** count;
  };

  /** As many as a number tells. */
  const list = <T>(read: () => T, length = number(Kind.Once)): T[] => Array.from({ length }, read);

  const name = (): string => parseInt(list(() => digit(Kind.Name), 48).join(""), 2).toString(16).padStart(12, "0");

  /** A term after another. */
  const term = (before: string): string => {
    const shared = number(Kind.Shared);
    let term = before.slice(0, shared);
    const add = (unit: number) => (term += String.fromCharCode(unit));
    const old = before.charCodeAt(shared);
    if (shared < before.length) add(old + number(old > 127 ? Kind.Distance + 1 : Kind.Distance));
    for (;;) {
      const last = term.charCodeAt(term.length - 1);
      const symbol = fixed(Kind.Symbol + 2 * (last > 96 && last < 123 ? last - 94 : last > 127 ? 2 : +(last > 0)), 7);
      if (symbol > 126) return term;
      add(symbol < 126 ? symbol : number(Kind.Unit));
    }
  };

  const children = (): Child[] => {
    let key = "";
    return list(() => ({ key: (key = term(key)), name: name() }));
  };

  /** The sections of a term on so many pages. */
  const rows = (count: number, page = 0): Rows => {
    const keys: number[] = [];
    const grades: number[] = [];
    const kind = digits(count);
    for (; count--; page++) {
      page += number(Kind.Page + kind);
      let section = 0;
      for (let later = 0, more = 1; more; later = 1) {
        const high = highest[page] ?? 0;
        section += number(Kind.Section + digits(high - section) + 33 * later);
        keys.push(page * 65536 + section);
        grades.push(fixed(Kind.Grade + 2 * later + +!section, 3));
        more = digit(Kind.More, kind);
        highest[page] = Math.max(high, ++section);
      }
    }
    return { keys, grades };
  };

  /** The positions in sections of these grades. */
  const positions = (grades: number[]): number[][] =>
    grades.map((grade) => {
      const gaps = (count: number, at: number, kind: Kind) => Array.from({ length: count }, (_, i) => (at += number(kind + +(i > 0))));
      const heading = +(grade >= headingGrade);
      const heads = heading ? gaps(number(Kind.Heads) + 1, -headingSpan, Kind.HeadGap) : [];
      const count = number(Kind.Count + grade) + 1 - heading;
      return [...heads, ...gaps(count, 0, Kind.Gap + 3 * Math.min(grade, headingGrade) + +(count > 1))];
    });

  /** The code ends where it does in a file that was written so; another file's hardly ever would. */
  const end = <T>(read: T): T => {
    if (code !== 0 || at < bytes.length) throw new Stale();
    return read;
  };

  return { end, digit, number, name, term, children, list, rows, positions };
}
