// The live preview: what an author sees in the browser while saving files.

import assert from "node:assert/strict";
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import ts from "typescript";

import { violations, withAxe } from "./audit.mjs";
import { picture, source, work } from "./guide.mjs";
import { preview, previewAt, run } from "./program.mjs";
import { launch, reading, settled, until } from "./reader.mjs";

const root = join(work, "live");
await cp(source, root, { recursive: true, filter: (from) => !from.includes(".duizhao") });
const settings = await readFile(join(root, "site.yaml"), "utf8");
await writeFile(join(root, "site.yaml"), `${settings}serve: { editor: vscode }\n`);
// A page in two languages with what scripts of the page see to.
const much = (words, n) => Array.from({ length: n }, (_, i) => `${words} ${i + 1}.`).join("\n\n");
const workshop = (title, words) => `---
title: ${title}
---

${words} first, with [a link](index.md).

${much(words + " above", 20)}

## Tools {#tools}

::::tabs

:::tab One
Panel one.
:::

:::tab Two
Panel two.
:::

::::

:::details More
Inside.
:::

${words} at the line, and some words behind it.

\`\`\`sh
echo code
\`\`\`

${much(words + " below", 20)}
`;
const [shop, shopInChinese] = ["en", "zh"].map((id) => `content/${id}/05-labs/90-workshop.md`);
await writeFile(join(root, shop), workshop("Workshop", "Words"));
await writeFile(join(root, shopInChinese), workshop("实验", "文字"));
const accepted = await run("sync", "accept", "--all", "--root", root);
assert.equal(accepted.code, 0, accepted.err);
const browser = await launch();
const site = await preview(root);
after(async () => {
  await browser.close();
  await site.stop(); // where a part of the suite is run
});

const chapter = "content/en/04-mathematics";
const gan = `${chapter}/02-gan-discriminator.md`;
const ganURL = `${site.origin}/en/mathematics/gan-discriminator/`;
const shopURL = `${site.origin}/en/labs/workshop/`;

/**
 * Saves as careful editors do: writes another file, then renames it. Returns the
 * time of the renaming, in milliseconds as Date.now gives them.
 */
async function save(file, text) {
  const whole = join(root, file);
  const draft = join(dirname(whole), ".draft~");
  await writeFile(draft, text);
  const time = Date.now();
  await rename(draft, whole);
  return time;
}

/** Changes a file and has it as before when work is done. */
async function changing(file, from, to, work, running = site) {
  const before = await readFile(join(root, file), "utf8");
  assert.ok(before.includes(from), `${file} has ${from}`);
  await save(file, before.replace(from, () => to));
  try {
    await work();
  } finally {
    await restore(file, before, running);
  }
}

/** Saves what was before, and waits for its build: no later test is to be told of it. */
async function restore(file, before, running = site) {
  const builds = () => running.log().split("rebuilt in ").length;
  const done = builds();
  await save(file, before);
  await until("the build of what was before", () => builds() > done);
}

/** Marks a page, so that one that was loaded again is told from one that was patched. */
const mark = (page) => page.evaluate(() => (window.untouched = true));
const isMarked = (page) => page.evaluate(() => window.untouched === true);

/** Has the preview stay where the reader is. */
const stay = (page) => page.evaluate(() => localStorage.setItem("duizhao-live-stay", "1"));

/** The address that the page would have opened in another program. */
const opened = (page) =>
  page.evaluate(() => {
    addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='vscode:']");
      if (link) event.preventDefault();
      if (link) window.opened = link.href;
    });
  });

const overlay = (page) => page.locator("section.live");

/**
 * Stands before the preview and counts its open event streams. Returns
 * { origin, streams(), close() }.
 */
