// A page that is not translated yet, in a site as `duizhao new site` starts it.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { picture, work } from "./guide.mjs";
import { filesOf, follow } from "./links.mjs";
import { run } from "./program.mjs";
import { launch, reading, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const browser = await launch();
after(() => browser.close());

const root = join(work, "fresh");
const start = await run("new", "site", root);

test("a new site builds without a word of complaint", async () => {
  assert.equal(start.code, 0, start.err);
  const { code, err } = await run("build", "--quiet", "--root", root, "--out", join(work, "fresh-whole"));
  assert.deepEqual({ code, err }, { code: 0, err: "" });
  assert.deepEqual((await follow(join(work, "fresh-whole"), "/")).broken, []);
});

const places = [
  { name: "with a known address", base: "/repo/", args: ["--base-url", "https://example.org/repo/"], canonical: "https://example.org/repo/zh/start/" },
  { name: "without an address", base: "/", args: [], canonical: null },
];

for (const [i, { name, base, args, canonical }] of places.entries()) {
  test(`a missing translation shows the original under a notice, ${name}`, async () => {
    await rm(join(root, "content/en/01-start.md"), { force: true });
    const folder = join(work, `fresh-${i}`);
    const { code, err } = await run("build", "--root", root, "--out", folder, ...args);
    assert.equal(code, 0, err);
    assert.match(err, /^content\/en\/index\.md:\d+:\d+: warning: .*\[untranslated-link\]$/m);
    assert.ok((await filesOf(folder)).includes("en/start/index.html"));
    assert.deepEqual((await follow(folder, base, canonical ? "https://example.org" : undefined)).broken, []);

    const server = await serveFiles(folder, base);
    await reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/"));
      await page.locator("article").getByRole("link", { name: "first page" }).click();
      await page.waitForURL(server.url("en/start/"));
      await settled(page);
      const seen = await page.evaluate(() => ({
        furniture: document.documentElement.lang,
        article: document.querySelector("article").lang,
        heading: document.querySelector("h1").textContent,
        notices: [...document.querySelectorAll(".notice")].map((e) => e.textContent.trim()),
        robots: document.querySelector("meta[name=robots]")?.content,
        canonical: document.querySelector("link[rel=canonical]")?.href ?? null,
        alternates: document.querySelectorAll("link[rel=alternate][hreflang]").length,
      }));
      assert.deepEqual(
        { ...seen, heading: seen.heading.replace(/^[\d.\s]+/, "") },
        {
          furniture: "en",
          article: "zh-Hans",
          heading: "开始",
          notices: ["This page is not translated into English yet; you are reading it in 简体中文."],
          robots: "noindex",
          canonical,
          alternates: 0,
        },
      );
      assert.equal(await page.locator(".notice").isVisible(), true);
      if (canonical) await picture(page, "fallback");

      // The original is an ordinary page.
      await page.locator("nav.langs a[data-lang=zh]").click();
      await page.waitForURL(server.url("zh/start/"));
      assert.equal(await page.locator(".notice, meta[name=robots]").count(), 0);
      const own = await page.evaluate(() => document.querySelector("link[rel=canonical]")?.href);
      if (canonical) assert.equal(own, canonical);
    });
    server.close();
  });
}
