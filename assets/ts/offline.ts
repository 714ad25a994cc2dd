// On the pages of a site that its owner lets browsers keep: starts the worker that
// answers without a network, and tells it what this page has shown, since the first
// page is there before it.

async function start(): Promise<void> {
  await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url));
  const { active } = await navigator.serviceWorker.ready;
  await document.fonts.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ page: location.origin + location.pathname, files });
}

if ("serviceWorker" in navigator) {
  const quietly = (): void => void start().catch(() => undefined); // forbidden, or no room
  if (document.readyState === "complete") quietly();
  else addEventListener("load", quietly);
}
