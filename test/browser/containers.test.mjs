// Callouts, details, tabs and blocks of a site's own, on a small site.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { picture, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, screens, sideways } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const text = `# Blocks

> [!NOTE]
> From a quote.

:::warning A *title*
:::tip
Inside.
:::
:::

:::details More
Folded.
:::

::::tabs {group=lang}
:::tab Python
First panel.
:::
:::tab Go
Second panel.

## In a panel {#inside}

Far below.
:::
:::tab Rust
Third panel.
:::
::::

${"Filler between the tabs.\n\n".repeat(60)}

::::tabs {group=lang}
:::tab Go
Second set, Go.
:::
:::tab Python
Second set, Python.
:::
::::

::::tabs
:::tab Python
Of no group.
:::
:::tab Go
Of no group either.
:::
::::

:::card Mine {color=red}
Body with $x$.
:::
`;

const files = {
  "site.yaml": "title: T\nlanguages: [zh, en]\n",
  "content/zh/index.md": "# 首页\n\n:::note\n中文的提醒。\n:::\n",
  "content/en/index.md": "# Home\n\n[blocks](blocks.md#inside)\n",
  "content/en/blocks.md": text,
  "templates/blocks/card.html": `<div class="card" data-color="{{.Args.color}}" data-none="{{.Args.none}}"><b>{{.Title}}</b>{{.Body}}</div>`,
  "assets/blocks/card.ts": `document.querySelector<HTMLElement>(".card")!.dataset["ready"] = "yes";`,
  "assets/blocks/card.css": ".card { border-top: 7px solid }",
};
const site = join(work, "containers");
for (const [name, data] of Object.entries(files)) {
  await mkdir(dirname(join(site, name)), { recursive: true });
  await writeFile(join(site, name), data);
}
const built = await run("build", "--quiet", "--root", site, "--out", join(work, "containers-out"), "--base-url", "/repo/");
assert.equal(built.code, 0, built.err);
assert.doesNotMatch(built.err, /error|unclosed/);

const server = await serveFiles(join(work, "containers-out"), "/repo/");
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});
const page1 = server.url("en/blocks/");

/** The panels of a set of tabs that a reader sees. */
const shown = (page, n) => page.locator(".tabs").nth(n).locator(":scope > .tab").evaluateAll((all) => all.filter((s) => !s.hasAttribute("hidden")).map((s) => s.textContent.trim().split("\n")[0]));
const tab = (page, n, name) => page.locator(".tabs").nth(n).getByRole("tab", { name, exact: true });

test("tabs: arrows, Home and End move among the tabs, which are one stop of the Tab key", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(page1);
    await tab(page, 0, "Python").focus();
    for (const [key, name] of [["ArrowRight", "Go"], ["ArrowRight", "Rust"], ["ArrowRight", "Python"], ["ArrowLeft", "Rust"], ["Home", "Python"], ["End", "Rust"], ["Home", "Python"]]) {
      await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), name, key);
      assert.equal(await tab(page, 0, name).getAttribute("aria-selected"), "true");
      assert.deepEqual(await shown(page, 0), [name]);
    }
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tabpanel");
    const panel = page.getByRole("tabpanel", { name: "Python" }).first();
    assert.match(await panel.innerText(), /First panel/);
    assert.equal(await panel.locator(".tab-label").isVisible(), false, "the label is not read twice");
    await picture(page, "containers-desk");
  }));

test("tabs: a choice holds for the group, stays in its place on the screen, and is remembered", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(page1);
    assert.deepEqual([await shown(page, 0), await shown(page, 1), await shown(page, 2)], [["Python"], ["Go"], ["Python"]]);
    await tab(page, 1, "Python").click();
    await tab(page, 1, "Go").scrollIntoViewIfNeeded();
    const before = (await tab(page, 1, "Go").boundingBox()).y;
    await tab(page, 1, "Go").click();
    assert.ok(Math.abs((await tab(page, 1, "Go").boundingBox()).y - before) < 2, "the tab stays under the pointer");
    assert.deepEqual([await shown(page, 0), await shown(page, 1), await shown(page, 2)], [["Go"], ["Go"], ["Python"]]);
    await page.reload();
    assert.deepEqual([await shown(page, 0), await shown(page, 1), await shown(page, 2)], [["Go"], ["Go"], ["Python"]]);
    await tab(page, 0, "Rust").click();
    assert.deepEqual([await shown(page, 0), await shown(page, 1)], [["Rust"], ["Go"]], "a set without this tab stays");
  }));

test("tabs: a link into a hidden panel opens it, and so does the browser's search", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(server.url("en/"));
    await page.locator("article a").click();
    await page.waitForURL(page1 + "#inside");
    assert.deepEqual(await shown(page, 0), ["Go"]);
    assert.ok(await page.locator("#inside").isVisible());
    await tab(page, 0, "Python").click();
    await page.evaluate(() => (location.hash = ""));
    await page.evaluate(() => (location.hash = "inside"));
    await page.waitForFunction(() => !document.getElementById("inside").closest("[hidden]"));
    await page.locator(".tabs").first().locator(".tab").nth(2).dispatchEvent("beforematch");
    assert.deepEqual(await shown(page, 0), ["Rust"]);
  }));

test("tabs: on paper all panels stand in order, each under its label", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(page1);
    await page.emulateMedia({ media: "print" });
    for (const words of ["First panel.", "Second panel.", "Third panel.", "Folded."]) {
      assert.ok((await page.getByText(words, { exact: true }).boundingBox()).height > 5, words);
    }
    assert.ok(await page.locator(".tab-label").first().isVisible());
    assert.equal(await page.getByRole("tablist").first().isVisible(), false);
  }));

test("tabs: without JavaScript all panels are there, each under its label", () =>
  reading(browser, server.origin, { javaScriptEnabled: false, viewport: screens.phone }, async (page) => {
    await page.goto(page1);
    assert.equal(await page.locator("[role=tab]").count(), 0);
    for (const section of await page.locator(".tabs > .tab").all()) {
      assert.ok(await section.isVisible());
      assert.ok(await section.locator(".tab-label").isVisible());
    }
    assert.equal(await page.locator(".tabs > .tab").count(), 7);
  }));

test("callouts: their kind is a word of the page's language, and a name where a title takes its place", () =>
  reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
    await page.goto(page1);
    assert.deepEqual(await page.locator(".callout-title").allInnerTexts(), ["Note", "A title", "Tip"]);
    assert.ok(await page.getByRole("note", { name: "Warning" }).isVisible());
    const colours = await page.locator(".callout").evaluateAll((all) => all.map((c) => getComputedStyle(c).borderInlineStartColor));
    assert.equal(new Set(colours).size, 3);
    assert.equal(await sideways(page), 0);
    await picture(page, "containers-phone");
    await page.goto(server.url("zh/"));
    assert.deepEqual(await page.locator(".callout-title").allInnerTexts(), ["注意"]);
  }));

test("blocks of one's own: drawn by their template, with their style and script, on pages that have them", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(page1);
    const card = page.locator(".card[data-ready=yes]");
    assert.equal(await card.getAttribute("data-color"), "red");
    assert.equal(await card.getAttribute("data-none"), "");
    assert.equal(await card.locator("b").innerText(), "Mine");
    assert.equal(await card.locator(".katex-html").count(), 1);
    assert.equal(await card.evaluate((e) => getComputedStyle(e).borderTopWidth), "7px");
    const asked = server.requests.length;
    await page.goto(server.url("en/"));
    assert.ok(!server.requests.slice(asked).some((path) => path.includes("block-card")));
  }));
