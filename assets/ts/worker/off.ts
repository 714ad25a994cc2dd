// Published in place of the worker by a site that is not kept: a browser that still
// has one gets this as its next version, which clears up and goes. A preview has it
// too, so that no worker of a site that was looked at on the same port stays.

import { prefix, worker } from "./scope";

async function leave(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await worker.registration.unregister();
}

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(leave()));
