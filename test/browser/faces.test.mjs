// The faces of formulas on a first visit: those that are there when the page is
// first painted draw its formulas, and later ones change nothing any more.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { leaf, shifts } from "./audit.mjs";
import { work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, open, screens, settled, until } from "./reader.mjs";
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
    for (const { familyName, isCustomFont } of fonts) faces.add(isCustomFont ? "its own" : familyName);
  }
  await devtools.detach();
  return faces;
}

/** Opens a page whose fonts are sent when it has been painted without them. */
async function openLate(reader, url) {
  let send;
  held = new Promise((done) => (send = done));
  await reader.page.goto(url, { waitUntil: "commit" });
  await until("a first paint", () => reader.page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length > 0));
  send();
  await settled(reader.page);
  await leaf(reader.page);
  held = undefined;
}

const dense = "mathematics/gan-discriminator/";
const next = "mathematics/notation/";

for (const [id, screen] of [["zh", "phone"], ["en", "desk"]]) {
  test(`fonts that come late move nothing, and the next page has them: ${id}, ${screen}`, async () => {
    const reader = await open(browser, server.origin, { viewport: screens[screen] });
    await openLate(reader, server.url(`${id}/${dense}`));
    assert.deepEqual(await shifts(reader.page), []);
    assert.ok(!(await drawn(reader)).has("its own"), "the fonts came after the first paint");
    await reader.page.goto(server.url(`${id}/${next}`));
    await settled(reader.page);
    assert.deepEqual([...(await drawn(reader))], ["its own"]);
    assert.deepEqual(await shifts(reader.page), []);
    await reader.close();
    assert.deepEqual(reader.complaints, []);
  });
}

test("each face is asked for at once by the page that draws with it, and what is folded away has its own when it is opened", async () => {
  const reader = await open(browser, rare.origin);
  await reader.page.goto(rare.url("en/"));
  await settled(reader.page);
  assert.deepEqual([...(await drawn(reader, "article > :not(details)"))], ["its own"]);
  const asked = (await reader.page.evaluate(() => [...document.querySelectorAll("link[as=font]")].map((link) => link.href))).sort();
  const sent = rare.requests.filter((path) => path.endsWith(".woff2")).map((path) => rare.origin + path);
  assert.deepEqual(sent.sort(), asked);
  await reader.page.locator("article > details > summary").first().click();
  await until("the face of the fold", async () => (await drawn(reader, "details")).has("its own"));
  await reader.close();
  assert.deepEqual(reader.complaints, []);
});

test("control: fonts that are taken when they come move the text", async () => {
  const reader = await open(browser, server.origin, { viewport: screens.phone });
  await reader.page.route("**/math-*.css", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll("font-display:optional", "font-display:swap") });
  });
  await openLate(reader, server.url(`zh/${dense}`));
  assert.match((await shifts(reader.page)).join(), /^shift of 0/);
  await reader.close();
});
