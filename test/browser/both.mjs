// Both builds of the guide behind servers, and a browser, for one test file.

import { after } from "node:test";

import { builds } from "./guide.mjs";
import { launch } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

/** Returns { browser, sites }; a site is a build of guide.mjs with its server. */
export async function serveBoth() {
  const sites = await Promise.all(builds.map(async (build) => ({ ...build, server: await serveFiles(build.folder, build.base) })));
  const browser = await launch();
  after(async () => {
    await browser.close();
    for (const { server } of sites) server.close();
  });
  return { browser, sites };
}