async function counting() {
  let streams = 0;
  const { host } = new URL(site.origin);
  const server = createServer((from, to) => {
    const isStream = from.url.startsWith("/_duizhao/events");
    const ask = request(site.origin + from.url, { headers: { ...from.headers, host, origin: site.origin } }, (answer) => {
      to.writeHead(answer.statusCode, answer.headers);
      to.flushHeaders();
      answer.pipe(to);
    });
    ask.on("error", () => to.destroy());
    ask.end();
    if (isStream) streams++;
    to.on("close", () => {
      if (isStream) streams--;
      ask.destroy();
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    streams: () => streams,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Waits until the article has a text; gives a handle of the time it was seen. */
const shows = (page, text) => page.waitForFunction((text) => document.querySelector("article")?.textContent.includes(text) && Date.now(), text);

test("the preview's pages are the guide's, with the same policy and no complaint", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(ganURL);
    await settled(page);
    assert.match(await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content"), /default-src 'none'/);
    assert.equal(await overlay(page).count(), 0);
  }));

test("a saved sentence is seen without touching the browser", (t) =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(ganURL);
    await settled(page);
    const original = await readFile(join(root, gan), "utf8");
    const sentence = "Remember that number.";
    assert.ok(original.includes(sentence));
    await mark(page);
    const times = [];
    for (let i = 1; i <= 5; i++) {
      const words = `Remember that number, for the ${i}th time.`;
      const saved = await save(gan, original.replace(sentence, words));
      const seen = await shows(page, words);
      times.push((await seen.jsonValue()) - saved);
    }
    await restore(gan, original);
    await shows(page, sentence);
    assert.ok(await isMarked(page), "it was patched in");
    const median = times.toSorted((a, b) => a - b)[2];
    t.diagnostic(`save → visible: ${median} ms (median of ${times.join(", ")})`);
    const rebuilds = [...site.log().matchAll(/rebuilt in (\d+) ms/g)].map((m) => m[1]);
    t.diagnostic(`of which building, in ms: ${rebuilds.slice(0, 5).join(", ")}`);
  }));

test("a change in one page leaves another open page alone", () =>
  reading(browser, site.origin, {}, async (page, { context }) => {
    await page.goto(ganURL);
    await settled(page);
    const other = await context.newPage();
    await other.goto(`${site.origin}/zh/reading/`);
    await other.evaluate(() => (window.untouched = true));
    await changing(gan, "Remember that number.", "Remember this one.", () => shows(page, "Remember this one."));
    await shows(page, "Remember that number.");
    assert.equal(await other.evaluate(() => window.untouched), true);
  }));

test("what a reader does and sees stays while the page is patched", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(shopURL);
    await stay(page);
    await page.getByRole("tab", { name: "Two" }).click();
    await page.locator("article details:not(.cited) summary").first().click();
    await mark(page);
    const at = page.locator("article > p", { hasText: "at the line" });
    const top = () => at.evaluate((e) => e.getBoundingClientRect().top);
    await at.evaluate((e) => {
      const line = document.querySelector(".top").getBoundingClientRect().bottom;
      scrollTo({ top: scrollY + e.getBoundingClientRect().top - line - 4, behavior: "instant" });
      getSelection().setBaseAndExtent(e.firstChild, 0, e.firstChild, 5);
      document.querySelector("article .code .copy").focus({ preventScroll: true });
    });
    const before = await top();
    const text = await readFile(join(root, shop), "utf8");
    const next = text
      .replace("title: Workshop", "title: The workshop")
      .replace("Words above 3.", "Words above 3, longer.\n\n- new\n- list\n\nAnd a paragraph.")
      .replace("## Tools", "## New tools")
      .replace("Panel two.", "Panel two, changed.")
      .replace("Inside.", "Inside, changed.")
      .replace("some words behind", "other words behind");
    await changing(shop, text, next, async () => {
      await shows(page, "other words behind");
      assert.ok(await isMarked(page), "it was patched in");
      assert.ok(Math.abs((await top()) - before) < 2, `the block at the line moved from ${before} to ${await top()}`);
      assert.equal(await page.evaluate(() => String(getSelection())), "Words");
      assert.ok(await page.evaluate(() => document.activeElement.matches(".code .copy")), "the focus stays");
      assert.ok(await page.getByText("Inside, changed.").isVisible(), "what was opened is open");
      assert.ok(await page.getByText("Panel two, changed.").isVisible(), "the tab is chosen");
      assert.match(await page.title(), /^The workshop/);
      assert.match(await page.locator(".side [aria-current=page]").innerText(), /The workshop/);
      assert.match(await page.locator(".toc").innerText(), /New tools/);
      // The lines of the source are those of the new form.
      const line = next.split("\n").findIndex((l) => l.includes("at the line")) + 1;
      assert.equal(await at.getAttribute("data-line"), String(line));
      // Tabs with another list are made anew, and work.
      await save(shop, next.replace(":::tab Two", ":::tab Second").replace("::::\n\n:::details", ":::tab Three\nPanel three.\n:::\n\n::::\n\n:::details"));
      await page.getByRole("tab", { name: "Three" }).click();
      assert.ok(await page.getByText("Panel three.").isVisible());
      assert.equal(await page.locator("article > .tabs > [role=tablist]").count(), 1);
      // What a new page needs of styles and scripts comes with it.
      await save(shop, text.replace("Words first", "Words first, $x^2$"));
      await page.locator("article .katex").waitFor();
      assert.ok(await page.evaluate(() => getComputedStyle(document.querySelector(".katex-mathml")).position === "absolute"), "with its style");
      assert.ok(await isMarked(page), "it was patched in");
    });
    await page.locator("article .katex").waitFor({ state: "detached" });
  }));

