// Answers for the site where there is no network, of a site that its owner lets
// browsers keep (outputs.offline). With a network that answers, it changes nothing that
// a reader sees, but that a page is never an old one.
//
//   pages          from the network, asked anew; if it says nothing for three
//                  seconds or fails, as they were kept; else the page that says so
//   hashed files   as they were kept, else from the network
//   search, and    from the network; if it fails, as they were kept
//   what pages show
//
// All else it does not touch: other hosts, other sites in folders of this one and what
// their pages load, downloads, feeds, parts of films. There is
// no preload of navigations: it would take pages from the browser's own cache, which
// a host such as GitHub Pages lets be ten minutes old. A new worker takes over at
// once: pages are never kept apart from their files, so it can answer for those of
// the last state too.

import { html, sound } from "./answer";
import { forget, given, keep, keepHome, note, put, searched, tidy } from "./kept";
import { library } from "./library";
import { langOf, ours, root, worker, type Asked } from "./scope";
import { current, install } from "./states";

const patience = 3000;

/** Asks the network; behind patience it is the kept answer's turn, if there is one. */
async function newest(network: Promise<Response>, old: Promise<Response | undefined>): Promise<Response | undefined> {
  const answer = network.then(
    async (got) => (got.status < 500 ? got : ((await old) ?? got)),
    () => old,
  );
  const late = new Promise<void>((done) => setTimeout(done, patience)).then(async () => (await old) ?? answer);
  return Promise.race([answer, late]);
}

async function page(event: Asked, url: string): Promise<Response> {
  const { request } = event;
  const network = fetch(request.url, {
    cache: request.cache === "default" ? "no-cache" : request.cache,
    credentials: "same-origin",
    headers: { accept: "text/html" },
    redirect: "manual", // the browser follows
  });
  const after = network.then((answer) => {
    if (answer.status === 404) return forget(url);
    return sound(answer) && html(answer) ? keep(url, answer.clone()) : undefined;
  });
  event.waitUntil(after.catch(() => undefined));
  return (await newest(network, given(url))) ?? away(url);
}

/** What is shown for a page that is not kept. */
async function away(url: string): Promise<Response> {
  const folder = url.endsWith("/index.html") ? url.slice(0, -"index.html".length) : url + "/";
  if (await given(folder)) return Response.redirect(folder);
  return (await given(`${root}${langOf(url) ?? worker.site.langs[0]}/offline.html`)) ?? Response.error();
}

/** Answers with a file whose name holds the hash of its content. */
async function fixed(event: Asked): Promise<Response> {
  const { request } = event;
  const old = request.cache === "reload" ? undefined : await given(request.url);
  if (old) return old;
  const answer = await fetch(request);
  event.waitUntil(put(request.url, answer.clone()));
  return answer;
}

async function fresh(event: Asked): Promise<Response> {
  const { url } = event.request;
  const network = fetch(event.request);
  const after = network.then((answer) => {
    if (!sound(answer)) return undefined;
    return searched(url) && url.endsWith("/dir") ? library(url, answer.clone()) : put(url, answer.clone());
  });
  event.waitUntil(after.catch(() => undefined));
  return (await newest(network, given(url))) ?? Response.error();
}

/** Answers with a file that a page of ours shows; what others load is not touched. */
async function shown(event: Asked): Promise<Response> {
  const client = await worker.clients.get(event.clientId);
  return client && ours(client.url) ? fresh(event) : fetch(event.request);
}

/** Fetches the state in use again if it was deleted: its worker will not be installed a second time. */
async function mend(): Promise<void> {
  if (!(await caches.has(current))) await install().then(tidy);
}

worker.addEventListener("fetch", (event) => {
  const { method, mode, url, headers, destination } = event.request;
  if (method !== "GET" || !url.startsWith(root) || headers.has("range")) return;
  const plain = url.replace(/[?#].*/, "");
  if (mode === "navigate") {
    if (ours(plain) && /(\/[^./]*|\.html)$/.test(plain)) event.respondWith(page(event, plain));
  } else if (plain.startsWith(root + "assets/") || (searched(plain) && plain.endsWith(".bin"))) {
    event.respondWith(fixed(event));
  } else if (searched(plain)) {
    event.respondWith(fresh(event));
  } else if (["image", "font", "style", "script"].includes(destination)) {
    event.respondWith(shown(event));
  }
});

worker.addEventListener("install", (event) => event.waitUntil(install().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => worker.clients.claim())));

worker.addEventListener("message", (event) => {
  const { page: url, files } = event.data as { page: string; files: string[] };
  if (!ours(url)) return;
  const used = files.filter((file) => file.startsWith(root) && !searched(file) && /\.(css|js|woff2|png|jpe?g|gif|webp|avif|svg)$/.test(file));
  // All that the page itself asked the network for is there by now.
  event.waitUntil(note(url, used).then(() => keepHome(url)).then(mend).catch(() => undefined));
});
