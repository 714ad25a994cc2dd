// Queries with their truth, made from the pages of any site.
//
// A query is {id, lang, class, q, must, may, want}: must are the pages that have
// to be found, may those that are no mistake (must among them), want those that
// should stand first. Truth is literal: q stands in what the page says, both
// after NFKC and lower case, spaces beside Han set aside. Words of alphabets are
// compared as words, since nobody who asks for "form" means "information".
//
// Which Chinese words are asked for: no dictionary decides. A string of n Han is
// taken for a word if it stands in many places (three at least), and what stands
// before and after it varies (the entropy of its neighbours on either side is
// 1.5 bits at least, an end of a run being a neighbour of its own each time), as
// it does at the edges of words and not inside of them, and if it holds together:
// wherever it is cut in two, it is thirty times as frequent as its parts would
// meet by chance. A quarter of each class are runs of n Han between punctuation
// that stand in one place only, so that rare words are asked for too.

import { fold } from "./pages.mjs";
import { random } from "./random.mjs";

const sampled = 400; // pages from which words are taken
const han = /\p{Script=Han}/u;
const runs = /\p{Script=Han}+/gu;

/** Traditional forms of characters that have one simplified form each, and it theirs. */
const pairs = new Map(
  (
    "學学 習习 數数 據据 網网 絡络 態态 應应 響响 組组 狀状 屬属 聲声 變变 類类 統统 測测 試试 資资 頁页 項项 錯错 誤误 檢检 視视 圖图 頻频 訊讯 號号 碼码 " +
    "編编 譯译 寫写 讀读 輸输 構构 運运 優优 節节 點点 線线 鏈链 繫系 種种 緩缓 傳传 遞递 調调 結结 論论 業业 務务 產产 經经 驗验 義义 導导 場场 預预 訓训 練练 模模 參参 " +
    "選选 擇择 實实 現现 環环 鍵键 開开 啟启 關关 閉闭 載载 邏逻 輯辑 標标 簽签 語语 詞词 對对 處处 條条 單单 雙双 頭头 顯显 內内 進进 過过 還还 這这 個个 們们 時时 間间 " +
    "問问 題题 長长 門门 車车 風风 馬马 魚鱼 鳥鸟 麼么 爾尔 塊块 壓压 縮缩 擴扩 陣阵 隊队 層层 級级 並并 員员 師师 設设 計计 規规 劃划 專专 職职 給给 與与 從从 歸归 藝艺 價价 觀观"
  )
    .split(/\s+/)
    .map((p) => [[...p][1], [...p][0]])
    .filter(([a, b]) => a !== b),
);

/**
 * All queries for the pages of one language; size: how many of each class. Those
 * by sound need pinyin, the function of the package pinyin-pro.
 */