test("the text in the search field and an open dialog stay", () =>
  // The index that the search is reading is one of before the change.
  reading(browser, site.origin, { expect: (complaint) => /404.*\/search\/\w+\.bin/.test(complaint) }, async (page) => {
    await page.goto(shopURL);
    await page.keyboard.press("/");
    const field = page.locator("dialog input");
    await field.fill("gan");
    await changing(shop, "Words first", "Other words first", async () => {
      await shows(page, "Other words first");
      assert.equal(await field.inputValue(), "gan");
      assert.ok(await page.evaluate(() => document.activeElement.matches("dialog input")));
    });
    await shows(page, "Words first");
  }));

test("pages in two languages and the home page are patched too", () =>
  reading(browser, site.origin, {}, async (page) => {
    for (const [path, file, from, to] of [
      ["/pair/zh/en/labs/workshop/", shop, "Words first", "Twin words first"],
      ["/zh/labs/workshop/", shopInChinese, "文字 first", "新的文字 first"],
      ["/en/", "content/en/index.md", "A bilingual guide to", "A new line for"],
    ]) {
      await page.goto(site.origin + path);
      await stay(page);
      await mark(page);
      await changing(file, from, to, () => shows(page, to));
      await page.waitForFunction((text) => !document.querySelector("article").textContent.includes(text), to);
      assert.ok(await isMarked(page), `${path} was patched`);
    }
  }));

test("a style is exchanged without loading the page again, a template loads it", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(shopURL);
    await mark(page);
    const styles = () => page.locator("link[rel=stylesheet]").count();
    const before = await styles();
    const file = join(root, "assets/css/type.css");
    const style = await readFile(file, "utf8");
    await save("assets/css/type.css", `${style}\narticle p { color: rgb(1, 2, 3); }\n`);
    await page.waitForFunction(() => getComputedStyle(document.querySelector("article p")).color === "rgb(1, 2, 3)");
    await until("as many styles as before", async () => (await styles()) === before);
    await restore("assets/css/type.css", style);
    await page.waitForFunction(() => getComputedStyle(document.querySelector("article p")).color !== "rgb(1, 2, 3)");
    assert.ok(await isMarked(page), "it was not loaded again");
    await changing("templates/partials/footer.html", "<footer", '<p class="new-foot">New</p><footer', () => page.locator(".new-foot").waitFor());
    await page.locator(".new-foot").waitFor({ state: "detached" });
    assert.equal(await isMarked(page), false, "it was loaded again");
    await settled(page);
  }));

