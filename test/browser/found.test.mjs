// What search finds on the guide, by the measures of test/search; make
// bench-search asks more. That these notice a search that is broken is a test too.

import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { openSite } from "../search/client.mjs";
import { figures } from "../search/measure.mjs";
import { readPages } from "../search/pages.mjs";
import { makeQueries } from "../search/queries.mjs";
import { builds } from "./guide.mjs";

const { folder } = builds.find((b) => b.base !== "/");
const chinese = ["zh 1", "zh 2", "zh 3", "zh 4", "zh 5+", "half-typed", "mixed", "multi-term", "traditional"];

/** The classes of which something is not found, with what that is. */
async function missing(site, lang, classes) {
  const pages = (await readPages(site.browser, folder, lang)).filter((p) => !/\/(glossary|references)\/$/.test(p.path)); // made of the others' words
  const queries = makeQueries(pages, lang, { size: 6 }).filter((q) => classes.includes(q.class));
  assert.ok(queries.length >= 6 * (classes.length - 1), `${queries.length} queries`);
  const answers = await site.ask(queries);
  const { each } = figures(queries, answers);
  return queries.flatMap((q, i) => (each[i].recall < 1 || answers[i].error ? [`${q.class} ${q.q}: ${answers[i].error ?? q.must.filter((p) => !answers[i].pages.includes(p))}`] : []));
}

const whole = await openSite(folder);
after(() => whole.close());

test("all that the guide says is found", async () => {
  assert.deepEqual(await missing(whole, "zh", [...chinese, "identifiers", "symbols"]), []);
  assert.deepEqual(await missing(whole, "en", ["word", "prefix", "identifiers", "full width"]), []);
});

test("a client that cuts Chinese in another way than the index is noticed", async () => {
  const broken = `${folder}-broken`;
  await cp(folder, broken, { recursive: true });
  after(() => rm(broken, { recursive: true }));
  let changed = 0;
  for (const name of await readdir(join(broken, "assets"))) {
    if (!name.endsWith(".js")) continue;
    const text = await readFile(join(broken, "assets", name), "utf8");
    // Han are words of letters then.
    const other = text.replaceAll("sc=Han}", "sc=Thai}");
    if (other !== text) changed++;
    await writeFile(join(broken, "assets", name), other);
  }
  assert.ok(changed, "a script names the Han");
  const site = await openSite(broken);
  after(() => site.close());
  const gone = await missing(site, "zh", chinese);
  assert.ok(gone.length > 20, `${gone.length} queries miss something`);
});

test("queries that nobody should ask have an answer or an error", async () => {
  const queries = ["", " ", "\ud800", "\udc00生", "😀", "\u202eשלום", "((()))", "\0\x07", "生成器 ".repeat(2500), undefined].map((q, id) => ({ id, lang: "zh", q }));
  const answers = await whole.ask([...queries, { id: 10, lang: "xx", q: "a" }]);
  assert.deepEqual(answers.map((a) => a.id), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(answers.filter((a) => a.error).map((a) => a.id), [9, 10]);
});
