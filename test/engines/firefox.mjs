// Firefox, by the protocol WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { typed } from "./keys.mjs";

/**
 * Starts Debian's Firefox with a profile of its own. Returns {name, go(url), size(width, height),
 * evaluate(expression) → its JSON value, waited for where it is a promise, keys(keys) presses them one after
 * the other, picture() → PNG, print() → PDF, complaints() → what the console said since the last call, close()}.
 */
export async function firefox() {
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const program = spawn("firefox-esr", ["--headless", "--remote-debugging-port", "0", "--profile", profile, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const end = async () => {
    if (program.exitCode === null && program.kill()) await new Promise((done) => program.once("exit", done));
    await rm(profile, { recursive: true, force: true });
  };
  try {
    return await control(await open(await address(program)), end);
  } catch (e) {
    await end();
    throw e;
  }
}

/** The browser behind a socket; end ends its program. */
async function control(socket, end) {
  const waiting = new Map();
  let said = [];
  socket.onmessage = ({ data }) => {
    const { id, type, result, error, message, method, params } = JSON.parse(data);
    if (method === "log.entryAdded") said.push(`${params.level}: ${params.text}`);
    const [done, fail] = waiting.get(id) ?? [];
    waiting.delete(id);
    if (type === "error") fail?.(new Error(`${error}: ${message}`));
    else done?.(result);
  };
  let last = 0;
  const send = (method, params = {}) =>
    new Promise((done, fail) => {
      waiting.set(++last, [done, fail]);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const { context } = await send("browsingContext.create", { type: "tab" });
  return {
    name: "Firefox",
    go: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    size: (width, height) => send("browsingContext.setViewport", { context, viewport: { width, height } }),
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await send("script.evaluate", { expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`, target: { context }, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
    keys: (keys) => send("input.performActions", { context, actions: [typed(keys)] }),
    print: async () => Buffer.from((await send("browsingContext.print", { context })).data, "base64"),
    picture: async () => Buffer.from((await send("browsingContext.captureScreenshot", { context })).data, "base64"),
    complaints: () => said.splice(0).filter((s) => /^(error|warn)/.test(s)),
    close: async () => {
      socket.close();
      await end();
    },
  };
}

/** Where the browser listens, once it says so. */
function address(program) {
  return new Promise((done, fail) => {
    let text = "";
    program.once("error", fail);
    program.once("exit", () => fail(new Error(`Firefox ended: ${text}`)));
    program.stderr.on("data", (data) => {
      text += data;
      const at = /WebDriver BiDi listening on (ws:\S+)/.exec(text);
      if (at) done(`${at[1]}/session`);
    });
  });
}

function open(url) {
  const socket = new WebSocket(url);
  return new Promise((done, fail) => {
    socket.onopen = () => done(socket);
    socket.onerror = () => fail(new Error(`no answer at ${url}`));
  });
}