test("a block leads to its line in the editor, or tells where it is", () =>
  reading(browser, site.origin, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const lines = (await readFile(join(root, shop), "utf8")).split("\n");
    const line = (words) => lines.findIndex((l) => l.includes(words)) + 1;
    await page.goto(shopURL);
    await opened(page);
    const address = (file, n) => `vscode://file${encodeURI(join(root, file))}:${n}:1`;
    // The editor is told after the page has come.
    const leads = (words, to) =>
      until(to, async () => {
        await page.getByText(words).dblclick();
        return (await page.evaluate(() => window.opened)) === to;
      });
    await leads("Words above 7.", address(shop, line("Words above 7.")));
    await page.locator("article > p", { hasText: "Words below 9." }).evaluate((e) => scrollTo({ top: scrollY + e.getBoundingClientRect().top - 60, behavior: "instant" }));
    await page.keyboard.press("e");
    const there = Number(/:(\d+):1$/.exec(await page.evaluate(() => window.opened))[1]);
    assert.ok(Math.abs(there - line("Words below 9.")) <= 4, `the line ${there}`);
    await page.goto(`${site.origin}/pair/zh/en/labs/workshop/`);
    await opened(page);
    await leads("Words above 7.", address(shop, line("Words above 7.")));
    await leads("文字 above 7.", address(shopInChinese, line("Words above 7.")));
    await changing("site.yaml", "serve: { editor: vscode }", "", async () => {
      await page.goto(shopURL);
      await page.getByText("Words above 7.").dblclick();
      const notice = page.locator(".live-notice");
      await notice.waitFor();
      const place = `${shop}:${line("Words above 7.")}`;
      assert.ok((await notice.innerText()).includes(place));
      await picture(page, "live-place");
      await notice.getByRole("button").first().click();
      await until("the place in the clipboard", () => page.evaluate(async (place) => (await navigator.clipboard.readText()) === place, place));
      await notice.waitFor({ state: "detached" });
    });
  }));

test("the window used last follows the author, unless told to stay", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(shopURL);
    await settled(page);
    await changing(gan, "Remember that number.", "Remember this one.", async () => {
      await page.waitForURL(ganURL); // no window shows it
      await shows(page, "Remember this one.");
      await page.locator(".live-notice").waitFor();
    });
    const sentence = page.locator("article > p", { hasText: "Remember that number" });
    await sentence.waitFor();
    const inSight = () => sentence.evaluate((e) => e.getBoundingClientRect().top > 0 && e.getBoundingClientRect().bottom < innerHeight);
    await until("the change in sight", inSight);
    await picture(page, "live-followed");
    await page.locator(".live-notice").getByRole("button").first().click();
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await changing(gan, "Remember that number.", "Remember that number, now.", async () => {
      await shows(page, "Remember that number, now.");
      await page.locator(".live-notice").waitFor();
      assert.equal(await page.evaluate(() => scrollY), 0);
      await page.locator(".live-notice").getByRole("button").first().click(); // shows it
      await until("the change in sight", inSight);
    });
    await shows(page, "Remember that number.");
    await page.goto(shopURL);
    await changing(gan, "Remember that number.", "Remember it.", () => page.locator(".live-notice").waitFor());
    assert.equal(page.url(), shopURL);
  }));

test("any change of a page is patched in exactly, and what scripts added stays", async () => {
  // The modules as one function, run in an empty page.
  const parts = await Promise.all(["pairs", "mirror"].map((name) => readFile(new URL(`../../assets/ts/live/${name}.ts`, import.meta.url), "utf8")));
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  const code = parts.map((text) => ts.transpileModule(text, { compilerOptions: options }).outputText.replace(/^import .*$/gm, "").replace(/^export /gm, "")).join("\n");
  const page = await browser.newPage();
  const wrong = await page.evaluate(
    ([code]) => {
      const Mirror = new Function(`${code}; return Mirror;`)();
      let seed = 7;
      const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
      const tree = (depth) => {
        let out = "";
        for (let i = random(6); i > 0; i--) {
          const kind = random(5);
          if (kind === 0 || depth === 0) out += `text ${random(4)} `;
          else if (kind === 1) out += `<p class="c${random(3)} d" data-b="${random(9)}">word ${random(3)}</p>\n`;
          else if (kind === 2) out += `<ul data-line="${random(9)}">${tree(depth - 1)}</ul>`;
          else out += `<${["div", "section", "b"][random(3)]}${random(2) ? ` title="${random(3)}"` : ""}>${tree(depth - 1)}</${"x"}>`.replace(/<(div|section|b)([^>]*)>(.*)<\/x>$/s, "<$1$2>$3</$1>");
        }
        return out;
      };
      const change = (html) => {
        const nodes = html.split(/(?=<(?:p|ul)[ >])/);
        for (let i = random(3); i >= 0; i--) nodes.splice(random(nodes.length + 1), random(2), random(2) ? tree(1) : "");
        return nodes.join("");
      };
      const parse = (html) => new DOMParser().parseFromString(`<!doctype html><html><head><title>t${random(3)}</title></head><body>${html}</body></html>`, "text/html").documentElement;
      for (let i = 0; i < 400; i++) {
        let html = tree(3);
        const live = document.importNode(parse(html), true);
        const mirror = new Mirror(live, { whole: () => false, replaced: () => {} });
        for (let step = 0; step < 4; step++) {
          const inside = [...live.querySelectorAll("div, section, ul")];
          const added = document.createElement("i");
          const where = inside[random(inside.length || 1)] ?? live.querySelector("body");
          if (step === 1) where.append(added);
          html = random(4) ? change(html) : tree(3);
          const fresh = parse(html);
          const want = fresh.outerHTML;
          mirror.patch(fresh);
          const copy = live.cloneNode(true);
          copy.querySelectorAll("i").forEach((e) => e.remove());
          if (copy.outerHTML.replaceAll(' class=""', "") !== want) return `${i}.${step}: ${copy.outerHTML}\nwanted ${want}`;
          if (step === 1 && where.isConnected && live.contains(where) && !live.contains(added)) return `${i}: what a script added is gone`;
        }
      }
      return "";
    },
    [code],
  );
  assert.equal(wrong, "");
  await page.close();
});

