// How Chinese and English are set, measured in the browser with the Han face that
// test/browser.sh asks for: where lines break, what stands between Han and Latin,
// which face draws a mark. The pages are those of test/type.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { picture, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, reading, settled, sideways } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const out = join(work, "type");
const { code, err } = await run("build", "--quiet", "--root", fileURLToPath(new URL("../type", import.meta.url)), "--out", out);
assert.equal(code, 0, err);
const server = await serveFiles(out);
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});

const size = (width) => ({ viewport: { width, height: 900 } });

/** Opens a page of test/type at a width, and hands it to work. */
const at = (path, width, work) =>
  reading(browser, server.origin, size(width), async (page) => {
    await page.goto(server.url(path));
    await settled(page);
    await work(page);
  });

const style = (page, selector, property) => page.locator(selector).first().evaluate((e, p) => getComputedStyle(e)[p], property);

/**
 * The lines of each block of text, as the browser broke them: for each block its
 * tag and its lines, { text, width, top }.
 */
function linesOf(page, selector) {
  return page.evaluate((selector) => {
    const blocks = [];
    for (const block of document.querySelectorAll(selector)) {
      if (!block.checkVisibility()) continue;
      const lines = [];
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let last, formula;
      const add = (text, box) => {
        if (!last || (box.left < last.left && box.top > last.top + 4)) lines.push({ text: "", start: box.left, top: box.top });
        const line = lines.at(-1);
        line.text += text;
        line.width = box.right - line.start;
        last = box;
      };
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const base = node.parentElement.closest(".katex-base"); // what of a formula no line breaks
        if (base && base !== formula) add("□", (formula = base).getBoundingClientRect());
        if (node.parentElement.closest("rt, rp, .katex, ul, ol, table") !== block.closest("rt, rp, .katex, ul, ol, table")) continue;
        for (let i = 0; i < node.data.length; i++) {
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          const box = range.getClientRects()[0];
          if (box?.width && !/\s/.test(node.data[i])) add(node.data[i], box);
        }
      }
      if (lines.length) blocks.push({ tag: block.localName, lines });
    }
    return blocks;
  }, selector);
}

/** The breaks that no reader of Chinese should meet. */
function wrongBreaks(blocks) {
  const wrong = [];
  for (const { tag, lines } of blocks) {
    for (const [i, { text }] of lines.entries()) {
      const before = lines[i - 1]?.text.at(-1);
      if (i && /^[。，、；：！？）》」』”’…〜·]/.test(text)) wrong.push(`${tag}: a line starts with ${text.slice(0, 4)}`);
      if (i < lines.length - 1 && /[（《「『“‘]$/.test(text)) wrong.push(`${tag}: a line ends with ${text.slice(-4)}`);
      if (before === "—" && text[0] === "—") wrong.push(`${tag}: a dash is broken`);
    }
  }
  return wrong;
}

const texts = "article :is(p, li, td, th, figcaption, h1, h2, h3), .side a, .toc a";
const widths = [320, 360, 414, 600, 768, 1100, 1400];

test("no line of Chinese starts or ends with the wrong mark, at any width", async () => {
  const seen = new Set();
  let breaks = 0;
  for (const width of widths) {
    await at("zh/type/", width, async (page) => {
      if (width < 1000) await page.locator(".toc summary").click();
      const blocks = await linesOf(page, texts);
      assert.deepEqual(wrongBreaks(blocks), [], `${width} px`);
      for (const { tag, lines } of blocks) {
        breaks += lines.length - 1;
        if (lines.length > 1) seen.add(tag);
      }
      assert.equal(await sideways(page), 0, `${width} px`);
      if (width === 320 || width === 1400) await picture(page, `type-zh-${width}`);
    });
  }
  assert.ok(breaks > 200, `${breaks} breaks were looked at`);
  for (const tag of ["p", "li", "td", "th", "figcaption", "h1", "h2", "h3", "a"]) assert.ok(seen.has(tag), `a <${tag}> was broken`);
});

