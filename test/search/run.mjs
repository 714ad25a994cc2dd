// Puts a list of queries to the published client code of a built site.
//
//	node test/search/run.mjs SITE QUERIES.json RESULTS.json
//
// SITE is a built folder, for the root of a host or a sub-path. QUERIES.json is
// a list of {id, lang, q}. RESULTS.json gets, in the same order, for each
//
//	id
//	pages        paths of all pages found, from the site's root ("zh/math/gan/"), best first
//	bytes        fetched of the index, by a client that knows nothing yet, its directory included
//	texts        fetched besides, for the excerpts of the first five pages
//	ms           for the pages, once these files are at hand; cold: before, over a local server
//	how          "", or how these pages answer only nearly, as the client says: "split", "typo", …
//	error        why there is no answer, such as a language the site has not
//
// Exit: 0 if each query has its answer or its error, 2 for wrong use.

import { readFile, writeFile } from "node:fs/promises";

import { openSite } from "./client.mjs";

const [folder, from, to] = process.argv.slice(2);
if (!to) stop("use: node test/search/run.mjs SITE QUERIES.json RESULTS.json");

let queries;
try {
  queries = JSON.parse(await readFile(from, "utf8"));
} catch (e) {
  stop(`${from}: ${e.message}`);
}
if (!Array.isArray(queries)) stop(`${from}: not a list`);

let site;
try {
  site = await openSite(folder);
} catch (e) {
  stop(e.message);
}
try {
  const answers = await site.ask(queries.map((q) => q ?? {}));
  await writeFile(to, JSON.stringify(answers, null, 1) + "\n");
  const failed = answers.filter((a) => a.error).length;
  console.log(`${answers.length} queries${failed ? `, ${failed} without an answer` : ""}: ${to}`);
} finally {
  await site.close();
}

function stop(text) {
  console.error(`run: ${text}`);
  process.exit(2);
}
