// What calculators compute, from cells as they are written. generator/calc has
// the same formulas with their explanation; a test there holds the two, and the
// programs of content/code, together.

export interface Value {
  readonly number: number;
  readonly text: string;
}

export type Values = Map<string, Value>;

type Row = readonly string[];

/**
 * Writes a number with so many decimals, a half to the even digit as Go does, and
 * a true minus. Twelve digits count: those behind differ between browsers.
 */
export function fixed(value: number, places: number): string {
  const x = Number(value.toPrecision(12));
  const exact = Math.abs(x).toFixed(60);
  const cut = exact.length - 60 + places;
  const even = /[02468]\.?$/.test(exact.slice(0, cut)) && /^50*$/.test(exact.slice(cut));
  const digits = even ? exact.slice(0, cut).replace(/\.$/, "") : Math.abs(x).toFixed(places);
  return x < 0 && /[1-9]/.test(digits) ? "−" + digits : digits;
}

/** Writes a number with at most two decimals. */
export function short(x: number): string {
  return fixed(x, 2).replace(/\.?0+$/, "");
}

const rounded = (x: number, places: number): Value => ({ number: x, text: fixed(x, places) });
const shortened = (x: number): Value => ({ number: x, text: short(x) });
const plain = (x: number): string => fixed(x, 2);
const bar = (from: number, to: number): Value => ({ number: to - from, text: `M${plain(from)} 4H${plain(to)}` });
const cell = (row: Row | undefined, at: number): number => Number(row?.[at] ?? NaN);

const measures: readonly [string, Readonly<Record<string, number>>][] = [
  ["alpha", { E1: 1 }],
  ["beta", { E2: 0.5, E1: 1 }],
  ["gamma", { E2: 1, E1: 1 }],
];

export function exposure(rows: readonly Row[]): Values {
  const out: Values = new Map();
  const hours = rows.map((row) => cell(row, 1));
  const total = hours.reduce((a, b) => a + b, 0);
  out.set("hours", shortened(total));
  let unsure = 0;
  let unsureHours = 0;
  rows.forEach((row, i) => {
    const share = (hours[i] ?? 0) / total;
    out.set(`share-${i}`, { number: share, text: fixed(100 * share, 1) + "%" });
    if (row[2] === row[3]) return;
    unsure++;
    unsureHours += hours[i] ?? 0;
  });
  out.set("unsure", rounded(unsure, 0));
  out.set("unsure-hours", shortened(unsureHours));
  for (const [name, counts] of measures) {
    const [low, high] = [2, 3].map((at) => rows.reduce((sum, row, i) => sum + ((hours[i] ?? 0) / total) * (counts[row[at] ?? ""] ?? 0), 0)) as [number, number];
    out.set(`${name}-low`, rounded(low, 3)).set(`${name}-high`, rounded(high, 3)).set(`${name}-bar`, bar(100 * low, 100 * high));
  }
  return out;
}

/** The rows' names come from the page, which has one for an empty cell, too. */
export function audit(rows: readonly Row[]): Values {
  const out: Values = new Map();
  const ranked = rows.map((row, i) => {
    const [hours, need, level, proof] = [1, 2, 3, 4].map((at) => cell(row, at)) as [number, number, number, number];
    const gap = hours * Math.max(0, need - Math.min(level, proof));
    const learn = hours * Math.max(0, need - level);
    return { row: i, name: row[0] ?? "", gap, learn, show: gap - learn };
  });
  ranked.sort((a, b) => b.gap - a.gap || order(a.name, b.name));
  for (const part of ["gap", "learn", "show"] as const) out.set(part, shortened(ranked.reduce((sum, skill) => sum + skill[part], 0)));
  const largest = ranked[0]?.gap ?? 0;
  const scale = (x: number): number => (100 * x) / Math.max(largest, 1e-9);
  ranked.forEach(({ row, name, gap, learn, show }, i) => {
    if (i === 0) out.set("first", { number: row, text: largest ? name : "–" });
    out.set(`rank-${i}`, { number: row, text: name });
    out.set(`rank-${i}-gap`, shortened(gap)).set(`rank-${i}-learn`, shortened(learn)).set(`rank-${i}-show`, shortened(show));
    out.set(`rank-${i}-learn-bar`, bar(0, scale(learn))).set(`rank-${i}-show-bar`, bar(scale(learn), scale(gap)));
  });
  return out;
}

