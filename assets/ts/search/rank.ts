// Orders the pages that have the units of a query.

import { pageOf, raise, type Hits } from "./match";

export interface Ranked {
  page: number;
  sections: number[]; // best first
  score: number;
}

const maxSections = 3;

/** The best that each page has, of sections. */
function best(hits: Hits): Hits {
  const out: Hits = new Map();
  hits.forEach((weight, key) => raise(out, pageOf(key), weight));
  return out;
}

/** The pages, else those with all units, best first, equal ones in the order of the site.
 *  A bonus is what a section gets for more than its units. */
export function rank(units: Hits[], pages: number, bonus: Hits, some?: number[]): Ranked[] {
  const bests = units.map(best);
  const common = some ?? [...(bests[0] ?? []).keys()].filter((p) => bests.every((b) => b.has(p)));
  const rarity = bests.map((b) => Math.log(1 + (pages - b.size + 0.5) / (b.size + 0.5)) + 0.1);
  const sections = new Map<number, Map<number, number>>(common.map((p) => [p, new Map()]));
  const give = (hits: Hits, factor: number) =>
    hits.forEach((weight, key) => {
      const list = sections.get(pageOf(key));
      list?.set(key % 65536, (list.get(key % 65536) ?? 0) + weight * factor);
    });
  units.forEach((hits, u) => give(hits, rarity[u]!));
  give(bonus, Math.max(...rarity));
  const out = common.map((page): Ranked => {
    const list = [...sections.get(page)!].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const top = list[0]![1];
    const all = bests.reduce((sum, b, u) => sum + (b.get(page) ?? 0) * rarity[u]!, 0);
    // Units in one section say more than the same units all over a page.
    return {
      page,
      sections: list.slice(0, maxSections).map(([s]) => s),
      score: top + 0.4 * Math.max(0, all - top) + 0.05 * Math.log(list.length),
    };
  });
  return out.sort((a, b) => b.score - a.score || a.page - b.page);
}
