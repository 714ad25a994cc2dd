// What a reader may choose for every page of the site. A choice is an attribute
// of <html>, data-NAME, and kept under duizhao-NAME; what is not chosen is
// neither. boot.ts sets the attributes before the first paint.

export const sizes = ["90", "100", "110", "120", "135", "150"] as const; // per cent, known to css/reading.css
export const usual = "100";

export type Choice = "theme" | "size" | "width" | "focus" | "keys";

export function chosen(name: Choice): string {
  return document.documentElement.dataset[name] ?? "";
}

/** Makes a choice, "" for the usual. Store and announcement are main.ts's own. */
export function choose(name: Choice, value: string): void {
  const { dataset } = document.documentElement;
  if (value) dataset[name] = value;
  else delete dataset[name];
  try {
    if (value) localStorage.setItem("duizhao-" + name, value);
    else localStorage.removeItem("duizhao-" + name);
  } catch {
    // Forbidden or full: the choice lasts for this page.
  }
}

/** Does something that lays the text out anew and keeps the reader's line where it stands. */
export function inPlace(change: () => void): void {
  const top = (document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0) + 1;
  const block = [...document.querySelectorAll("[data-b]")].find((b) => b.getBoundingClientRect().bottom > top);
  const before = block?.getBoundingClientRect();
  change();
  if (!block || !before || window.scrollY < 1) return;
  // Of a block that begins above, the share that is gone stays gone.
  const after = block.getBoundingClientRect();
  const gone = before.top < top ? ((top - before.top) / before.height) * after.height : top - before.top;
  window.scrollBy({ top: after.top + gone - top, behavior: "instant" });
}
