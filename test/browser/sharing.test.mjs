// What a reader takes along: the page as Markdown, its citation; and what a site
// adds to its pages.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { picture, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, screens, sideways } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const files = {
  "site.yaml": `title: { en: "T </script>", zh: 题 }
languages: [en, zh]
dates: frontmatter
authors: "Lee, Ann"
theme:
  announcement: { en: "News: [see here](/en/)", zh: "见[这里](/zh/)" }
  links: [{ title: { en: Forum, zh: 论坛 }, url: https://foreign.example/ }]
  footer: "[京ICP备1号](https://beian.miit.gov.cn/)"
head: <meta name="verification" content="x">
csp: { frame-src: [https://foreign.example] }
`,
  "content/zh/index.md": "# 首页\n\n$x$\n",
  "content/en/index.md": "# Home\n\nA formula $x^2$ and [a link](#end).\n\n## End {#end}\n",
  "content/en/a.md": '---\ntitle: A\naliases: [old, index.md#went]\n---\n\n## Part {#part aliases="index.md#left"}\n\nWords.\n',
};
const site = join(work, "sharing");
const out = join(work, "sharing-out");
for (const [name, data] of Object.entries(files)) {
  await mkdir(dirname(join(site, name)), { recursive: true });
  await writeFile(join(site, name), data);
}
const built = await run("build", "--quiet", "--root", site, "--out", out, "--base-url", "https://example.org/repo/");
assert.equal(built.code, 0, built.err);

const server = await serveFiles(out, "/repo/");
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const holds = (page, part) => page.waitForFunction((part) => navigator.clipboard.readText().then((t) => t.includes(part)), part);

test("a button copies the page as Markdown, and says so; its script is fetched then", () =>
  reading(browser, server.origin, clipboard, async (page) => {
    await page.goto(server.url("en/"));
    const fetched = () => server.requests.filter((path) => /\/twin-|index\.md$/.test(path)).length;
    assert.equal(fetched(), 0, "nothing of it is fetched before");
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await page.locator("[role=status]", { hasText: "Copied" }).waitFor({ state: "attached" });
    await holds(page, "A formula $x^2$ and [a link](https://example.org/repo/en/#end).");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await readFile(join(out, "en/index.md"), "utf8"));
    assert.equal(fetched(), 2);
  }));

test("a citation opens by the keyboard and is copied; the page is described as data", () =>
  reading(browser, server.origin, clipboard, async (page) => {
    await page.goto(server.url("en/"));
    await page.locator(".cited summary").focus();
    await page.keyboard.press("Enter");
    await page.locator(".cited .copy").first().click();
    await holds(page, "Lee, A. (n.d.). Home. T </script>. https://example.org/repo/en/");
    await page.locator(".cited .copy").last().click();
    await holds(page, "@online{home-en,");
    const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
    assert.equal(data["@graph"][0].name, "T </script>");
    await picture(page, "cite-desk");
  }));

test("addresses that pages and sections had lead on, with what stands behind them", () =>
  reading(browser, server.origin, {}, async (page) => {
    for (const [from, to] of Object.entries({ "old/": "a/", "old/?q=1#part": "a/?q=1#part", "#left": "a/#part", "#went": "a/" })) {
      await page.goto("about:blank");
      await page.goto(server.url("en/" + from));
      await page.waitForURL(server.url("en/" + to));
    }
    await page.goto(server.url("en/"));
    await page.evaluate(() => (location.hash = "left"));
    await page.waitForURL(server.url("en/a/#part"));
    await page.goBack();
    await page.waitForURL(server.url("en/"));
  }));

test("without scripts old addresses lead on too, and a line says where a section is", () =>
  reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(server.url("en/old/"));
    await page.waitForURL(server.url("en/a/"));
    await page.goto(server.url("en/#left"));
    assert.equal(await page.locator("#left").innerText(), "This section has moved: Part");
    assert.equal(await page.locator("#went").isVisible(), false);
    assert.ok(await page.locator("#left").evaluate((line) => line.getBoundingClientRect().bottom < innerHeight), "it is in view");
    await picture(page, "moved-desk");
    await page.locator("#left a").click();
    await page.waitForURL(server.url("en/a/#part"));
  }));

test("without scripts the Markdown is a link, and the citation can be selected", () =>
  reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(server.url("en/"));
    assert.equal(await page.locator(".copy").first().isVisible(), false);
    await page.locator(".cited summary").click();
    assert.ok(await page.locator(".cited code").first().isVisible());
    assert.match(await page.locator(".meta noscript").innerHTML(), /index\.md/);
  }));

for (const [name, viewport] of Object.entries({ ...screens, narrow: { width: 320, height: 640 } })) {
  test(`what an owner adds is there once, on a ${name}`, () =>
    reading(browser, server.origin, { viewport }, async (page) => {
      await page.goto(server.url("zh/"));
      assert.equal(await sideways(page), 0);
      assert.equal(await page.getByRole("link", { name: "论坛" }).count(), 1);
      assert.ok(await page.getByRole("complementary", { name: "公告" }).isVisible());
      assert.ok(await page.getByRole("link", { name: "京ICP备1号" }).isVisible());
      await picture(page, `owner-${name}`);
    }));
}