test("a broken formula is shown in place with its message and listed, until it is mended", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(ganURL);
    await settled(page);
    await changing(gan, "$z\\sim p_z$", "$z\\simm p_z$", async () => {
      const inPlace = page.locator("article .broken-leaf", { hasText: "\\simm" }).first();
      await inPlace.waitFor();
      await overlay(page).waitFor();
      const text = await overlay(page).innerText();
      const before = (await readFile(join(root, gan), "utf8")).split("\\simm")[0].split("\n");
      assert.ok(text.includes(`${gan}:${before.length}:${before.at(-1).length + 1} error`), text);
      assert.match(text, /\\simm/);
      const own = overlay(page).locator(".live-item", { hasText: "error" }).filter({ hasText: `${gan}:` }).first();
      assert.equal(await own.locator(".live-place").getAttribute("href"), `vscode://file${encodeURI(join(root, gan))}:${before.length}:${before.at(-1).length + 1}`);
      assert.match(await own.locator(".live-frame mark").innerText(), /^\\simm/);
      assert.ok((await page.locator("article .katex").count()) > 100, "the other formulas stand");
      await picture(page, "live-broken-formula");
    });
    await page.locator(".broken-leaf").first().waitFor({ state: "detached" });
    await overlay(page).waitFor({ state: "detached" });
  }));

test("with broken front matter the last good page stays, and the overlay lists what to mend", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(ganURL);
    await settled(page);
    await changing(gan, "title: The GAN", "title: [The GAN", async () => {
      await overlay(page).waitFor();
      assert.match(await overlay(page).innerText(), /content\/en\/04-mathematics\/02-gan-discriminator\.md:\d+:\d+ error/);
      await shows(page, "Remember that number.");
      await picture(page, "live-broken-front-matter");
      const answer = await page.reload();
      assert.equal(answer.status(), 200);
      await shows(page, "Remember that number.");
      await overlay(page).waitFor();
    });
    await overlay(page).waitFor({ state: "detached" });
  }));

test("the overlay can be closed, and speaks the page's language", () =>
  reading(browser, site.origin, {}, async (page, { context }) => {
    await withAxe(context);
    await page.goto(`${site.origin}/zh/reading/`);
    await settled(page);
    await changing("content/zh/00-reading/index.md", "title: ", "titel: x\ntitle: ", async () => {
      await overlay(page).waitFor();
      assert.match(await overlay(page).innerText(), /content\/zh\/00-reading\/index\.md:2:1 warning .*titel/);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
      }
      const title = overlay(page).locator(".live-title");
      assert.match(await title.innerText(), /\p{Script=Han}/u);
      assert.match(await overlay(page).getByRole("button").getAttribute("aria-label"), /\p{Script=Han}/u);
      await overlay(page).getByRole("button").click();
      await overlay(page).waitFor({ state: "detached" });
      await page.reload();
      await settled(page);
      assert.equal(await overlay(page).count(), 0, "the same list stays closed");
    });
  }));

