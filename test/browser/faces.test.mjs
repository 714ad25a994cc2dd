// The faces of formulas on a first visit: those that are there when the page is
// first painted draw its formulas, and later ones change nothing any more.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { leaf, shifts } from "./audit.mjs";
import { work } from "./guide.mjs";
import { patient } from "./picture.mjs";
import { run } from "./program.mjs";
import { launch, reading, screens, settled, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

// Formulas of many faces, and one folded away that alone draws with its own.
const root = join(work, "faces-source");
await mkdir(join(root, "content/en"), { recursive: true });
await writeFile(join(root, "site.yaml"), "title: T\nlanguages: [en]\n");
await writeFile(
  join(root, "content/en/index.md"),
  String.raw`# A

$x\alpha\aleph1\forall\mathbb{RP}\lesssim\mathcal{LA}\mathbf{bold\;\Gamma}\boldsymbol{b}\mathscr{S}\mathsf{s}\mathtt{t}\mathit{it}\text{Han 汉}$

$$\Bigg(\bigg[\Big\{\big(\sum\Bigg\langle\begin{pmatrix}1\\2\\3\\4\\5\end{pmatrix}$$

:::details More
$\mathfrak{g}$
:::
`,
);
const { code, err } = await run("build", "--quiet", "--no-cache", "--root", root, "--out", join(work, "faces"));
assert.equal(code, 0, err);

let held; // fonts are not sent before this is kept
const hold = (path) => path.endsWith(".woff2") && held;
const [server, rare] = await Promise.all(["root", "faces"].map((folder) => serveFiles(join(work, folder), "/", {}, { hold })));
const browser = await launch();
after(async () => {
  await browser.close();
  for (const s of [server, rare]) s.close();
});

const own = "a face of the page";

/** Returns the faces that a page's formulas are drawn with, but for Han, in some of their letters. */
async function drawn({ page, context }, within = "body") {
  const devtools = await context.newCDPSession(page);
  await devtools.send("DOM.enable");
  await devtools.send("CSS.enable");
  const { root } = await devtools.send("DOM.getDocument", { depth: 0 });
  const { nodeIds } = await devtools.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: `${within} .katex-html span:not(:empty, :has(*), .cjk_fallback)` });
  const faces = new Set();
  for (const nodeId of nodeIds.filter((_, i) => i < 40 || i % 10 === 0)) {
    const { fonts } = await devtools.send("CSS.getPlatformFontsForNode", { nodeId });
    for (const { familyName, isCustomFont } of fonts) faces.add(isCustomFont ? own : familyName);
  }
  await devtools.detach();
  return faces;
}

/** Opens a page whose fonts are sent when it has been painted without them. */
async function openLate({ page }, url) {
  let send;
  held = new Promise((done) => (send = done));
  await page.goto(url, { waitUntil: "commit" });
  await until("a first paint", () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length > 0));
  send();
  await settled(page);
  await leaf(page);
  held = undefined;
}

/** Opens a page, and again where this machine was too busy to have the fonts in time; all in its own faces. */
async function openInTime(reader, url, within) {
  for (let i = 0; ; i++) {
    await reader.page.goto(url);
    await settled(reader.page);
    const faces = [...(await drawn(reader, within))];
    if (i === 3 || faces.every((face) => face === own)) return assert.deepEqual(faces, [own]);
  }
}

const dense = "mathematics/gan-discriminator/";
const next = "mathematics/notation/";

for (const [id, screen] of [["zh", "phone"], ["en", "desk"]]) {
  test(`fonts that come late move nothing, and the next page has them: ${id}, ${screen}`, () =>
    reading(browser, server.origin, { viewport: screens[screen] }, async (page, reader) => {
      await openLate(reader, server.url(`${id}/${dense}`));
      assert.deepEqual(await shifts(page), []);
      assert.ok(!(await drawn(reader)).has(own), "the fonts came after the first paint");
      await openInTime(reader, server.url(`${id}/${next}`));
      assert.deepEqual(await shifts(page), []);
    }));
}

test("a page asks at once for each face that it draws with, and what is folded away has its own when it is opened", () =>
  reading(browser, rare.origin, {}, async (page, reader) => {
    await openInTime(reader, rare.url("en/"), "article > :not(details)");
    const asked = await page.evaluate(() => [...document.querySelectorAll("link[as=font]")].map((link) => new URL(link.href).pathname));
    const sent = new Set(rare.requests.filter((path) => path.endsWith(".woff2")));
    assert.deepEqual([...sent].sort(), asked.sort());
    assert.ok(asked.length > 15, asked.join());
    await page.locator("article > details > summary").first().click();
    await until("the face of the fold", async () => (await drawn(reader, "details")).has(own));
  }));

test("control: fonts that are taken when they come move the text", () =>
  reading(browser, server.origin, { viewport: screens.phone }, async (page, reader) => {
    await patient(page);
    await openLate(reader, server.url(`zh/${dense}`));
    assert.match((await shifts(page)).join(), /^shift of 0/);
  }));
