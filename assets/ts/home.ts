// Leads back to where a reader left off (last.ts), in the line that the home page
// keeps free for it. What is kept is not trusted: only a page of this site counts.

import { recall, remember } from "./store";

const site = new URL("../", import.meta.url).pathname;

function last(): [string, string, string | null, string] | undefined {
  try {
    const kept: unknown = JSON.parse(recall(`last-${site}`) ?? "null");
    if (!Array.isArray(kept)) return undefined;
    const [href, title, section, lang] = kept as unknown[];
    if (typeof href !== "string" || typeof title !== "string" || !title || typeof lang !== "string") return undefined;
    const url = new URL(href, location.href);
    const here = url.origin === location.origin && url.pathname.startsWith(site) && url.pathname !== location.pathname;
    return here ? [url.href, title, typeof section === "string" ? section : null, lang] : undefined;
  } catch {
    return undefined; // no JSON, or no address
  }
}

/** A language's name in the words of the page. */
function named(lang: string): string {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}

function show(): void {
  const box = document.querySelector<HTMLElement>(".resume");
  const [line, link, name, button] = ["p", "a", "b", "button"].map((part) => box?.querySelector<HTMLElement>(part));
  const found = last();
  if (!line || !link || !name || !button) return;
  line.hidden = !found;
  if (!found) return;
  const [href, title, section, lang] = found;
  (link as HTMLAnchorElement).href = href;
  name.lang = lang;
  name.textContent = section ? `${title} · ${section}` : title;
  const small = link.querySelector("small");
  if (small) small.textContent = `${(small.dataset["said"] ??= small.textContent ?? "")} · ${named(lang)}`;
  button.onclick = () => {
    remember(`last-${site}`, "");
    line.hidden = true;
    (document.querySelector<HTMLElement>(".actions a") ?? document.querySelector("main"))?.focus(); // the button is gone
  };
}

show();
// Come back to by the browser's own way, the page is as it was left.
window.addEventListener("pageshow", (event) => event.persisted && show());