/** The order of two names by their characters, as in Go and Python: "<" would compare halves of some. */
function order(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  const at = x.findIndex((c, i) => c !== y[i]);
  return at < 0 ? x.length - y.length : (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? -1);
}

const aversions = [0, 1, 2, 5];
const middle = 2;
const tilt = 0.2;

/** The weights must add up to 1. */
export function scenarios(rows: readonly Row[], weights: readonly number[]): Values {
  const out: Values = new Map();
  const rank = (name: string, best: string, weights: readonly number[], aversion: number): void => {
    let top = -Infinity;
    let at = 0;
    for (let o = 0; o < (rows[0]?.length ?? 0) - 2; o++) {
      const v = sure(rows.map((row) => cell(row, 2 + o)), weights, aversion);
      out.set(`${name}-${o}`, rounded(v, 1));
      if (v > top) [top, at] = [v, o];
    }
    out.set(best, rounded(at, 0));
  };
  for (const aversion of aversions) rank(`sure-${aversion}`, `best-${aversion}`, weights, aversion);
  rows.forEach((_, i) => rank(`tilt-${i}`, `tilt-best-${i}`, tilted(weights, i), middle));
  return out;
}

function sure(option: readonly number[], weights: readonly number[], aversion: number): number {
  const expected = option.reduce((sum, income, i) => sum + (weights[i] ?? 0) * utility(income, aversion), 0);
  return aversion === 1 ? 100 * Math.exp(expected) : 100 * (1 + (1 - aversion) * expected) ** (1 / (1 - aversion));
}

function utility(income: number, aversion: number): number {
  const x = income / 100;
  return aversion === 1 ? Math.log(x) : (x ** (1 - aversion) - 1) / (1 - aversion);
}

function tilted(weights: readonly number[], at: number): number[] {
  const before = weights[at] ?? 0;
  const raised = Math.min(before + tilt, 1);
  const rest = 1 - before;
  return weights.map((w, i) => (i === at ? raised : rest ? (w * (1 - raised)) / rest : 0));
}

const swing = 0.2;
const numbers = ["q", "G", "K", "c", "delta"];
type Option = readonly [q: number, G: number, K: number, c: number, delta: number];

const learning = ([q, G, K, c, delta]: Option): number => delta * q * Math.max(0, G - K) - c;

export function option(row: Row | undefined): Values {
  const x = numbers.map((_, i) => cell(row, i)) as unknown as Option;
  const [q, G, K, c, delta] = x;
  const out: Values = new Map();
  out.set("learn", rounded(learning(x), 1)).set("commit", rounded(delta * q * G - K, 1));
  out.set("even", G > K && delta > 0 ? rounded(c / (delta * (G - K)), 3) : { number: Infinity, text: "–" });
  let [lowest, highest] = [0, 0];
  const ends = numbers.map((name, i): [string, number, number] => {
    const capped = name === "q" || name === "delta"; // a chance and a discount stay within 1
    const moved = (by: number): number => learning(x.map((v, j) => (j !== i ? v : capped ? Math.min(v * by, 1) : v * by)) as unknown as Option);
    const [less, more] = [moved(1 - swing), moved(1 + swing)];
    lowest = Math.min(lowest, less, more);
    highest = Math.max(highest, less, more);
    return [name, less, more];
  });
  const place = (v: number): number => 4 + (92 * (v - lowest)) / Math.max(highest - lowest, 1e-9);
  for (const [name, less, more] of ends) {
    out.set(`${name}-less`, rounded(less, 1)).set(`${name}-more`, rounded(more, 1));
    out.set(`${name}-bar`, bar(place(Math.min(less, more)), place(Math.max(less, more))));
  }
  return out.set("zero", { number: place(0), text: `M${plain(place(0))} 0V8` });
}
