// A site in several versions: the switch asks the current version for its list when
// it is opened, who changes the version stays on the page, and an old version leads
// to the current one.

import assert from "node:assert/strict";
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { violations, wide, withAxe } from "./audit.mjs";
import { work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, screens } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const folder = join(work, "versions");
const out = join(work, "versions-out");
const current = "version: v2\nversions:\n  - { id: v2, title: { zh: 第二版, en: Second edition } }\n  - v1\n";

/** Builds a version, whose sources are the pages of both languages by their names. */
async function build(settings, names, below) {
  const root = join(folder, below || "current");
  for (const lang of ["zh", "en"]) {
    await mkdir(join(root, "content", lang), { recursive: true });
    for (const name of ["index", ...names]) await writeFile(join(root, "content", lang, name + ".md"), `# ${name} ${lang}\n\n词 ${lang} words.\n\n## Part {#part}\n\nMore.\n`);
  }
  await writeFile(join(root, "site.yaml"), `title: { zh: 石墨手册, en: Inkstone }\nlanguages: [zh, en]\ndates: frontmatter\n${settings}`);
  const { code, err } = await run("build", "--quiet", "--root", root, "--base-url", `https://example.org/guide/${below}`);
  assert.equal(code, 0, err);
  await cp(join(root, "public"), join(out, below), { recursive: true });
}

const browser = await launch();
let server;
before(async () => {
  await rm(out, { recursive: true, force: true });
  await build(current, ["both", "new"], "");
  await build("version: v1\n", ["both", "old"], "v1/");
  server = await serveFiles(out, "/guide/");
});
after(async () => {
  await browser.close();
  server.close();
});

const summary = (page) => page.locator(".versions summary:visible");
const offered = (page) => page.locator(".versions [open] a");
const lost = (complaint) => /404/.test(complaint); // a page that the other version lacks was asked for

test("readers change the version and stay on the page, or come to its home page", () =>
  reading(browser, server.origin, { expect: lost }, async (page, { context }) => {
    await withAxe(context);
    await page.goto(server.url("v1/en/both/#part"));
    assert.ok(!server.requests.includes("/guide/versions.json"), "the list is asked for before anybody wants it");
    await page.setViewportSize(screens.phone);
    const whole = () => page.locator(".brand").evaluate((b) => b.scrollWidth <= b.clientWidth);
    assert.ok(await whole(), "the switch leaves no room for the name of the site");
    await summary(page).press("Enter");
    await offered(page).nth(2).waitFor();
    assert.deepEqual(await offered(page).allInnerTexts(), ["Second edition\ncurrent", "v1", "All versions"]);
    assert.equal(await offered(page).nth(1).getAttribute("aria-current"), "true");
    assert.deepEqual([...(await violations(page)), ...(await wide(page))], []);
    await page.keyboard.press("Escape");
    assert.ok(await summary(page).evaluate((s) => s === document.activeElement && !s.parentElement.open), "Escape does not close the list");
    await summary(page).press("Enter");
    await offered(page).first().click();
    await page.waitForURL(server.url("en/both/#part"));
    assert.equal(await page.locator(".kept").count(), 0);

    await page.goto(server.url("zh/new/"));
    assert.ok(await whole());
    await summary(page).click();
    await page.getByRole("link", { name: "v1" }).click();
    await page.waitForURL(server.url("v1/zh/"));

    for (const [from, to] of [["v1/zh/both/", "zh/both/"], ["v1/pair/en/zh/both/", "pair/en/zh/both/"], ["v1/en/old/", "en/"]]) {
      await page.goto(server.url(from));
      await page.locator(".kept a").click();
      await page.waitForURL(server.url(to));
    }
  }));

test("where the list cannot be had, and without scripts, the switch leads to the page of all versions", async () => {
  await rename(join(out, "versions.json"), join(out, "away.json"));
  for (const javaScriptEnabled of [true, false]) {
    await reading(browser, server.origin, { javaScriptEnabled, expect: lost }, async (page, { context }) => {
      await withAxe(context);
      await page.goto(server.url("v1/zh/both/"));
      await summary(page).click();
      await page.getByRole("link", { name: "所有版本" }).click();
      await page.waitForURL(server.url("versions/"));
      assert.deepEqual(await page.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href"))), ["/guide/", "/guide/v1/", "/guide/", "/guide/v1/"]);
      if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    });
  }
});
