// The files as they are published: every reference inside the site leads to a
// file, and to a heading where it names one; every page opens without complaint.

import assert from "node:assert/strict";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";

import { builds, work } from "./guide.mjs";
import { filesOf, follow } from "./links.mjs";
import { launch, open, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const browser = await launch();
after(() => browser.close());

for (const { name, base, folder } of builds) {
  test(`${name}: every reference inside the site leads somewhere`, async (t) => {
    const { followed, broken } = await follow(folder, base, base === "/" ? undefined : "https://example.org");
    assert.deepEqual(broken, []);
    assert.ok(followed > 500, `${followed} references`);
    t.diagnostic(`${followed} references followed`);
  });
}

test("every page opens without complaint", async (t) => {
  const { base, folder } = builds[1];
  const server = await serveFiles(folder, base);
  const { page, complaints, close } = await open(browser, server.origin, { locale: "fr-FR" });
  const pages = (await filesOf(folder)).filter((file) => file.endsWith(".html"));
  assert.ok(pages.length >= 18, `${pages.length} pages`);
  for (const file of pages) {
    await page.goto(server.url(file.replace(/index\.html$/, "")));
    await settled(page);
  }
  await close();
  server.close();
  assert.deepEqual(complaints, []);
  t.diagnostic(`${pages.length} pages opened`);
});

test("control: links to nothing are noticed, of each kind", async () => {
  const folder = join(work, "broken-links");
  await cp(builds[1].folder, folder, { recursive: true });
  const bad = ["nothing/", "/en/", "/repo/en/#no-such-heading", "https://example.org/repo/none.html", "../404.html?x=1&amp;y=2#none"];
  const links = bad.map((href) => `<a class=x href="${href}">x</a>`).join("");
  await writeFile(join(folder, "en/bad.html"), `<!doctype html><img src=missing.png alt="a > b">${links}<a href="./#three-ways">good</a>`);
  await writeFile(join(folder, "assets/bad.css"), `p { background: url("none.png") }`);
  await writeFile(join(folder, "assets/bad.js"), `import("./none.js")`);
  const { broken } = await follow(folder, "/repo/", "https://example.org");
  assert.equal(broken.length, bad.length + 3, broken.join("\n"));
});
