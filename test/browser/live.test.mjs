// The live preview: what an author sees in the browser while saving files.

import assert from "node:assert/strict";
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { picture, source, work } from "./guide.mjs";
import { preview } from "./program.mjs";
import { launch, reading, settled, until } from "./reader.mjs";

const root = join(work, "live");
await cp(source, root, { recursive: true, filter: (from) => !from.includes(".duizhao") });
const browser = await launch();
const site = await preview(root);
after(() => browser.close());

const chapter = "content/en/04-mathematics";
const gan = `${chapter}/02-gan-discriminator.md`;
const ganURL = `${site.origin}/en/mathematics/gan-discriminator/`;

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
async function changing(file, from, to, work) {
  const before = await readFile(join(root, file), "utf8");
  assert.ok(before.includes(from), `${file} has ${from}`);
  await save(file, before.replace(from, () => to));
  try {
    await work();
  } finally {
    await save(file, before);
  }
}

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
    const times = [];
    for (let i = 1; i <= 5; i++) {
      const words = `Remember that number, for the ${i}th time.`;
      const saved = await save(gan, original.replace(sentence, words));
      const seen = await shows(page, words);
      times.push((await seen.jsonValue()) - saved);
      await settled(page);
    }
    await save(gan, original);
    await shows(page, sentence);
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
  reading(browser, site.origin, {}, async (page) => {
    await page.goto(`${site.origin}/zh/reading/`);
    await settled(page);
    await changing("content/zh/00-reading/index.md", "title: ", "titel: x\ntitle: ", async () => {
      await overlay(page).waitFor();
      assert.match(await overlay(page).innerText(), /content\/zh\/00-reading\/index\.md:2:1 warning .*titel/);
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
  }));