for (const [what, rule] of Object.entries({ "a break anywhere": "line-break: anywhere", "a break that is not strict": "line-break: normal" })) {
  test(`the control: ${what} is noticed`, async () => {
    const wrong = [];
    for (const width of widths) {
      await at("zh/type/", width, async (page) => {
        await page.evaluate((rule) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { ${rule} !important }`);
          document.adoptedStyleSheets = [sheet];
        }, rule);
        wrong.push(...wrongBreaks(await linesOf(page, texts)));
      });
    }
    assert.notDeepEqual(wrong, []);
  });
}

test("lines of a heading are alike in length, last lines of paragraphs are not left alone", () =>
  at("zh/type/", 360, async (page) => {
    const [{ lines: h1 }] = await linesOf(page, "article h1");
    assert.ok(h1.length > 2, "the title has some lines");
    assert.ok(h1.at(-1).width > 0.6 * h1[0].width, `widths ${h1.map((l) => Math.round(l.width))}`);
    for (const text of ["article p", "article li", "figcaption"]) assert.equal(await style(page, text, "textWrapStyle"), "pretty", text);
  }));

/** How wide a text is at the end of an element, in its ems. */
function ems(page, selector, text) {
  return page.locator(selector).first().evaluate((parent, text) => {
    const span = document.createElement("span");
    span.textContent = text;
    span.style.whiteSpace = "nowrap";
    span.style.display = "inline-block";
    span.style.textIndent = 0;
    parent.append(span);
    const width = span.getBoundingClientRect().width / parseFloat(getComputedStyle(span).fontSize);
    span.remove();
    return width;
  }, text);
}

const near = (got, want, what, by = 0.03) => assert.ok(Math.abs(got - want) <= by, `${what}: ${got.toFixed(3)}, wanted ${want}`);

test("a quarter of an em in all stands around a Latin word in Chinese, none in code and at the number of a note", () =>
  at("zh/type/", 1280, async (page) => {
    const room = async (selector) =>
      (await ems(page, selector, "用GPT模")) - (await ems(page, selector, "用")) - (await ems(page, selector, "GPT")) - (await ems(page, selector, "模"));
    for (const text of ["article p", "article li", "article td", "article h2", "figcaption", ".side a"]) near(await room(text), 0.25, text);
    for (const exact of ["article p > code", "article kbd", "article .math", "article .fn"]) near(await room(exact), 0, exact);
    near(await room("#foreign"), 0, "an English run");
  }));

test("marks of both scripts take the Han face in Chinese, wherever it stands, and not in English", async () => {
  // Between two Han, so that no mark loses a half to the edge of its line.
  const mark = async (page, selector, text) => (await ems(page, selector, `字${text}字`)) - 2 * (await ems(page, selector, "字"));
  const full = async (page, selector, marks = ["“", "”", "‘", "’", "…", "—", "·"]) => {
    for (const text of marks) near(await mark(page, selector, text), 1, `${text} in ${selector}`);
    near(await mark(page, selector, "——"), 2, `—— in ${selector}`);
    near(await mark(page, selector, "……"), 2, `…… in ${selector}`);
  };
  const narrow = async (page, selector) => {
    for (const text of ["“", "”", "‘", "’", "·"]) {
      const width = await mark(page, selector, text);
      assert.ok(width > 0.1 && width < 0.6, `${text} in ${selector}: ${width.toFixed(3)}`);
    }
  };
  await at("zh/type/", 1280, async (page) => {
    for (const selector of ["article p", "article h2", "figcaption", "article td", ".side a"]) await full(page, selector);
    await full(page, "article h1", ["“", "”", "‘", "’", "…", "—"]); // Noto Serif has a narrow dot
    await narrow(page, "#foreign");
  });
  await at("en/words/", 1280, async (page) => {
    for (const selector of ["article p", "article h1", "article h2"]) await narrow(page, selector);
    await full(page, "#foreign");
  });
});

test("Han is emphasised by dots and never slanted, Latin by a slant and never by dots", async () => {
  const emphasis = async (page, selector) => [await style(page, selector, "fontStyle"), await style(page, selector, "textEmphasisStyle")];
  await at("zh/type/", 1280, async (page) => {
    assert.deepEqual(await emphasis(page, "article em"), ["normal", "dot"]);
    assert.equal(await style(page, "article em", "textEmphasisPosition"), "under");
    assert.deepEqual(await emphasis(page, "article em [lang=en]"), ["italic", "none"]);
    for (const term of ["dfn", "var"]) assert.equal(await style(page, `article ${term}`, "fontStyle"), "normal", term);
    assert.deepEqual(await emphasis(page, "article em code"), ["normal", "none"]);
  });
  await at("en/words/", 1280, async (page) => {
    assert.deepEqual(await emphasis(page, "article em"), ["italic", "none"]);
    assert.equal(await style(page, "article em [lang=zh]", "fontStyle"), "normal");
  });
});

test("a reading stands over its characters; its brackets are for browsers that cannot", () =>
  at("zh/type/", 1280, async (page) => {
    const [base, reading] = await page.locator("ruby").evaluate((ruby) => {
      const range = document.createRange();
      range.selectNode(ruby.firstChild);
      return [range, ruby.querySelector("rt")].map((of) => of.getBoundingClientRect().toJSON());
    });
    assert.ok(reading.bottom <= base.top + 8 && reading.top < base.top, "the reading is above");
    near((reading.left + reading.right) / 2, (base.left + base.right) / 2, "the middle", 2);
    assert.equal(await style(page, "rp", "display"), "none");
  }));

test("what is in another language says so, and is set by its own rules", async () => {
  await at("en/type/", 1280, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    assert.equal(await page.locator("article").getAttribute("lang"), "zh-Hans");
    assert.equal(await style(page, "article p", "lineBreak"), "strict");
    assert.equal(await page.locator(".side a[aria-current]").getAttribute("lang"), "zh-Hans");
    assert.deepEqual(wrongBreaks(await linesOf(page, texts)), []);
  });
});

test("Han in an English line does not push the lines apart", () =>
  at("en/words/", 1280, async (page) => {
    const { lines } = (await linesOf(page, "article p")).find((block) => block.lines.some((line) => line.text.includes("他说")));
    assert.ok(lines.length > 2);
    // Lines are told by their Latin letters: each script has tops of its own.
    const height = await page.locator("#foreign").evaluate((e) => e.parentElement.getBoundingClientRect().height);
    near(height / lines.length, 17 * 1.65, "the height of a line", 0.1);
  }));

test("English is hyphenated where lines are short, and nowhere else", async () => {
  const hyphens = (page) => Promise.all(["article p", "article code", "article a[rel]", "article h2"].map((s) => style(page, s, "hyphens")));
  await at("en/words/", 360, async (page) => {
    assert.deepEqual(await hyphens(page), ["auto", "manual", "manual", "manual"]);
    await picture(page, "type-en-360");
  });
  await at("en/words/", 1280, async (page) => assert.deepEqual(await hyphens(page), ["manual", "manual", "manual", "manual"]));
});

test("figures of a table stand under each other", () =>
  at("zh/type/", 1280, async (page) => {
    assert.equal(await style(page, "td", "fontVariantNumeric"), "tabular-nums");
    near(await ems(page, "td", "1111"), await ems(page, "td", "8888"), "digits", 0.001);
  }));
