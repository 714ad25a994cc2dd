// What readers are told of a translation, on a small site of their own: blocks
// that lag behind, a page without a translation, and the preview of paired pages.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { picture, work } from "./guide.mjs";
import { filesOf, follow } from "./links.mjs";
import { preview, run } from "./program.mjs";
import { launch, reading, settled, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const paragraphs = (word, n) => Array.from({ length: n }, (_, i) => `${word} ${i + 1}. ${word.repeat(20)}`).join("\n\n");
const chinese = `# 甲\n\n${paragraphs("一段文字", 20)}\n\n## 小节 {#part}\n\n见[上面](#part)和脚注[^n]。\n\n${paragraphs("又一段", 20)}\n\n[^n]: 注。\n`;
const english = `---\ntranslation: draft\n---\n# A\n\n${paragraphs("some words ", 20)}\n\n## A part {#part}\n\nSee [above](#part) and the note[^n].\n\n${paragraphs("and more ", 20)}\n\n[^n]: Note.\n`;
const files = {
  "site.yaml": "title: T\nlanguages: [zh, en]\n",
  "content/zh/index.md": "# 首页\n\n[甲](a.md)\n",
  "content/en/index.md": "# Home\n\n[A](a.md)\n",
  "content/zh/a.md": chinese,
  "content/en/a.md": english,
  "content/zh/b.md": `# 乙\n\n${paragraphs("只有中文", 40)}\n`,
};
const site = join(work, "translation");
for (const [name, text] of Object.entries(files)) {
  await mkdir(dirname(join(site, name)), { recursive: true });
  await writeFile(join(site, name), text);
}
const out = join(work, "translation-out");
const accepted = await run("sync", "accept", "--all", "--root", site);
await writeFile(join(site, "content/zh/a.md"), chinese.replace("见[上面]", "现在见[上面]"));
const built = await run("build", "--quiet", "--root", site, "--out", out);
const server = await serveFiles(out);
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});

test("a translation that lags behind builds, and all its links lead somewhere", async () => {
  assert.equal(accepted.code, 0, accepted.err);
  assert.equal(built.code, 0, built.err);
  assert.deepEqual((await follow(out, "/")).broken, []);
  for (const file of (await filesOf(out)).filter((f) => f.endsWith(".html"))) {
    const ids = [...(await readFile(join(out, file), "utf8")).matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
    assert.equal(new Set(ids).size, ids.length, file);
  }
});

for (const javaScriptEnabled of [true, false]) {
  test(`a mark opens the original's present text, scripts ${javaScriptEnabled ? "on" : "off"}`, () =>
    reading(browser, server.origin, { javaScriptEnabled }, async (page) => {
      await page.goto(server.url("en/a/"));
      assert.equal(await page.locator(".badge").textContent(), "Draft translation");
      assert.match(await page.locator(".translated .notice").textContent(), /^1 of the 43 paragraphs/);
      const mark = page.locator("details.stale");
      assert.equal(await mark.count(), 1);
      assert.equal(await mark.locator("p").first().isVisible(), false);
      await mark.locator("summary").focus();
      await page.keyboard.press("Enter");
      const original = mark.locator("[lang=zh-Hans] p");
      await original.waitFor({ state: "visible" });
      assert.match(await original.textContent(), /^现在见上面/);
      if (javaScriptEnabled) await picture(page, "stale");
      await original.locator("a").first().click();
      await page.waitForURL(server.url("zh/a/#part"));
      assert.equal(await page.locator(".translated, .stale").count(), 0, "the original says nothing");
    }));
}

test("a page without a translation keeps the reader's place on its fallback, and has no paired page", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("zh/b/"));
    await settled(page);
    await page.evaluate(() => window.scrollTo({ top: 900, behavior: "instant" }));
    const at = () => page.evaluate(() => document.querySelector('[data-b="14"]').getBoundingClientRect().top);
    const before = await at();
    await page.locator("nav.langs a[data-lang=en]").click();
    await page.waitForURL(server.url("en/b/"));
    await settled(page);
    assert.ok(Math.abs((await at()) - before) <= 40, `from ${before} to ${await at()}`);
    assert.equal(await page.locator(".notice").count(), 1);
    assert.equal(await page.locator("a.pair").count(), 0);
  }));

test("the preview shows a paired page, and anew when either text changes", async () => {
  const live = await preview(site);
  try {
    await reading(browser, live.origin, {}, async (page) => {
      await page.goto(`${live.origin}/pair/en/zh/a/`);
      await settled(page);
      for (const [lang, text, word] of [
        ["zh", chinese, "预览之一"],
        ["en", english, "seen live"],
      ]) {
        await writeFile(join(site, `content/${lang}/a.md`), text.replace("## ", `${word}\n\n## `));
        await until(`${word} in the paired page`, () => page.evaluate((word) => document.querySelector("article")?.textContent.includes(word), word).catch(() => false));
      }
    });
  } finally {
    await live.stop();
  }
});
