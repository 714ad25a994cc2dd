// The versions of a site that is published in several. The switch in the header asks
// the current version, whose list knows those that came later, when it is opened; the
// link to the page of all stays for where that fails. Who changes the version stays
// on the page; where a version lacks it, its home page takes its place.

import { element } from "./element";

interface Version {
  readonly id: string;
  readonly url: string; // from the list
  readonly title?: Readonly<Record<string, string>>; // by language id
  readonly current?: boolean;
}

const root = new URL("../", import.meta.url).href; // of this version
const here = location.href.startsWith(root) ? location.pathname.slice(new URL(root).pathname.length) : "";
const [first = "", second = ""] = here.split("/");
const lang = first === "pair" ? second : first;

/** Makes the link to a version. */
function link(version: Version, from: string, { version: own, current = "" }: DOMStringMap): HTMLElement {
  const to = new URL(version.url, from);
  const same = to.origin === location.origin;
  const out = element("a", { href: to.href + (same ? here : "") }, version.title?.[lang] ?? version.id);
  if (same) out.dataset["root"] = to.href;
  if (version.id === own) out.setAttribute("aria-current", "true");
  if (version.current) out.append(element("small", {}, current));
  return out;
}

async function list(box: HTMLDetailsElement): Promise<void> {
  const answer = await fetch(box.dataset["versions"] ?? "", { cache: "no-cache" });
  if (!answer.ok) return;
  const { versions } = (await answer.json()) as { versions: readonly Version[] };
  if (!box.open || box.querySelector("[data-root]")) return; // asked by now, or by another opening
  box.querySelector("div")?.prepend(...versions.map((version) => link(version, answer.url, box.dataset)));
}

/** Goes to the first place that is there; without a network the browser says so. */
async function go(places: readonly string[]): Promise<void> {
  for (const place of places) {
    const lost = await fetch(place, { method: "HEAD" }).then(({ status }) => status === 404, () => false);
    if (!lost) return location.assign(place);
  }
}

for (const box of document.querySelectorAll<HTMLDetailsElement>("[data-versions]")) {
  box.addEventListener("toggle", () => {
    if (box.open) void list(box).catch(() => undefined);
  });
}
document.addEventListener("click", (event) => {
  const to = (event.target as Element).closest<HTMLAnchorElement>("a[data-root]");
  // A new tab or window is the browser's to open.
  if (!to || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const home = new URL(to.dataset["root"] ?? "", location.href).href;
  void go([to.href + location.hash, `${home}${lang}/`, home]);
});
