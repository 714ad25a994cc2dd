// On the page that stands for one which is not kept, while there is no network:
// lists those that are, and goes on by itself when the network is there again.

const root = new URL("../", import.meta.url).href;

/** Lists the pages in the language of this one, the one read last first. */
async function show(into: HTMLElement): Promise<void> {
  const cache = await caches.open(`duizhao:${root}:pages`);
  const here = `${root}${into.dataset["kept"]}/`;
  for (const { url } of await cache.keys()) {
    const title = url.startsWith(here) && (await cache.match(url))?.headers.get("x-title");
    if (!title) continue;
    const link = document.createElement("a");
    link.href = url;
    const element = document.createElement("textarea"); // reads what HTML writes as &amp;
    element.innerHTML = decodeURIComponent(title);
    const site = " · " + document.title; // stands behind each title
    link.textContent = element.value.endsWith(site) ? element.value.slice(0, -site.length) : element.value;
    const item = document.createElement("li");
    item.append(link);
    into.prepend(item);
  }
  into.parentElement!.hidden = into.childElementCount === 0;
}

for (const list of document.querySelectorAll<HTMLElement>("[data-kept]")) show(list).catch(() => undefined);

// It waits longer after each attempt, also of one that came to this page again: a host
// may answer this question and yet not give the page.
const key = "duizhao:wait";
let wait = Number(sessionStorage.getItem(key)) || 1000;
let timer = 0;

/** Goes on once the server answers: a browser says that it is online before that. */
async function again(): Promise<void> {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => undefined); // not the worker's
  wait = Math.min(2 * wait, 60_000);
  sessionStorage.setItem(key, String(wait));
  if (answer) return location.reload();
  timer = setTimeout(again, wait);
}

function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(again, (wait = 1000));
}

// Opened by its own address, it stands for no page to go on to.
if (!location.pathname.endsWith("/offline.html")) {
  const { type } = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming;
  if (type === "reload") timer = setTimeout(again, wait);
  else soon();
  addEventListener("online", soon);
}