export function makeQueries(pages, lang, { seed = 1, size = 40, pinyin } = {}) {
  const r = random(`${seed}/${lang}`);
  const some = r.some(pages, sampled);
  const out = [];
  const add = (name, list, make) => {
    const seen = new Set();
    for (const item of list) {
      if (seen.size === size) break;
      const query = make(item);
      if (!query || seen.has(query.q) || !query.must.length) continue;
      seen.add(query.q);
      out.push({ id: `${lang}/${name}/${seen.size}`, lang, class: name, want: query.must, ...query });
    }
  };
  const text = new Texts(pages, pinyin);
  const literal = (q, truth = q) => ({ q, ...text.literal(truth) });
  const chinese = share(some) > 0.1;
  if (chinese) {
    const words = hanWords(some, r, size);
    for (const n of [2, 3, 4, 5]) add(n === 5 ? "zh 5+" : `zh ${n}`, words[n], (w) => literal(w));
    add("zh 1", r.shuffled(singles(some)), (w) => literal(w));
    add("half-typed", r.shuffled([...words[4], ...words[5]]), (w) => literal([...w].slice(0, [...w].length === 4 ? 3 : 4).join("")));
    add("mixed", r.shuffled(mixed(some)), (w) => (r.between(0, 1) ? literal(squeeze(w), w) : text.beside(w)));
    const changed = [...words[2], ...words[3], ...words[4]].filter((w) => [...w].some((c) => pairs.has(c)));
    add("traditional", r.shuffled(changed), (w) => literal([...w].map((c) => pairs.get(c) ?? c).join(""), w));
    add("multi-term", multi(some, words, r), (both) => text.all(both));
    const titles = pinyin ? r.shuffled(titleWords(pages)) : [];
    add("pinyin", titles, (w) => text.spoken(w, false));
    add("initials", titles.filter((w) => [...w].length > 2), (w) => text.spoken(w, true));
  }
  const latin = latinWords(some);
  const usual = r.shuffled([...latin].filter(([w, n]) => /^[a-z]{4,20}$/.test(w) && n < some.length / 2 + 1).map(([w]) => w));
  const names = identifiers(some);
  add("word", usual, (w) => ({ q: w, ...text.word(w) }));
  add("prefix", usual.filter((w) => w.length >= 7), (w) => ((q) => ({ q, ...text.prefix(q) }))(w.slice(0, r.between(4, w.length - 2))));
  if (!chinese) {
    const all = [...latin.keys()];
    const stems = (w) => text.begun(w.slice(0, Math.max(3, w.length - 3))).may;
    add("stem", r.shuffled(inflections(usual)), ([q, w]) => !latin.has(q) && { q, ...text.word(w), may: stems(w) });
    add("typo", r.shuffled(usual.filter((w) => w.length >= 5)), (w) => text.typo(w, all, r));
    add("multi-term", multi(some, { 2: usual.slice(0, 300), 3: [], 4: [] }, r), (both) => text.all(both));
  }
  const named = (w) => (/^[a-z]+$/.test(w) ? text.word(w) : text.identifier(w));
  add("identifiers", r.shuffled(names), (w) => ({ q: w, ...text.identifier(w) }));
  add("parts", r.shuffled(parts(some)), (w) => ({ q: w, ...text.part(w) }));
  add("symbols", r.shuffled(symbols(some)), (w) => text.symbol(w));
  add("full width", r.shuffled([...usual.slice(0, size), ...names.slice(0, size)]), (w) => ({ q: wide(w), ...named(w) }));
  add("titles", r.shuffled(pages.filter((p) => p.title)), (p) => text.title(p));
  return out;
}

/** How much of the text is Han. */
function share(pages) {
  const all = pages.map((p) => p.own).join("");
  return (all.match(/\p{Script=Han}/gu)?.length ?? 0) / all.length;
}

/** Text without brackets, spaces beside Han anew set aside: "(导航) 守卫" reads as "导航守卫", and finding it so is no mistake. */
const unbracketed = (text) => squeeze(text.replace(/ *[()[\]{}（）【】「」『』《》〈〉]+ */g, (m) => (m.startsWith(" ") || m.endsWith(" ") ? " " : "")));

const simple = new Map([...pairs].map(([a, b]) => [b, a]));
const simplified = (text) => text.replace(/\p{Script=Han}/gu, (c) => simple.get(c) ?? c);

/** Text without the spaces beside Han, which writers set or not. */
const squeeze = (text) => text.replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, "");

