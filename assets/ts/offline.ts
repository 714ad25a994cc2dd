// On the pages of a site that its owner lets browsers keep: starts the worker that
// answers without a network, and tells it what this page has shown, since the first
// page is there before it. On the page that stands for one which is not kept, lists
// those that are.

const root = new URL("../", import.meta.url).href;
const list = document.querySelector<HTMLElement>("[data-kept]");

async function start(): Promise<void> {
  await navigator.serviceWorker.register(root + "sw.js");
  const { active } = await navigator.serviceWorker.ready;
  await document.fonts.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ page: location.origin + location.pathname, files });
}

/** Lists the pages in the language of this one, the one read last first. */
async function show(into: HTMLElement): Promise<void> {
  const cache = await caches.open(`duizhao:${root}:kept`);
  const here = `${root}${into.dataset["kept"]}/`;
  for (const { url } of await cache.keys()) {
    const title = url.startsWith(here) && (await cache.match(url))?.headers.get("x-title");
    if (!title) continue;
    const link = document.createElement("a");
    link.href = url;
    const element = document.createElement("textarea"); // reads what HTML writes as &amp;
    element.innerHTML = decodeURIComponent(title);
    link.textContent = element.value;
    const item = document.createElement("li");
    item.append(link);
    into.prepend(item);
  }
  into.parentElement!.hidden = into.childElementCount === 0;
}

if (list) {
  void show(list);
  addEventListener("online", () => location.reload());
} else if ("serviceWorker" in navigator) {
  const quietly = (): void => void start().catch(() => undefined); // forbidden, or no room
  if (document.readyState === "complete") quietly();
  else addEventListener("load", quietly);
}