test("a deleted page is a 404 in both languages, and comes back", async () => {
  const expect = (complaint) => /^(status: 404|console: .*404)/.test(complaint);
  await reading(browser, site.origin, { expect }, async (page) => {
    const url = `${site.origin}/en/mathematics/global-optimum/`;
    await page.goto(url);
    await settled(page);
    const files = ["en", "zh"].map((id) => join(root, `content/${id}/04-mathematics/03-global-optimum.md`));
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    await Promise.all(files.map((file) => rm(file)));
    await page.locator("body.outside").waitFor(); // the open page became the 404 by itself
    for (const path of ["en", "zh"]) {
      await until(`a 404 in ${path}`, async () => (await page.request.get(`${site.origin}/${path}/mathematics/global-optimum/`)).status() === 404);
    }
    await overlay(page).filter({ hasText: "broken-link" }).waitFor(); // other pages lead there
    await Promise.all(files.map((file, i) => writeFile(file, texts[i])));
    await page.locator("#lab-l1").waitFor({ state: "attached" });
  });
});

test("a page deleted in one language falls back to the other by itself", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(`${site.origin}/en/mathematics/global-optimum/`);
    await settled(page);
    const file = join(root, chapter, "03-global-optimum.md");
    const text = await readFile(file, "utf8");
    await rm(file);
    await page.locator("article[lang=zh-Hans]").waitFor();
    assert.ok(await page.locator(".notice").isVisible());
    await writeFile(file, text);
    await page.locator("article[lang=en]").waitFor();
  }));

test("broken settings keep the site, and say where", () =>
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(ganURL);
    await settled(page);
    await changing("site.yaml", "languages:", "langauges:", async () => {
      await overlay(page).waitFor();
      assert.match(await overlay(page).innerText(), /site\.yaml:\d+:\d+ error .*langauges/);
      await shows(page, "Remember that number.");
    });
    await overlay(page).waitFor({ state: "detached" });
  }));

test("eight tabs share one event stream, whichever of them is closed", async () => {
  // A light page, for each change has all tabs load it again.
  const file = "content/en/05-labs/index.md";
  const sentence = "finishes within seconds";
  const timeout = 30_000;
  const proxy = await counting();
  try {
    await reading(browser, proxy.origin, {}, async (first, { context }) => {
      const tabs = [first];
      while (tabs.length < 8) tabs.push(await context.newPage());
      for (const tab of tabs) await tab.goto(`${proxy.origin}/en/labs/`); // the seventh hung
      const one = () => until("one event stream", () => proxy.streams() === 1);
      // A tab behind another draws nothing, so is asked by the clock, not when it draws.
      const has = (words) => document.querySelector("article")?.textContent.includes(words);
      const all = (words) => Promise.all(tabs.map((tab) => tab.waitForFunction(has, words, { polling: 100, timeout })));
      await one();
      await changing(file, sentence, "ends in every tab", async () => {
        await all("ends in every tab");
        await one();
        await tabs.shift().close();
        await tabs.pop().close();
      });
      await all(sentence);
      await one();
      await changing(file, "title: Labs", "titel: x\ntitle: Labs", () => Promise.all(tabs.map((tab) => overlay(tab).waitFor({ timeout }))));
      // Tabs behind another draw nothing, so would never settle.
      await Promise.all(tabs.map((tab) => tab.waitForLoadState("load", { timeout })));
    });
  } finally {
    proxy.close();
  }
});

test("the preview answers no page of another site", async () => {
  const answer = await fetch(ganURL, { headers: { origin: "https://foreign.example" } });
  assert.equal(answer.status, 403);
});

test("the preview ends when it is interrupted, also while a page is open", () =>
  reading(browser, site.origin, { expect: (complaint) => /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/.test(complaint) }, async (page) => {
    await page.goto(ganURL);
    await settled(page);
    assert.equal(await site.stop(), 0);
    // Another process takes its place, and the page goes on with it.
    const next = await previewAt(root, new URL(site.origin).host);
    await changing(gan, "Remember that number.", "Remember it after all.", () => shows(page, "Remember it after all."), next);
    await shows(page, "Remember that number.");
    assert.equal(await next.stop(), 0);
  }));
