// The author's panel of the preview: it opens by its button or a key, tells how
// the page's translation stands and what is wrong, accepts after a question,
// shows drafts, opens windows of other widths; and no published page has it.

import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { violations, withAxe } from "./audit.mjs";
import { builds, picture, work } from "./guide.mjs";
import { preview } from "./program.mjs";
import { launch, reading, screens, settled } from "./reader.mjs";

const root = join(work, "author");
const files = {
  "site.yaml": "title: { zh: 站点, en: Site }\nlanguages: [zh, en]\nserve: { editor: 'test://open{path}:{line}' }\n",
  "content/zh/index.md": "# 首页\n",
  "content/en/index.md": "# Home\n",
  "content/zh/a.md": "# 甲\n\n## 一 {#one}\n\n第一段，见[别处](nowhere.md)。\n\n## 二 {#two}\n\n第二段。\n\n## 三 {#three}\n\n只有中文。\n",
  "content/en/a.md": "# A\n\n## One {#one}\n\nFirst.\n\n## Two {#two}\n\nSecond.\n",
  "content/zh/b.md": "---\ntitle: 没写完\ndraft: true\n---\n\n草稿。\n",
};
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
const browser = await launch();
const site = await preview(root);
after(async () => {
  await browser.close();
  await site.stop();
});

const panel = (page) => page.locator("aside.author");
const section = (page, name) => panel(page).getByRole("region", { name });

for (const [lang, title, scheme, screen] of [
  ["en", "Author’s panel", "light", "desk"],
  ["zh", "作者面板", "dark", "phone"],
]) {
  test(`the panel is a landmark, by key and by button, ${lang}, ${scheme}, ${screen}`, () =>
    reading(browser, site.origin, { colorScheme: scheme, viewport: screens[screen] }, async (page, { context }) => {
      await withAxe(context);
      await page.goto(`${site.origin}/${lang}/a/`);
      await settled(page);
      const launcher = page.locator(".author-launch");
      await launcher.waitFor();
      assert.equal(await panel(page).isVisible(), false);
      await page.keyboard.press("a");
      const landmark = page.getByRole("complementary", { name: title });
      await landmark.waitFor();
      await landmark.locator(".author-table").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.className), "author-close");
      await picture(page, `author-${lang}-${scheme}-${screen}`);
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Escape");
      assert.equal(await landmark.isVisible(), false);
      assert.equal(await page.evaluate(() => document.activeElement.className), "author-launch");

      // The list of keys has it too.
      await page.keyboard.press("?");
      const keys = page.locator("dialog.help .comfort-keys").first();
      await keys.getByText(title).waitFor();
      assert.equal((await keys.locator("kbd").allInnerTexts()).at(-1), "a");
      await page.keyboard.press("Escape");

      // It is remembered, and what opens by itself takes no focus.
      await launcher.click();
      await page.reload();
      await landmark.locator(".author-table").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    }));
}

test("the page: places open in the editor, words, broken links, bytes", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(`${site.origin}/zh/a/`);
    await settled(page);
    await page.locator(".author-launch").click();
    const own = section(page, "源文件与篇幅");
    await own.waitFor();
    assert.match(await own.innerText(), /16 个汉字，0 个/);
    assert.equal(await own.getByRole("link").getAttribute("href"), `test://open${join(root, "content/zh/a.md")}:1`);
    assert.match(await section(page, "需要修改").innerText(), /失效的链接：1\s+content\/zh\/a\.md:5:\d+\s+error no page "nowhere\.md"/);
    const rows = await section(page, "压缩后的字节数").locator("tbody tr").allInnerTexts();
    assert.deepEqual(rows.map((row) => row.replace(/\t[\d.]+ KB\t/, " ? ")), ["HTML ? 18 KB", "样式 ? 8.2 KB", "脚本 ? 5.6 KB"]);
    assert.ok((await section(page, "压缩后的字节数").locator("li").allInnerTexts()).every((file) => !/\/(live|author)-/.test(file)), "the preview's own files do not count");
  }));

