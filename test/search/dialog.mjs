// The search as a reader opens it: the dialog of a page, in a browser that has
// nothing yet but the page.

import { gzipSync } from "node:zlib";

const patience = 20_000;

/**
 * Puts queries {q, pages} to the dialog, each in a new browser. bytes is the
 * median of what is fetched from the opening of the dialog to the results with
 * their excerpts: scripts, styles and texts as a host compresses them, the
 * index's files as they are. differs tells where the dialog shows other pages
 * first than the engine gave.
 */
export async function firstQuery(site, lang, queries) {
  const sums = [];
  const differs = [];
  for (const { q, pages } of queries) {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(site.server.url(`${lang}/`), { waitUntil: "networkidle" });
    const had = [];
    page.on("response", (r) => had.push(r));
    await page.keyboard.press("/");
    const input = page.locator("dialog[open] input").first();
    await input.waitFor();
    await input.fill(q);
    const links = page.locator("dialog[open] a.search-page");
    const root = site.server.url("");
    try {
      await links.first().waitFor();
      await page.waitForLoadState("networkidle");
      const shown = await page.locator("dialog[open] a.search-page").evaluateAll((all) => all.map((a) => a.href.split(/[?#]/)[0]));
      const own = [...new Set(shown.map((href) => href.slice(root.length)))].filter((p) => p.startsWith(`${lang}/`) && pages.includes(p)).slice(0, 3);
      if (own.join() !== pages.slice(0, own.length).join() || own.length < 3) differs.push(`${lang}: for ${JSON.stringify(q)} the dialog shows ${own.join(" ")}, the engine gave ${pages.slice(0, 3).join(" ")}`);
      await page.waitForTimeout(150);
      sums.push(await weigh(had));
    } catch (e) {
      differs.push(`${lang}: for ${JSON.stringify(q)} the dialog shows nothing: ${String(e.message).split("\n")[0]}`);
    }
    await context.close();
  }
  sums.sort((a, b) => a - b);
  return { bytes: sums[sums.length >> 1] ?? 0, differs };
}

async function weigh(responses) {
  let sum = 0;
  for (const r of responses) {
    const data = await r.body().catch(() => Buffer.alloc(0));
    sum += /\.(js|css|json)$/.test(new URL(r.url()).pathname) ? gzipSync(data, { level: 6 }).length : data.length;
  }
  return sum;
}
