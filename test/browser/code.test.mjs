// Blocks of code: what the copy button takes, what a mouse takes, folds, notes.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { picture, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, screens, sideways } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const fence = "```";
const text = `# Code

${fence}python title="a.py" {1} ins={2} del={3} showLineNumbers focus={1}
def f(x):
    return x + 1  # (1)!
    return x
${fence}

1. One more.

${fence}console
$ echo a \\
    b
a b
(env) me@host:~/x$ ls
file
$ cat <<END \\
> --more \\
> last
text
${fence}

${fence}pycon
>>> def f():
...     return 1
...
>>> f()
1
${fence}

${fence}sh
# no session: $ HOME
echo "$HOME"
${fence}

${fence}text collapse={2-3} {5}
one
two
three
four
five ${"is long ".repeat(40)}
${fence}

${fence}sh wrap showLineNumbers
echo ${"long ".repeat(60)}
${fence}

:::code-group
${fence}sh [pip]
pip install x
${fence}
${fence}sh [uv]
uv add x
${fence}
:::
`;

const files = {
  "site.yaml": "title: T\nlanguages: [en, zh]\n",
  "content/zh/index.md": "# 首页\n",
  "content/en/index.md": text,
};
const site = join(work, "code");
for (const [name, data] of Object.entries(files)) {
  await mkdir(dirname(join(site, name)), { recursive: true });
  await writeFile(join(site, name), data);
}
const built = await run("build", "--quiet", "--strict", "--root", site, "--out", join(work, "code-out"), "--base-url", "/repo/");
assert.equal(built.code, 0, built.err);

const server = await serveFiles(join(work, "code-out"), "/repo/");
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});
const url = server.url("en/");

test("the copy button takes what a reader would type", () =>
  reading(browser, server.origin, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.goto(url);
    const wanted = [
      "def f(x):\n    return x + 1\n", // no numbers, no signs, nothing that is gone
      "echo a \\\n    b\nls\ncat <<END \\\n--more \\\nlast\n", // no prompts, nothing that was printed
      "def f():\n    return 1\n\nf()\n",
      '# no session: $ HOME\necho "$HOME"\n',
      `one\ntwo\nthree\nfour\nfive ${"is long ".repeat(40)}\n`, // what is folded, too
    ];
    for (const [i, code] of wanted.entries()) {
      await page.locator("article .code .copy").nth(i).click();
      await page.waitForFunction((code) => navigator.clipboard.readText().then((t) => t === code), code);
    }
    await page.locator("[role=status]", { hasText: "Copied" }).waitFor({ state: "attached" });
  }));

test("a mouse selects the code alone: no numbers, no signs, no words for the ear", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(url);
    await page.locator("article .code").first().locator("pre").evaluate((pre) => getSelection().selectAllChildren(pre));
    assert.equal((await page.evaluate(() => getSelection().toString())).trim(), "def f(x):\n    return x + 1\n    return x");
  }));

test("a note leads to its item, a fold opens by the keyboard", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(url);
    await page.getByRole("link", { name: "Note 1" }).click();
    assert.equal(await page.locator("li:target").innerText(), "One more.");
    const folded = page.getByText("three", { exact: false }).first();
    assert.equal(await folded.isVisible(), false);
    await page.locator(".fold summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await folded.isVisible());
  }));

test("long lines scroll in their block or wrap; the page stays", () =>
  reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
    await page.goto(url);
    assert.equal(await sideways(page), 0);
    const [scrolls, wraps] = await page.locator("pre").evaluateAll((all) => ["five", "long long"].map((s) => {
      const pre = all.find((p) => p.textContent.includes(s));
      return pre.scrollWidth > pre.clientWidth;
    }));
    assert.deepEqual([scrolls, wraps], [true, false]);
    await picture(page, "code-phone");
  }));

test("paper has every line, without scripts", () =>
  reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(url);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.getByText("uv add x").isVisible());
    assert.ok(await page.locator(".fold code").first().evaluate((e) => e.getBoundingClientRect().height > 20));
    await picture(page, "code-print");
  }));