test("a block is found, and accepted after a question; the rest at once", () =>
  reading(browser, site.origin, {}, async (page, { context }) => {
    await withAxe(context);
    await page.goto(`${site.origin}/en/a/`);
    await settled(page);
    await page.locator(".author-launch").click();
    const state = section(page, "Translation into English");
    await state.getByText("Accepted as they stand: 0 of 6 blocks").waitFor();
    assert.deepEqual(await state.locator("li .author-state").allInnerTexts(), [...Array(4).fill("Never accepted"), "Not translated", "Not translated"]);

    await state.getByRole("button", { name: "Second.", exact: true }).click();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Second.");

    await state.getByRole("button", { name: "Accept: Second." }).click();
    const question = page.getByRole("dialog", { name: "Accept this block?" });
    assert.match(await question.innerText(), /第二段。[^]*Second\./);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter"); // the focus is at "Cancel"
    await question.waitFor({ state: "detached" });
    await state.getByText("0 of 6 blocks").waitFor();

    await state.getByRole("button", { name: "Accept: Second." }).click();
    await question.getByRole("button", { name: "Accept" }).click();
    await state.getByText("1 of 6 blocks").waitFor();
    await panel(page).getByText("Accepted: 1", { exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Translation into English");
    const lock = () => readFile(join(root, "content/translations.lock"), "utf8");
    assert.equal((await lock()).match(/zh→en/g).length, 1);

    await state.getByRole("button", { name: "Accept all 3" }).click();
    await page.getByRole("dialog", { name: "Accept this translation?" }).getByRole("button", { name: "Accept" }).click();
    await state.getByText("4 of 6 blocks").waitFor();
    assert.equal((await lock()).match(/zh→en/g).length, 4);
    assert.deepEqual(await state.locator("li .author-state").allInnerTexts(), ["Not translated", "Not translated"]);
  }));

test("drafts come and go for this run", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(`${site.origin}/zh/`);
    await settled(page);
    await page.locator(".author-launch").click();
    const drafts = panel(page).getByRole("switch", { name: "显示草稿" });
    const link = page.locator('a[href="/zh/b/"]').first();
    await drafts.check();
    await link.waitFor({ state: "attached" });
    await settled(page);
    await page.goto(`${site.origin}/zh/b/`);
    await section(page, "源文件与篇幅").getByText("草稿").waitFor();
    await page.goto(`${site.origin}/zh/`);
    await drafts.uncheck();
    await link.waitFor({ state: "detached" });
    assert.equal((await page.request.get(`${site.origin}/zh/b/`)).status(), 404);
  }));

test("a window as wide as a phone's, without the panel", () =>
  reading(browser, site.origin, {}, async (page, { context }) => {
    await page.goto(`${site.origin}/en/a/`);
    await settled(page);
    await page.locator(".author-launch").click();
    const opened = context.waitForEvent("page");
    await panel(page).getByRole("button", { name: "Phone, 360 px" }).click();
    const phone = await opened;
    await settled(phone);
    assert.equal(await phone.evaluate(() => innerWidth), 360);
    await phone.locator(".author-launch").waitFor();
    assert.equal(await panel(phone).isVisible(), false);
    await panel(page).getByText("The window shows 360 × 740 pixels").waitFor();
    assert.equal(await panel(page).getByRole("link", { name: "Paired with 简体中文" }).getAttribute("href"), "/pair/en/zh/a/");
  }));

test("no published page knows of the panel", async () => {
  for (const { folder } of builds) {
    for (const name of await readdir(join(folder, "assets"))) assert.doesNotMatch(name, /^author/);
    for (const page of ["index.html", "zh/index.html", "404.html"]) assert.doesNotMatch(await readFile(join(folder, page), "utf8"), /assets\/author/);
    const table = (await readdir(join(folder, "assets"))).find((name) => name.startsWith("texts-en-"));
    assert.doesNotMatch(await readFile(join(folder, "assets", table), "utf8"), /js\.author/);
  }
});
