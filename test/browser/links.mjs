// Finds what a built site refers to and what of it is not there. It knows the
// form of the program's own HTML, not all of HTML.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Returns the paths of all files below a folder, sorted. */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name));
  return all.map((file) => file.slice(folder.length + 1)).sort();
}

/**
 * Follows every reference inside a site that is built for base ("/repo/") and,
 * where given, for a public origin ("https://example.org").
 * Returns { followed, broken }: a count, and texts "page: reference: why".
 */
export async function follow(folder, base, publicOrigin) {
  const names = new Set(await filesOf(folder));
  const texts = new Map();
  for (const name of names) if (/\.(html|css|js)$/.test(name)) texts.set(name, await readFile(join(folder, name), "utf8"));
  const ids = new Map([...texts].map(([name, text]) => [name, new Set(attributes(text, ["id"]))]));
  const origin = publicOrigin ?? "https://this.site.invalid";
  const broken = [];
  let followed = 0;
  for (const [name, text] of texts) {
    for (const reference of references(name, text)) {
      const url = new URL(reference, `${origin}${base}${name}`);
      if (url.origin !== origin) continue;
      followed++;
      const why = check(url);
      if (why) broken.push(`${name}: ${reference}: ${why}`);
    }
  }
  return { followed, broken };

  function check(url) {
    const path = decodeURIComponent(url.pathname);
    if (!path.startsWith(base)) return `is not below ${base}`;
    let file = path.slice(base.length);
    if (file === "" || file.endsWith("/")) file += "index.html";
    // data-search names the folder of the index.
    if (file.endsWith("search/index.html") && names.has(file.replace("index.html", "dir"))) return "";
    if (!names.has(file)) return "there is no such file";
    const id = decodeURIComponent(url.hash.slice(1));
    if (id && ids.has(file) && !ids.get(file).has(id)) return "there is no such heading";
    return "";
  }
}

function references(name, text) {
  if (name.endsWith(".css")) return [...text.matchAll(/url\(\s*["']?([^"')]+)/g)].map((m) => m[1]).filter((url) => !url.startsWith("data:"));
  if (name.endsWith(".js")) return [...text.matchAll(/["'](\.{1,2}\/[\w./-]+\.js)["']/g)].map((m) => m[1]);
  const single = attributes(text, ["href", "src", "poster", "action", "data-texts", "data-search", "data-search-css"]);
  const sets = attributes(text, ["srcset"]).flatMap((set) => set.split(",").map((one) => one.trim().split(/\s/)[0]));
  return [...single, ...sets].filter((url) => !/^(data|mailto|tel):/.test(url));
}

/** Returns the values of attributes, of all elements. */
function attributes(html, names) {
  const found = [];
  for (const [tag] of html.matchAll(/<[a-z][^\s>]*(?:\s+[^\s=>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*\s*\/?>/gi)) {
    for (const [, name, double, single, bare] of tag.matchAll(/\s([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/g)) {
      if (names.includes(name.toLowerCase())) found.push(unescape(double ?? single ?? bare));
    }
  }
  return found;
}

function unescape(text) {
  const named = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot));/gi, (_, hex, decimal, name) => (name ? named[name.toLowerCase()] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal))));
}
