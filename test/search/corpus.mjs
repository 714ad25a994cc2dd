// Makes a throw-away site of published zh/en documentation, to search in it.
//
//	node test/search/corpus.mjs OUT [CLONES] [--large]
//
// --large adds what makes it some 4,000 pages and twelve times the text. OUT gets site.yaml and content/; what stood there is replaced. The texts come
// from the commits below, out of CLONES/<owner>+<name>/repo (git folders) or,
// where there is none, from GitHub. They are for measuring only and are not kept
// in this repository.
//
// The texts are made plain: front matter, components, raw HTML, pictures and
// addresses go, paragraphs, headings, lists, tables and code stay. What is lost
// is lost for every engine that is compared.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";

const sources = [
  { chapter: "vue", zh: ["vuejs-translations/docs-zh-cn", "c2715ff75bae5376bc5bf212280ae76e30089fbd", "src"], en: ["vuejs/docs", "01e098a967951ea92d09b100b8e7d82c7a3369a2", "src"] },
  { chapter: "vite", zh: ["vitejs/docs-cn", "e2456079a4d366282206969b7dd819e2139d2035", "."], en: ["vitejs/vite", "a98c8d95d552c6fa98ab66fb810f5b39ad5abf49", "docs"] },
  { chapter: "vitepress", zh: ["vuejs/vitepress", "ed2bfb266ef788e86d1a73fe3cd7708a4cd5e260", "docs/zh"], en: ["vuejs/vitepress", "ed2bfb266ef788e86d1a73fe3cd7708a4cd5e260", "docs/en"] },
  { chapter: "router", zh: ["vuejs/router", "b19cce24aaf561b154b23cd475ca112bd61f2d10", "packages/docs/zh"], en: ["vuejs/router", "b19cce24aaf561b154b23cd475ca112bd61f2d10", "packages/docs"] },
  { chapter: "pinia", zh: ["vuejs/pinia", "254eec764ecccd120ab9dbc31352d76ffd6ecfa3", "packages/docs/zh"], en: ["vuejs/pinia", "254eec764ecccd120ab9dbc31352d76ffd6ecfa3", "packages/docs"] },
];
// A source is a repository, a commit, a folder, and where not all of its pages
// are wanted which files are (the first group is the page's path) and how many.
const more = [
  { chapter: "react", zh: ["reactjs/zh-hans.react.dev", "f6cda05526ceff44b24588e9e0c2e2106d4588d4", "src/content"], en: ["reactjs/react.dev", "12d692da47e77cdc558b928fcfbaf4e71c6d0cec", "src/content"] },
  { chapter: "d2l", zh: ["d2l-ai/d2l-zh", "e6b18ccea71451a55fcd861d7b96fddf2587b09a", ".", /^(chapter_.*)\.md$/], en: ["d2l-ai/d2l-en", "23d7a5aecceee57d1292c56e90cce307f183bb0a", ".", /^(chapter_.*)\.md$/] },
  { chapter: "rust", zh: ["KaiserY/trpl-zh-cn", "49df980589ccd5c1b8829b9be47439136dc34101", "src"], en: ["rust-lang/book", "917544888a55e4da7109bdba8c88c893c0da70f4", "src"] },
  { chapter: "fastapi", zh: ["fastapi/fastapi", "c3f316b7e814667e8ee81e03a7330d00ee61e45c", "docs/zh/docs"], en: ["fastapi/fastapi", "c3f316b7e814667e8ee81e03a7330d00ee61e45c", "docs/en/docs"] },
  { chapter: "course", zh: ["huggingface/course", "16af5667532d6966f0fe83f44cc848dd7698a215", "chapters/zh-CN", /^(.*)\.mdx$/], en: ["huggingface/course", "16af5667532d6966f0fe83f44cc848dd7698a215", "chapters/en", /^(.*)\.mdx$/] },
  { chapter: "prompts", zh: ["dair-ai/Prompt-Engineering-Guide", "3d96678f28793e6f23ac6c0127799489f2c9022b", "pages", /^(.*)\.zh\.mdx$/], en: ["dair-ai/Prompt-Engineering-Guide", "3d96678f28793e6f23ac6c0127799489f2c9022b", "pages", /^(.*)\.en\.mdx$/] },
  { chapter: "antd", zh: ["ant-design/ant-design", "2b258157ff20fb8948780e414dc1d74246aede40", ".", /^((?:docs|components)\/.*)\.zh-CN\.md$/], en: ["ant-design/ant-design", "2b258157ff20fb8948780e414dc1d74246aede40", ".", /^((?:docs|components)\/.*)\.en-US\.md$/] },
  { chapter: "tidb", zh: ["pingcap/docs-cn", "ae9ab0fd89873986fabc4c8873d77d46ba76f066", "."] },
  { chapter: "rails", en: ["rails/rails", "2a2db1e8d6d104ee0611efcae7eb023af65cff34", "guides/source"] },
  { chapter: "leetcode", en: ["doocs/leetcode", "b6ee4f59f28bcf325b7ec535d0a0e12b409e70f4", "solution", /^(\d+-\d+\/.*)\/README_EN\.md$/, 1000] },
];
const elsewhere = /^(zh|api|\.github|node_modules|_)\/|(^|\/)(README|CONTRIBUTING|CHANGELOG|translations|CODE_OF_CONDUCT)[^/]*\.md$|^\.|\/_|^_/i;

const large = process.argv.includes("--large");
const [out, clones] = process.argv.slice(2).filter((a) => a !== "--large");
if (!out) {
  console.error("use: node test/search/corpus.mjs OUT [CLONES] [--large]");
  process.exit(2);
}
rmSync(join(out, "content"), { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "site.yaml"), "title: { zh: 文档, en: Documentation }\nlanguages: [zh, en]\n" + (large ? `check:\n  severities: { ${["unknown-term", "unknown-citation", "broken-link", "broken-image", "broken-anchor", "diagram"].map((code) => `${code}: off`).join(", ")} }\n` : ""));

