// WebKit, the engine of Safari, as Debian's WebKitGTK has it, by WebDriver
// (https://www.w3.org/TR/webdriver2/). It has no window without a display: xvfb-run
// gives one.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";

import { typed } from "./keys.mjs";

const folders = ["x86_64-linux-gnu", "aarch64-linux-gnu"];

const narrowest = 460; // px: a window gets no narrower

/**
 * Starts it; what is returned is as that of firefox(), but the console is not to be
 * had (complaints() is empty) and there is no print().
 * Pages that are to be narrower than a window are shown in a frame; framed(url, width, height) gives
 * the address, on the page's own origin, of a page that holds nothing else.
 */
export async function webkit(framed) {
  const binary = folders.map((f) => `/usr/lib/${f}/webkit2gtk-4.1/MiniBrowser`).find(existsSync);
  const port = await freePort();
  const program = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore" });
  const failed = new Promise((_, fail) => program.once("error", fail));
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const options = { binary, args: ["--automation"] };
  const session = async () => {
    await ready(() => ask("GET", "/status"));
    return ask("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
  };
  const { sessionId } = await Promise.race([failed, session()]).catch((e) => {
    program.kill();
    throw e;
  });
  const here = `/session/${sessionId}`;
  const run = (script) => ask("POST", `${here}/execute/async`, { script: `const done = arguments[arguments.length - 1]; (async () => { ${script} })().then(done, (e) => done("!" + e))`, args: [] });
  const json = async (expression) => {
    const text = await run(`return JSON.stringify((await (${expression})) ?? null)`);
    if (text.startsWith("!")) throw new Error(text);
    return JSON.parse(text);
  };
  let frame;
  return {
    name: "WebKit",
    go: async (url) => {
      await ask("POST", `${here}/url`, { url: frame ? framed(url, ...frame) : url });
      if (frame) await ask("POST", `${here}/frame`, { id: 0 });
    },
    // What is asked for is the window's size; its frame and bars are added.
    size: async (width, height) => {
      await ask("POST", `${here}/frame`, { id: null });
      frame = width < narrowest ? [width, height] : undefined;
      await ask("POST", `${here}/window/rect`, { width, height });
      const [w, h] = await json("[innerWidth, innerHeight]");
      await ask("POST", `${here}/window/rect`, { width: 2 * width - w, height: 2 * height - h });
    },
    evaluate: json,
    keys: (keys) => ask("POST", `${here}/actions`, { actions: [typed(keys)] }),
    picture: async () => Buffer.from(await ask("GET", `${here}/screenshot`), "base64"),
    complaints: () => [],
    close: async () => {
      await ask("DELETE", here).catch(() => undefined);
      program.kill();
    },
  };
}

async function ready(ask) {
  for (let tries = 100; ; tries--) {
    try {
      return await ask();
    } catch (e) {
      if (!tries) throw e;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
