// Chance that is the same each time.

/** A source of chance for a seed (any text). */
export function random(seed) {
  let a = 2166136261;
  for (const c of seed) a = Math.imul(a ^ c.codePointAt(0), 16777619);
  const next = () => { // mulberry32
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (from, to) => from + Math.floor(next() * (to - from + 1));
  const shuffled = (list) => {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = between(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  };
  return { between, shuffled, some: (list, n) => (list.length <= n ? list : shuffled(list).slice(0, n)) };
}