const scratch = mkdtempSync(join(tmpdir(), "corpus-"));
const count = { zh: 0, en: 0 };
for (const lang of ["zh", "en"]) {
  put(`${lang}/index.md`, lang === "zh" ? "文档" : "Documentation", "");
  for (const source of large ? [...sources, ...more] : sources) if (source[lang]) copy(source.chapter, lang, ...source[lang]);
}
rmSync(scratch, { recursive: true });
console.log(`${out}: ${count.zh} pages zh, ${count.en} pages en`);

function copy(chapter, lang, repository, commit, folder, file = /^(.*)\.md$/, most = Infinity) {
  const git = clone(repository, commit);
  const read = (...args) => execFileSync("git", ["--git-dir", git, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  const prefix = folder === "." ? "" : folder + "/";
  const folders = new Set([""]);
  const done = new Set();
  for (const path of read("ls-tree", "-r", "-z", "--name-only", commit, ...(prefix ? [prefix] : [])).split("\0")) {
    const found = file.exec(path.slice(prefix.length));
    const name = found && `${found[1]}.md`;
    if (!name || elsewhere.test(name) || done.size === most) continue;
    const text = plain(read("show", `${commit}:${path}`));
    const to = name.toLowerCase().replace(/[^a-z0-9./-]+/g, "-").replace(/(^|\/)(?=\d{1,3}-)/g, "$1v"); // a number before a name is its order
    if (done.has(to) || !text.body.trim()) continue;
    done.add(to);
    for (let f = posix.dirname(to); f !== "."; f = posix.dirname(f)) folders.add(f + "/");
    put(`${lang}/${chapter}/${to}`, text.title || posix.basename(to, ".md"), text.body);
  }
  for (const f of folders) {
    if (!done.has(`${f}index.md`) && !done.has(f.replace(/\/$/, ".md"))) put(`${lang}/${chapter}/${f}index.md`, posix.basename(f) || chapter, "");
  }
}

function clone(repository, commit) {
  const own = clones && join(clones, repository.replace("/", "+"), "repo");
  if (own && existsSync(own)) return own;
  const folder = join(scratch, repository.replace("/", "+"));
  if (existsSync(folder)) return folder;
  const git = (...args) => execFileSync("git", args, { stdio: ["ignore", "ignore", "inherit"] });
  git("init", "--quiet", "--bare", folder);
  git("--git-dir", folder, "fetch", "--quiet", "--depth", "1", `https://github.com/${repository}.git`, commit);
  return folder;
}

function put(path, title, body) {
  const file = join(out, "content", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `---\ntitle: ${JSON.stringify(title)}\n---\n\n${body}\n`);
  count[path.slice(0, 2)]++;
}

/** The title and the plain Markdown of a page written for VitePress. */
function plain(source) {
  const front = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source);
  let title = /^title:\s*(.+)$/m.exec(front?.[1] ?? "")?.[1].replace(/^["']|["']$/g, "");
  let fence = "";
  let skip = "";
  const lines = [];
  for (const written of source.slice(front?.[0].length ?? 0).replace(/<!--[\s\S]*?-->/g, "").split(/\r?\n/)) {
    // Some courses write a heading's id as [[id]]: no reader sees it, so it is no part of a title that can be asked for.
    const line = fence ? written : written.replace(/^(#+ .*?)\s*\[\[[^\]]*\]\]\s*$/, "$1");
    const mark = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (mark && !skip) {
      if (!fence) {
        fence = mark[1];
        const language = /^[a-z]+/i.exec(mark[2].trim())?.[0] ?? "";
        lines.push(line.slice(0, line.indexOf(mark[1])) + mark[1] + language.toLowerCase());
        continue;
      }
      if (mark[1].startsWith(fence) && !mark[2].trim()) fence = "";
      lines.push(line);
      continue;
    }
    if (fence) {
      lines.push(line);
      continue;
    }
    const opened = /^\s*<(script|style)\b/.exec(line);
    if (opened) skip = opened[1];
    if (skip) {
      if (line.includes(`</${skip}>`)) skip = "";
      continue;
    }
    if (/^\s*(<<<|\[\[toc\]\]|<!--)/i.test(line)) continue;
    const container = /^\s*:{3,}\s*(\S*)\s*(.*)$/.exec(line);
    if (container) {
      if (container[2] && !container[2].startsWith("{")) lines.push("", spans(`**${container[2]}**`), "");
      else lines.push("");
      continue;
    }
    const h1 = /^# +(.+?)\s*(\{#[^}]*\})?\s*$/.exec(line);
    if (h1 && !lines.some((l) => l.trim())) {
      title = spans(h1[1]).replace(/[`*\\]/g, "");
      continue;
    }
    lines.push(spans(line.replace(/^# /, "## ").replace(/\s*\{#[^}]*\}\s*$/, "")));
  }
  return { title: title?.trim(), body: lines.join("\n") };
}

/** A line without HTML, pictures and addresses, what stands in code untouched. */
function spans(line) {
  return line
    .split(/(`+[^`]*`+)/)
    .map((part, i) => (i % 2 ? part : prose(part)))
    .join("")
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "")
    .replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, "$1");
}

function prose(text) {
  return text
    .replace(/<\/?[A-Za-z][^>]*>?/g, "")
    .replace(/\{\{/g, "\\{\\{")
    .replace(/\$/g, "\\$")
    .replace(/\[@/g, "\\[\\@")
    .replace(/ ?\{(?:[#.][^}]*|[a-z-]+=[^}]*)\}/g, "");
}
