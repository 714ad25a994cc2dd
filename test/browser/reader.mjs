// Readers with a browser that complains: about messages in the console, thrown
// errors, requests to other hosts, answers that are errors, requests that fail,
// and whatever the content security policy forbids. controls.test.mjs shows
// that each of these is noticed.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

/**
 * Starts the Chromium of the PATH. To it there is no host but this machine: a
 * rule of the resolver, because intercepting requests to block the foreign ones
 * would switch the browser's cache off and slow every page down. env is the
 * browser's environment, more are further arguments of it.
 */
export function launch({ env, more = [] } = {}) {
  return chromium.launch({
    executablePath: findChromium(),
    env,
    args: [
      ...more,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-proxy-server",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** Returns the path of a Chromium: the one without windows, which is faster, where there is one. */
export function findChromium() {
  const folders = process.env.PATH.split(delimiter);
  for (const name of ["chromium-headless-shell", "chromium"]) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  throw new Error("there is no chromium on the PATH");
}

/** The two screens of the suite. */
export const screens = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } };

/**
 * Opens a window for one origin, in which no worker of a site keeps anything, so that
 * no test depends on what another left there. options are those of a Playwright context, and
 * expect: a function that says of a complaint, given as a text, that it belongs
 * to the test.
 * Returns { page, context, complaints, close() }.
 */
export async function open(browser, origin, { expect = () => false, ...options } = {}) {
  const context = await browser.newContext({ viewport: screens.desk, locale: "en-GB", serviceWorkers: "block", ...options });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  const complain = (kind, text) => {
    if (!expect(`${kind}: ${text}`)) complaints.push({ kind, text });
  };
  await watchPolicy(context, complain);
  context.on("page", (page) => watch(page, origin, complain));
  const page = await context.newPage();
  return { page, context, complaints, close: () => context.close() };
}

/** Reports violations of the content security policy, from the first byte on. */
async function watchPolicy(context, complain) {
  await context.exposeBinding("reportViolation", (_, text) => complain("policy", text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      window.reportViolation(`${e.effectiveDirective} forbids ${e.blockedURI} on ${location.href}`);
    });
  });
}

function watch(page, origin, complain) {
  page.on("console", (message) => {
    if (message.text() === "Service Worker registration blocked by Playwright") return;
    if (["error", "warning"].includes(message.type())) complain("console", `${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complain("thrown", String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) complain("foreign", url.href);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complain("status", `${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // Pages abort what they no longer want: a search overtaken by the next one.
    const why = request.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED") complain("failed", `${why} ${request.url()}`);
  });
}

/** Opens a window, hands it to work and fails on any complaint. */
export async function reading(browser, origin, options, work) {
  const reader = await within(20_000, "a window", open(browser, origin, options));
  try {
    await within(120_000, "the end of what is read", work(reader.page, reader));
    if (options.javaScriptEnabled !== false && !reader.page.isClosed()) await settled(reader.page);
    assert.deepEqual(reader.complaints, [], "the page gives no cause for complaint");
  } finally {
    await within(20_000, "the window's closing", reader.close());
  }
}

/**
 * Waits until fonts are there and what was under way has been told. A tab behind
 * another may draw nothing for as long as it is there, so the frame is waited
 * for with a limit.
 */
export async function settled(page) {
  await page.waitForLoadState("load");
  const quiet = page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.race([new Promise(requestAnimationFrame), new Promise((done) => setTimeout(done, 1000))]);
    await new Promise((done) => setTimeout(done, 0));
  });
  await within(20_000, `a quiet page at ${page.url()}`, quiet);
}

/** Waits for a promise, but no longer than ms: what hangs is told by its name. */
export async function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`waited ${ms} ms for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Returns by how many pixels the page can be scrolled sideways. */
export function sideways(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    return Math.max(root.scrollWidth - root.clientWidth, document.body.scrollWidth - root.clientWidth);
  });
}

/** Polls until check() gives something true, and returns that; fails after ms. */
export async function until(what, check, ms = 10_000) {
  const end = Date.now() + ms;
  for (;;) {
    const got = await check();
    if (got) return got;
    assert.ok(Date.now() < end, `waited ${ms} ms for: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
