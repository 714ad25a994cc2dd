// WebKit, the engine of Safari, as Debian's WebKitGTK has it, by WebDriver
// (https://www.w3.org/TR/webdriver2/). It has no window without a display: xvfb-run
// gives one.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";

const folders = ["x86_64-linux-gnu", "aarch64-linux-gnu"];

/** Starts it; what is returned is as that of firefox(), but the console is not to be had: complaints() is empty. */
export async function webkit() {
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
  const run = (script) => ask("POST", `${here}/execute/sync`, { script, args: [] });
  return {
    name: "WebKit",
    narrowest: 460, // a window gets no narrower
    go: (url) => ask("POST", `${here}/url`, { url }),
    // What is asked for is the window's size; its frame and bars are added.
    size: async (width, height) => {
      await ask("POST", `${here}/window/rect`, { width, height });
      const [w, h] = await run("return [innerWidth, innerHeight]");
      await ask("POST", `${here}/window/rect`, { width: 2 * width - w, height: 2 * height - h });
    },
    evaluate: async (expression) => JSON.parse(await run(`return JSON.stringify(${expression})`)),
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
