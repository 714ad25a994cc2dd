// Pages made to be complained about: if the suite finds nothing in the guide,
// that is because there is nothing, not because nobody looked.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { work } from "./guide.mjs";
import { launch, open, reading, screens, settled, sideways, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const html = (head, body = "") => `<!doctype html><html lang="en"><meta charset="utf-8"><title>control</title>${head}<link rel="icon" href="data:,"><p>${body}</p>`;
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">`;

const controls = {
  "an error in the console": ["console", html(`<script>console.error("control")</script>`)],
  "a warning in the console": ["console", html(`<script>console.warn("control")</script>`)],
  "a thrown error": ["thrown", html(`<script>throw new Error("control")</script>`)],
  "a rejected promise": ["thrown", html(`<script>Promise.reject(new Error("control"))</script>`)],
  "a picture from another host": ["foreign", html(`<img alt="" src="https://foreign.example/x.png">`)],
  "a script's request to another host": ["foreign", html(`<script>fetch("https://foreign.example/x").catch(() => 0)</script>`)],
  "an asset that is not there": ["status", html(`<script src="/missing.js"></script>`)],
  "a server that hangs up": ["failed", html(`<img alt="" src="/hangs-up">`)],
  "an inline script against the policy": ["policy", html(`${policy}<script>document.title = "ran"</script>`)],
  "a style element against the policy": ["policy", html(`${policy}<style>p { color: red }</style>`)],
  "a foreign picture against the policy": ["policy", html(`${policy}<img alt="" src="https://foreign.example/x.png">`)],
};

const pages = { "/clean": html(""), "/wide": html("", `<span style="display: block; width: 400px">wide</span>`), "/hangs-up": null };
Object.values(controls).forEach(([, text], i) => (pages[`/control-${i}`] = text));
const server = await serveFiles(work, "/files/", pages);
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});

for (const [i, [what, [kind]]] of Object.entries(controls).entries()) {
  test(`control: ${what} is noticed`, async () => {
    const { page, complaints, close } = await open(browser, server.origin);
    await page.goto(`${server.origin}/control-${i}`);
    await until(`a complaint of the kind ${kind}`, () => complaints.some((c) => c.kind === kind));
    await close();
  });
}

test("control: a request to another host does not leave this machine, by name or by address", async () => {
  const { page, complaints, close } = await open(browser, server.origin);
  await page.goto(`${server.origin}/clean`);
  for (const host of ["foreign.example", "192.0.2.1"]) {
    await page.evaluate((host) => fetch(`https://${host}/`).catch(() => 0), host);
    await until(`${host} is not found`, () => complaints.some((c) => c.kind === "failed" && c.text.includes("ERR_NAME_NOT_RESOLVED") && c.text.includes(host)));
  }
  await close();
});

test("control: a blameless page is not complained about", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.goto(`${server.origin}/clean`);
    await settled(page);
  }));

test("control: a complaint fails the test that reads the page", async () => {
  const read = reading(browser, server.origin, {}, (page) => page.goto(`${server.origin}/control-0`));
  await assert.rejects(read, /no cause for complaint/);
});

test("control: without JavaScript the policy still complains in the console", async () => {
  const { page, complaints, close } = await open(browser, server.origin, { javaScriptEnabled: false });
  const styled = Object.keys(controls).indexOf("a style element against the policy");
  await page.goto(`${server.origin}/control-${styled}`);
  await until("a complaint in the console", () => complaints.some((c) => c.kind === "console"));
  await close();
});

test("control: a page that is too wide for a phone is noticed", () =>
  reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
    await page.goto(`${server.origin}/wide`);
    assert.ok((await sideways(page)) > 0);
  }));