/** Looks up what stands where. */
class Texts {
  constructor(pages, pinyin) {
    this.pinyin = pinyin;
    this.pages = pages.map((p) => ({ path: p.path, title: fold(p.title), raw: [p.title, ...p.headings, p.text].join("\n"), own: squeeze(p.own), page: p }));
    for (const p of this.pages) p.simple = unbracketed(simplified(p.own));
    this.words = new Map(); // word → pages
    this.parts = new Map(); // word that is part of a name such as useMediaControls → pages
    const put = (map, words, path) => {
      for (const w of new Set(words)) {
        if (!map.has(w)) map.set(w, []);
        map.get(w).push(path);
      }
    };
    for (const p of this.pages) {
      put(this.words, p.own.match(/[\p{L}\p{N}\p{M}]+/gu)?.flatMap((w) => (han.test(w) ? (w.match(/[a-z0-9]+/g) ?? []) : [w])), p.path);
      put(this.parts, p.raw.match(/[A-Za-z0-9_]*(?:[a-z0-9][A-Z]|_)[A-Za-z0-9_]*/g)?.flatMap((w) => w.split(/_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)).map((w) => w.toLowerCase()), p.path);
    }
  }
  where(test) {
    return this.pages.filter(test).map((p) => p.path);
  }
  literal(q) {
    const want = squeeze(fold(q));
    const must = this.where((p) => p.own.includes(want));
    // A page may have the words in traditional characters, and brackets among them.
    return { must, may: this.where((p) => p.simple.includes(unbracketed(simplified(want)))) };
  }
  /** Two scripts with a space between: first the pages with both side by side. */
  beside(q) {
    const must = this.literal(q).must;
    return { ...this.all(fold(q).split(/ |(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z0-9])(?=\p{Script=Han})/u)), q, must, want: must };
  }
  all(words) {
    const each = words.map((w) => new Set(/^[a-z]+$/.test(w) ? this.word(w).must : this.literal(w).must));
    const loose = words.map((w) => new Set(/^[a-z]+$/.test(w) ? this.word(w).may : this.literal(w).may));
    const both = (sets) => [...sets[0]].filter((p) => sets.every((s) => s.has(p)));
    return { q: words.join(" "), must: both(each), may: both(loose) };
  }
  /** A word, its inflections being no mistake, alone or as a part of a name. */
  word(w) {
    const root = light(w);
    this.roots ??= new Map([...this.words.keys(), ...this.parts.keys()].map((x) => [x, light(x)]));
    const may = new Set(this.begun(w).may);
    for (const map of [this.words, this.parts]) {
      for (const [x, paths] of map) if (this.roots.get(x) === root || x.startsWith(root)) for (const p of paths) may.add(p);
    }
    return { must: this.words.get(w) ?? [], may: [...may] };
  }
  /** The beginning of a word; it may be a whole word too, as "carts" that begins "cartStore". */
  prefix(w) {
    return { must: this.begun(w).must, may: this.word(w).may };
  }
  begun(w) {
    const must = new Set();
    const inside = new Set(this.where((p) => new RegExp(`(?<![a-z0-9])${escape(w)}`).test(p.own)));
    for (const [word, paths] of this.words) if (word.startsWith(w)) for (const p of paths) must.add(p);
    // Beside words the parts of camelCase ones are no mistake.
    const camel = new RegExp(`[a-z0-9_]${w[0].toUpperCase()}${escape(w.slice(1))}`);
    return { must: [...must], may: [...new Set([...must, ...inside, ...this.where((p) => camel.test(p.raw) || new RegExp(`_${escape(w)}`, "i").test(p.raw))])] };
  }
  typo(w, all, r) {
    const q = misspell(w, r);
    if (this.words.has(q) || all.some((x) => x.startsWith(q))) return undefined;
    const near = all.filter((x) => distance(x, q) <= 2);
    return { q, must: this.words.get(w) ?? [], may: [...new Set(near.flatMap((x) => this.word(x).may))] };
  }
  identifier(w) {
    const low = fold(w);
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${escape(low)}(?![\\p{L}\\p{N}_])`, "u");
    return { must: this.where((p) => whole.test(p.own)), may: this.where((p) => p.own.includes(low)) };
  }
  part(w) {
    const whole = new RegExp(`(?<![A-Za-z0-9])${w}(?![a-z0-9])|(?<=[a-z0-9])${w[0].toUpperCase()}${w.slice(1)}(?![a-z])`);
    return { must: this.where((p) => whole.test(p.raw)), may: [...this.word(w).may, ...this.where((p) => p.own.includes(w))] };
  }
  symbol(w) {
    const low = fold(w);
    const loose = (t) => t.replace(/[\s()[\]{}（）【】「」《》〈〉]/g, "");
    const end = /[a-z0-9]$/.test(low) ? "(?![a-z0-9])" : "";
    const begin = /^[a-z0-9]/.test(low) ? "(?<![a-z0-9_])" : "";
    const whole = new RegExp(begin + escape(low) + end);
    return { q: w, must: this.where((p) => whole.test(p.own)), may: this.where((p) => loose(p.own).includes(loose(low))) };
  }
  title(page) {
    const low = fold(page.title);
    const want = this.where((p) => p.title === low);
    const all = this.all(low.match(/[a-z]+|\p{Script=Han}+/gu) ?? [low]);
    return { q: page.title, must: want, may: all.may, want };
  }
  /** By its sound: titles and headings that have these syllables. */
  spoken(w, initials) {
    const say = (text) => this.pinyin(text, { toneType: "none", type: "array", nonZh: "removed" }).map((s) => (initials ? s[0] : s));
    const q = say(w).join("");
    this.said ??= new Map();
    const key = initials ? "i" : "s";
    const spell = (text) => (text.match(runs) ?? []).map((t) => say(t));
    // A word of Latin letters may be a syllable among the others.
    const mixed = (text) => (text.toLowerCase().match(/(?:\p{Script=Han}|[a-z0-9]| )+/gu) ?? []).map((t) => (t.match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []).flatMap((w) => (han.test(w) ? say(w) : [initials ? w[0] : w])));
    if (!this.said.has(key)) this.said.set(key, this.pages.map((p) => ({ path: p.path, must: [p.page.title, ...p.page.headings].flatMap(spell), may: [p.page.title, ...p.page.headings].map(unbracketed).flatMap((t) => [...spell(t), ...mixed(t)]) })));
    const having = (which) => this.said.get(key).filter((p) => p[which].some((s) => s.some((_, i) => spells(s, i, q)))).map((p) => p.path);
    return { q, must: having("must"), may: having("may") };
  }
}

/** What is left of an English word without its ending; for what is no mistake, so it may take off too much. */
function light(w) {
  if (/[ai]bilit(y|ies)$/.test(w)) return w.replace(/ilit(y|ies)$/, "l"); // accessibility, accessible
  const root = w.replace(/(ations?|ally|ings?|edly|ed|ies|es|s|ly|ions?|ers?|ors?|ments?|ness|al|able|ibl[ey]|ably|ity|ive)$/, "");
  return (root.length < 3 ? w.replace(/s$/, "") : root).replace(/(.)\1$/, "$1").replace(/[eyi]$/, "");
}

function spells(syllables, i, q) {
  let text = "";
  for (; text.length < q.length && i < syllables.length; i++) text += syllables[i];
  return text === q;
}

const escape = (s) => s.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
const wide = (s) => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

/** Words of 2, 3, 4 and 5 to 8 Han: see the top. */
function hanWords(pages, r, size) {
  const counts = new Map(); // n-gram → [count, before, after]
  const short = { 2: new Map(), 3: new Map(), 4: new Map(), 5: new Map() };
  let ends = 0;
  let total = 0;
  const holds = (gram, count) => {
    const chars = [...gram];
    return chars.every((_, i) => {
      if (!i) return true;
      const [a, b] = [chars.slice(0, i).join(""), chars.slice(i).join("")];
      return (count * total) / (counts.get(a).n * counts.get(b).n) >= 30;
    });
  };
  for (const p of pages) {
    for (const run of p.own.match(runs) ?? []) {
      const chars = [...run];
      const n = Math.min(5, chars.length);
      if (n >= 2 && chars.length <= 8) short[n].set(run, (short[n].get(run) ?? 0) + 1);
      total += chars.length;
      for (let i = 0; i < chars.length; i++) {
        for (let n = 1; n <= 7 && i + n <= chars.length; n++) {
          const gram = chars.slice(i, i + n).join("");
          let c = counts.get(gram);
          if (!c) counts.set(gram, (c = { n: 0, before: new Map(), after: new Map() }));
          c.n++;
          if (n === 1) continue;
          bump(c.before, chars[i - 1] ?? `end ${ends++}`);
          bump(c.after, chars[i + n] ?? `end ${ends++}`);
        }
      }
    }
  }
  const out = { 2: [], 3: [], 4: [], 5: [] };
  for (const [gram, c] of counts) {
    const n = Math.min(5, [...gram].length);
    if (c.n >= 3 && entropy(c.before, c.n) >= 1.5 && entropy(c.after, c.n) >= 1.5 && holds(gram, c.n)) out[n].push(gram);
  }
  for (const n of [2, 3, 4, 5]) {
    const rare = r.shuffled([...short[n]].filter(([, count]) => count === 1).map(([w]) => w)).slice(0, Math.ceil(size / 4));
    const usual = r.shuffled(out[n]);
    out[n] = [...usual.slice(0, size - rare.length), ...rare, ...usual.slice(size - rare.length, 3 * size)];
  }
  return out;
}

const bump = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
const entropy = (map, n) => [...map.values()].reduce((sum, k) => sum - (k / n) * Math.log2(k / n), 0);

function singles(pages) {
  const seen = new Map();
  for (const p of pages) for (const c of new Set(p.own.match(/\p{Script=Han}/gu))) bump(seen, c);
  return [...seen.keys()];
}

function mixed(pages) {
  const out = new Set();
  for (const p of pages) {
    for (const m of p.own.matchAll(/(\p{Script=Han}{2}) ?([a-z][a-z0-9]+)(?![a-z0-9_])|(?<![a-z0-9_.-])([a-z][a-z0-9]+) ?(\p{Script=Han}{2})/gu)) out.add(m[0]);
  }
  return [...out];
}

function multi(pages, words, r) {
  const all = [...words[2], ...words[3], ...words[4]];
  const inside = (w, p) => (/^[a-z]/.test(w) ? new RegExp(`(?<![a-z0-9])${w}(?![a-z0-9])`).test(p.own) : p.own.includes(w));
  return r.some(pages, 200).map((p) => {
    const here = r.shuffled(all).filter((w) => inside(w, p)).slice(0, 8);
    const [a] = here;
    const b = here.find((w) => w !== a && !w.includes(a) && !a.includes(w));
    return b ? [a, b] : [a ?? "", a ?? ""];
  }).filter(([a, b]) => a !== b);
}

/** The beginnings of what titles say, two to four Han. */
function titleWords(pages) {
  const out = new Set();
  for (const p of pages) for (const run of p.title.match(runs) ?? []) if ([...run].length >= 2) out.add([...run].slice(0, 4).join(""));
  return [...out];
}

function latinWords(pages) {
  const out = new Map();
  for (const p of pages) for (const w of new Set(p.own.match(/(?<![\p{L}\p{N}_])[a-z]{3,}(?![\p{L}\p{N}_])/gu))) bump(out, w);
  return out;
}

/** Forms that differ from a word of the text: [query, word]. */
function inflections(words) {
  return words.flatMap((w) => {
    if (/(ss|us|is|ies|ing|ed|ly|[^aeiou]y)$/.test(w) || w.length < 5 || w.length > 11) return [];
    if (/[^s]s$/.test(w)) return [[w.replace(/s$/, ""), w]];
    if (/ee$/.test(w)) return [[w + "s", w], [w + "ing", w]];
    if (/e$/.test(w)) return [[w + "s", w], [w.replace(/e$/, "ing"), w], [w + "d", w]];
    return /(t|k|ct|n|er|r)$/.test(w) ? [[w + "s", w]] : [];
  });
}

function misspell(w, r) {
  const i = r.between(1, w.length - 2);
  switch (r.between(0, 3)) {
    case 0:
      return w.slice(0, i) + w.slice(i + 1);
    case 1:
      return w.slice(0, i) + w[i + 1] + w[i] + w.slice(i + 2);
    case 2:
      return w.slice(0, i) + "etaoinsr"[r.between(0, 7)] + w.slice(i);
    default:
      return w.slice(0, i) + "etaoinsr"[r.between(0, 7)] + w.slice(i + 1);
  }
}

/** Damerau's distance, more than 2 not counted. */
export function distance(a, b) {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let [before, last, row] = [[], [], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.length];
}

function identifiers(pages) {
  const out = new Set();
  for (const p of pages) {
    for (const m of p.text.matchAll(/(?<![\w$@/.-])(?:[a-z]\w*(?:\.[a-z]\w+)+|[a-z]+(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z]+)+)(?![\w$])/g)) if (m[0].length < 40) out.add(m[0]);
  }
  return [...out];
}

/** Parts of compound identifiers, four letters at least. */
function parts(pages) {
  const out = new Set();
  for (const w of identifiers(pages)) {
    if (!w.includes(".")) for (const part of w.split(/_|(?=[A-Z])/)) if (/^[A-Z]?[a-z]{3,}$/.test(part)) out.add(part.toLowerCase());
  }
  return [...out];
}

/** Operators, commands of TeX and names with signs. */
function symbols(pages) {
  const out = new Set();
  for (const p of pages) {
    for (const m of p.text.matchAll(/\\[a-zA-Z]{2,}|(?<![^\s\w])[-+*/=<>!&|:^~%@#?.$]{2,3}(?![^\s\w])|(?<![\w.])[A-Z][a-z]?(?:\+\+|#)(?!\w)|(?<![\w-])(?:v|--)-?[a-z]+(?=[\s"'=`,])|@[a-z]+\/[a-z]+/g)) {
      if (!/^([.]{2,3}|--|[-=*#]{3}|v[a-z]+)$/.test(m[0])) out.add(m[0]);
    }
  }
  return [...out];
}
