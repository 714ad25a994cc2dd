// Pages made to be complained about: if the suite finds nothing in the guide,
// that is because there is nothing, not because nobody looked.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { clipped, hints, shifts, violations, wide, withAxe } from "./audit.mjs";
import { focus } from "./focus.mjs";
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

const moves = `<div>moves</div><script>setTimeout(() => { const e = document.createElement("div"); e.style.height = "200px"; document.body.prepend(e); document.title = "moved"; }, 100)</script>`;
const pages = { "/moves": html("", moves), "/clean": html(""), "/wide": html("", `<span style="display: block; width: 400px">wide</span>`), "/hangs-up": null };
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

const sound = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>control</title><link rel="icon" href="data:,"><main><h1>A heading</h1>BODY</main>`;
const barriers = {
  "image-alt": `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`,
  "color-contrast": `<p style="color: #999; background: #fff">pale</p>`,
  "button-name": `<button></button>`,
  "heading-order": `<h4>deep</h4>`,
  "empty-table-header": `<table><tr><th></th><td>1</td></tr></table>`,
};

for (const [rule, body] of Object.entries(barriers)) {
  test(`control: axe notices ${rule}, under a policy that forbids scripts`, () =>
    reading(browser, server.origin, {}, async (page, { context }) => {
      await withAxe(context);
      const answer = { contentType: "text/html", headers: { "content-security-policy": "script-src 'none'" }, body: sound.replace("BODY", body) };
      await context.route("**/barrier", (route) => route.fulfill(answer));
      await page.goto(`${server.origin}/barrier`);
      assert.deepEqual((await violations(page)).map((text) => text.split(":")[0]), [`axe ${rule}`]);
    }));
}

test("control: axe complains neither of a page without barriers nor of a formula that heads a column", () =>
  reading(browser, server.origin, {}, async (page, { context }) => {
    await withAxe(context);
    const formula = `<table><tr><th scope="col"><math><mi>x</mi></math></th></tr><tr><td>1</td></tr></table>`;
    await context.route("**/barrier", (route) => route.fulfill({ contentType: "text/html", body: sound.replace("BODY", formula) }));
    await page.goto(`${server.origin}/barrier`);
    assert.deepEqual(await violations(page), []);
  }));

test("control: what moves by itself is noticed, and what stands out of a window is named", () =>
  reading(browser, server.origin, { viewport: screens.phone }, async (page) => {
    await page.goto(`${server.origin}/moves`);
    await page.waitForFunction(() => document.title === "moved");
    await settled(page);
    assert.match((await shifts(page)).join(), /^shift of 0\.\d+: .*(moves|<div>)/);
    await page.goto(`${server.origin}/clean`);
    assert.deepEqual(await shifts(page), []);
    assert.deepEqual(await wide(page), []);
    await page.goto(`${server.origin}/wide`);
    assert.match((await wide(page)).join(), /px sideways: .*<span style/);
  }));

test("control: a link that makes the browser turn to another host is noticed, and so is a text that its box cuts off", () =>
  reading(browser, server.origin, { expect: (complaint) => complaint.startsWith("failed") }, async (page) => {
    await page.goto(`${server.origin}/clean`);
    assert.deepEqual([await hints(page), await clipped(page)], [[], []]);
    await page.evaluate(() => {
      document.head.insertAdjacentHTML("beforeend", `<link rel="preconnect" href="https://foreign.example/"><link rel="next" href="https://foreign.example/">`);
      document.body.innerHTML = `<main><h1 style="width: 4em; overflow: hidden; white-space: nowrap">A title that is long</h1><p style="width: 4em">A text that is long</p></main>`;
    });
    assert.match((await hints(page)).join(), /^turns to another host: <link rel="preconnect"[^,]*$/);
    assert.match((await clipped(page)).join(), /^cut off: <h1[^,]*$/);
  }));

test("control: a focus without an outline, without a size, in the colour of the ground or out of the window is not seen", () =>
  reading(browser, server.origin, {}, async (page) => {
    const link = (style) => `<a href="#" style="${style}">here</a>`;
    for (const [style, seen] of [["outline: 2px solid red", true], ["outline: none", false], ["outline: 1px solid red", false], ["outline: 2px solid transparent", false], ["outline: 2px solid white", false], ["outline: 2px solid #0003", false], ["outline: 2px solid white; outline-offset: -2px; background: black", true], ["outline: 2px solid red; position: absolute; left: -9999px", false], ["outline: 2px solid red; display: block; width: 0; height: 0; overflow: hidden", false]]) {
      await page.goto(`${server.origin}/clean`);
      await page.evaluate((html) => (document.body.innerHTML = html), link(style));
      await page.evaluate(() => document.querySelector("a").focus());
      assert.equal((await focus(page)).seen, seen, style);
    }
  }));
