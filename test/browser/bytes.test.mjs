// What a reader's first visit costs, in bytes as a host that compresses sends
// them: the table of the README, with the limit of each line. `make bench-bytes`
// prints it. KB are 1,000 bytes; heads of HTTP are not counted.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { source, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, open, settled, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const browser = await launch();
after(() => browser.close());
const rows = [];

/** Builds a site and serves it, compressed. */
async function serve(root) {
  const { code, err } = await run("build", "--quiet", "--no-cache", "--root", root, "--out", `${root}-out`);
  assert.equal(code, 0, err.slice(-1000));
  const server = await serveFiles(`${root}-out`, "/", {}, { gzip: true });
  after(() => server.close());
  return server;
}

/** Opens a page in a browser that has seen nothing, and returns what was sent until then and after work. */
async function visit(server, path, work = async () => {}) {
  const reader = await open(browser, server.origin, {});
  const before = server.sent.length;
  await reader.page.goto(server.url(path));
  await settled(reader.page);
  const first = server.sent.slice(before);
  await work(reader.page);
  await reader.close();
  return { first, later: server.sent.slice(before + first.length) };
}

const sum = (sent, pattern = /./) => sent.filter(({ path }) => pattern.test(path)).reduce((all, { bytes }) => all + bytes, 0);

/** Notes a line of the table and holds it to its limit. */
function hold(what, got, limit) {
  rows.push({ what, got, limit });
  assert.ok(got <= limit, `${what}: ${got}, the limit is ${limit}`);
}

/** Writes a site of one page in each language. */
async function write(name, pages) {
  const root = join(work, name);
  for (const [file, text] of Object.entries({ "site.yaml": "title: { zh: 一页, en: A page }\nlanguages: [zh, en]\n", ...pages })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return serve(root);
}

/** The guide's Chinese prose: paragraphs without marks, so that nothing else is counted. */
async function prose() {
  const folder = join(source, "content/zh");
  const files = (await readdir(folder, { recursive: true })).filter((f) => f.endsWith(".md")).sort();
  const texts = await Promise.all(files.map((f) => readFile(join(folder, f), "utf8")));
  const plain = (line) => line.replace(/\[([^\]]*)\]\([^)]*\)|\[@[^\]]*\]|\$[^$]*\$|[*_`{}[\]<>|~^=]/g, "$1");
  const lines = texts.flatMap((text) => text.split("\n").filter((line) => /^\p{Script=Han}.*[。：]$/u.test(line)).map(plain));
  return [...new Set(lines)];
}

/** Different formulas of the guide, inline. */
async function formulas() {
  const text = await readFile(join(source, "content/zh/04-mathematics/02-gan-discriminator.md"), "utf8");
  const more = await readFile(join(source, "content/zh/04-mathematics/03-global-optimum.md"), "utf8");
  return [...new Set([...(text + more).matchAll(/(?<!\$)\$([^$\n]{3,80})\$(?!\$)/g)].map((m) => m[1]))].slice(0, 50);
}

const countHan = (text) => text.match(/\p{Script=Han}/gu)?.length ?? 0;

test("a page of 1,000: first visit", async () => {
  const root = join(work, "bench");
  execFileSync("python3", [fileURLToPath(new URL("../bench/corpus.py", import.meta.url)), root, "1000"]);
  const server = await serve(root);
  for (const id of ["en", "zh"]) {
    const { first } = await visit(server, `${id}/p0001/ch00007/`);
    hold(`first visit to a page of 1,000, ${id}`, sum(first), 20_000);
    hold(`requests of it, ${id}`, first.length, 5);
    if (id === "en") continue;
    hold("its style sheet", sum(first, /\/main-[^/]*\.css$/), 8_000);
    hold("its scripts, deferred", sum(first, /\.js$/) - sum(first, /\/boot-/), 5_000);
    hold("its script before the first paint", sum(first, /\/boot-/), 500);
  }
});

test("a page with nothing to read: the furniture", async () => {
  const server = await write("bytes-empty", { "content/zh/index.md": "# 一\n", "content/en/index.md": "# One\n" });
  const { first } = await visit(server, "zh/");
  hold("the page's furniture, all of it", sum(first), 14_000);
});

test("text and formulas", async () => {
  const lines = await prose();
  const text = [];
  for (let han = 0; han < 6000; han += countHan(text.at(-1))) {
    assert.ok(text.length < lines.length, "the guide has 6,000 Han of prose");
    text.push(lines[text.length]);
  }
  const math = await formulas();
  assert.equal(math.length, 50);
  const site = { "content/zh/index.md": "# 一\n", "content/en/index.md": "# One\n" };
  const body = (lines) => `# 甲\n\n${lines.join("\n\n")}\n`;
  const server = await write("bytes-text", {
    ...site,
    "content/zh/han.md": body(text),
    "content/zh/words.md": body(math.map((_, i) => text[i % text.length])),
    "content/zh/math.md": body(math.map((tex, i) => `${text[i % text.length]}$${tex}$`)),
  });
  hold("HTML of 6,000 Han", sum((await visit(server, "zh/han/")).first, /\/$/), 18_000);
  const { first } = await visit(server, "zh/math/");
  const without = await visit(server, "zh/words/");
  hold("HTML that 50 formulas add", sum(first, /\/$/) - sum(without.first, /\/$/), 11_000);
  hold("style sheet of formulas", sum(first, /\/math-/), 3_500);
  hold("fonts of 50 formulas", sum(first, /\.woff2$/), 35_000);
  hold("fonts of a page without formulas", sum(without.first, /\.woff2$/), 0);
});

test("search", async () => {
  const server = await serveFiles(join(work, "root"), "/", {}, { gzip: true });
  after(() => server.close());
  const { first, later } = await visit(server, "en/mathematics/", async (page) => {
    const before = server.sent.length;
    await page.keyboard.press("/");
    await page.locator(".search-input").waitFor();
    await until("search's files", () => server.sent.slice(before).some(({ path }) => /\/dialog-/.test(path)));
    await page.waitForLoadState("networkidle");
  });
  hold("search before it is opened", sum(first, /\/search-|\/dialog-|\/search\//), 0);
  // The dialog, the engine that reads the index, their style and words.
  hold("search opened, without its index", sum(later, /\/assets\//), 13_000);
  const words = await visit(server, "en/mathematics/", async (page) => {
    await page.keyboard.press("/");
    await page.locator(".search-input").fill("discriminator loss");
    await page.locator(".search-results a[role=option]").first().waitFor();
    await page.waitForLoadState("networkidle");
  });
  const scripts = /\/assets\/(several|near|extras|chunk)-/;
  assert.ok(words.later.some(({ path }) => /\/several-/.test(path)), "words beside each other have their script");
  hold("scripts that a query of two words adds", sum(words.later, scripts) - sum(later, scripts), 5_500);
});

after(async () => {
  const number = (n) => n.toLocaleString("en-US");
  const lines = ["| What is sent | Bytes | Limit |", "| --- | ---: | ---: |", ...rows.map(({ what, got, limit }) => `| ${what} | ${number(got)} | ${number(limit)} |`)];
  console.log(lines.join("\n"));
  await writeFile(fileURLToPath(new URL("../out/bytes.md", import.meta.url)), lines.join("\n") + "\n");
});
