// Orders the pages that have the units of a query.

import { pageOf, raise, type Hits } from "./match";

export interface Ranked {
  page: number;
  sections: number[]; // best first
  score: number;
}

const maxSections = 3;

/** Pages with all units or, with some, with as many as any page has; best first, equal ones in the order of the site.
 *  A bonus is what a section gets for more than its units. */
export function rank(units: Hits[], pages: number, bonus: Hits, some = false): Ranked[] {
  if (!units.length) return [];
  const best = units.map((hits) => {
    const out: Hits = new Map();
    for (const [key, weight] of hits) raise(out, pageOf(key), weight);
    return out;
  });
  const has = (p: number) => best.filter((b) => b.has(p)).length;
  const all = some
    ? [...new Set(best.flatMap((b) => [...b.keys()]))]
    : [...best.reduce((a, b) => (b.size < a.size ? b : a)).keys()];
  const most = some ? all.reduce((most, p) => Math.max(most, has(p)), 1) : units.length;
  const common = all.filter((p) => has(p) === most);
  const rarity = best.map((b) => Math.log(1 + (pages - b.size + 0.5) / (b.size + 0.5)) + 0.1);
  const sections = new Map<number, Map<number, number>>(common.map((p) => [p, new Map()]));
  const give = (hits: Hits, factor: number) => {
    for (const [key, weight] of hits) {
      const list = sections.get(pageOf(key));
      list?.set(key % 65536, (list.get(key % 65536) ?? 0) + weight * factor);
    }
  };
  units.forEach((hits, u) => give(hits, rarity[u]!));
  give(bonus, Math.max(...rarity));
  const out = common.map((page): Ranked => {
    const list = [...sections.get(page)!].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const top = list[0]![1];
    const all = best.reduce((sum, b, u) => sum + (b.get(page) ?? 0) * rarity[u]!, 0);
    // Units in one section say more than the same units all over a page.
    return {
      page,
      sections: list.slice(0, maxSections).map(([s]) => s),
      score: top + 0.4 * Math.max(0, all - top) + 0.05 * Math.log(list.length),
    };
  });
  return out.sort((a, b) => b.score - a.score || a.page - b.page);
}
