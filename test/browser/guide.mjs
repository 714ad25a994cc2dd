// The built guide, as test/browser.sh leaves it: one build for the root of a
// host and one for a sub-path.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder that vanishes after the suite. */
export const work = need("DUIZHAO_WORK");

/** The program. */
export const program = need("DUIZHAO_BIN");

/** The sources that were built. */
export const source = join(work, "guide");

/** The builds, with the base path each is made for. */
export const builds = [
  { name: "at /", base: "/", folder: join(work, "root") },
  { name: "at /repo/", base: "/repo/", folder: join(work, "repo") },
];

export const languages = {
  zh: { tag: "zh-Hans", locale: "zh-CN", other: "en" },
  en: { tag: "en", locale: "en-GB", other: "zh" },
};

const pictures = fileURLToPath(new URL("../out/", import.meta.url));
await mkdir(pictures, { recursive: true });

/** Takes a picture for humans to look at. */
export function picture(page, name) {
  return page.screenshot({ path: join(pictures, name + ".png"), animations: "disabled" });
}

function need(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run test/browser.sh`);
  return value;
}
