// What answers are worth, and what is asked of ours.

/** The figures of one class: queries with their answers, in the same order. */
export function figures(queries, answers) {
  const mean = (list) => (list.length ? list.reduce((a, b) => a + b, 0) / list.length : 1);
  const each = queries.map((q, i) => {
    const { pages, error } = answers[i];
    const [must, may, want] = [new Set(q.must), new Set([...q.may, ...q.must]), new Set(q.want)];
    const ten = pages.slice(0, 10);
    const rank = pages.findIndex((p) => want.has(p));
    return {
      recall: pages.filter((p) => must.has(p)).length / must.size,
      precision: ten.length ? ten.filter((p) => may.has(p)).length / ten.length : undefined,
      wrong: pages.length ? pages.filter((p) => !may.has(p)).length / pages.length : undefined,
      first: +(rank === 0),
      third: +(rank >= 0 && rank < 3),
      mrr: rank < 0 ? 0 : 1 / (rank + 1),
      error: +Boolean(error),
    };
  });
  const of = (key) => mean(each.map((e) => e[key]).filter((x) => x !== undefined));
  return { n: queries.length, recall: of("recall"), precision: of("precision"), wrong: each.length ? of("wrong") : 0, first: of("first"), third: of("third"), mrr: of("mrr"), errors: each.reduce((n, e) => n + e.error, 0), each };
}

/** The value below which a share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] : 0;
}

const allFound = ["zh 1", "zh 2", "zh 3", "zh 4", "zh 5+", "half-typed", "mixed", "multi-term", "traditional"];
const nearlyAll = ["identifiers", "parts", "symbols", "full width", "word", "prefix"];

/**
 * What falls short of the goals: sentences. byClass are figures by class, costs
 * what cost() gave, large: whether the site has thousands of pages.
 */
export function shortfalls(lang, byClass, costs, large) {
  const out = [];
  const least = (name, key, value, goal) => value < goal - 1e-9 && out.push(`${lang} ${name}: ${key} ${value.toFixed(3)}, wanted ${goal}`);
  const most = (key, value, goal, unit) => value > goal && out.push(`${lang}: ${key} ${value.toFixed(1)} ${unit}, wanted ${goal} at most`);
  for (const [name, f] of Object.entries(byClass)) {
    if (f.errors) out.push(`${lang} ${name}: ${f.errors} queries without an answer`);
    if (allFound.includes(name)) least(name, "recall", f.recall, 1);
    if (nearlyAll.includes(name)) least(name, "recall", f.recall, 0.99);
    if (name === "typo") least(name, "recall", f.recall, 0.95);
    if (name === "stem") least(name, "recall", f.recall, 0.95);
    if (name === "titles") {
      least(name, "success@1", f.first, 0.95);
      least(name, "success@3", f.third, 0.98);
      least(name, "MRR", f.mrr, 0.95);
    } else if (/pinyin|initials/.test(name)) least(name, "recall", f.recall, 0.95);
    else if (name !== "typo") least(name, "precision@10", f.precision, large ? 0.93 : 0.97);
  }
  if (!costs) return out;
  most("index bytes of a cold query, p50", costs.bytes50 / 1000, 20, "KB");
  most("index bytes of a cold query, p95", costs.bytes95 / 1000, large ? 80 : 50, "KB");
  most("index bytes of a cold query, most", costs.most / 1000, 150, "KB");
  most("latency with files at hand, p95", costs.ms95, large ? 50 : 15, "ms");
  if (costs.raw > 1e6) most("index beside the text", costs.share * 100, lang === "zh" ? 65 : 35, "%");
  if (costs.first) most("first query with engine, interface and excerpts", costs.first / 1000, large ? 80 : 60, "KB");
  return out;
}
