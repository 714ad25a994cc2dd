// Runs the program the suite is about.

import { spawn } from "node:child_process";
import { createServer } from "node:net";

import { program } from "./guide.mjs";
import { within } from "./reader.mjs";

/** Runs the program to its end. Returns { code, err }. */
export async function run(...args) {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
  const code = await new Promise((done) => child.on("close", done));
  return { code, err };
}

/**
 * Starts the preview of a site and waits until it can be opened.
 * Returns { origin, log(), stop() }; stop resolves to the exit code.
 */
export async function preview(root) {
  return previewAt(root, `127.0.0.1:${await freePort()}`);
}

/** The same, at an address. */
export async function previewAt(root, addr) {
  const child = spawn(program, ["serve", "--root", root, "--addr", addr], { stdio: ["ignore", "ignore", "pipe"] });
  process.once("exit", () => child.kill()); // a suite that is stopped leaves nothing behind
  process.once("SIGTERM", () => process.exit(1));
  let log = "";
  const ended = new Promise((done) => child.on("close", (code, signal) => done(code ?? signal)));
  await new Promise((ready, fail) => {
    child.stderr.setEncoding("utf8").on("data", (text) => {
      log += text;
      if (log.includes("preview at ")) ready();
    });
    void ended.then((code) => fail(new Error(`the preview ended with ${code}: ${log}`)));
  });
  return {
    origin: `http://${addr}`,
    log: () => log,
    stop: async () => {
      child.kill("SIGINT");
      try {
        return await within(10_000, "the preview's end", ended);
      } catch (late) {
        child.kill("SIGQUIT"); // it tells where each goroutine stands
        await within(10_000, "what it was at", ended);
        throw new Error(`${late.message}: ${log}`);
      }
    },
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
