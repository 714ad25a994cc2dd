// Where a reader is on a page, carried to the same page in another language or
// in two: the number of the block they see first, equal in all of these, and
// where in the window it stands. It is kept until the next page has it, and
// nothing else is. The address gets the nearest heading, for those who share it.

const name = "duizhao-place";

// When the reader was sent to what the address names, in milliseconds: the page
// may still be on its way there.
let sent = -Infinity;

/** The lower edge of what stands over the text. */
function line(): number {
  const bars = document.querySelectorAll(".top, .toc > details"); // the contents list is a bar on narrow screens alone
  return Math.max(0, ...[...bars].map((bar) => bar.getBoundingClientRect().bottom).filter((edge) => edge < innerHeight / 3));
}

function blocks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-b]")].filter((b) => b.getClientRects().length > 0);
}

const number = (block: HTMLElement): number => Number(block.dataset["b"]);

/** Notes where the reader is and returns the id of the heading above. */
export function keepPlace(): string {
  if (performance.now() - sent < 1500) return idOf(document.querySelector(":target"));
  const top = line();
  const all = blocks();
  const seen = all.find((b) => b.getBoundingClientRect().bottom > top + 1);
  if (!seen || window.scrollY < 1) return "";
  // Of a block that begins above, its share that is gone; of one in sight, its place.
  const next = all[all.indexOf(seen) + 1];
  const inSight = [seen, next].find((b) => b && b.getBoundingClientRect().top >= top && b.getBoundingClientRect().top < innerHeight * 0.8);
  const box = (inSight ?? seen).getBoundingClientRect();
  const at = inSight ? box.top : (box.top - top) / box.height;
  try {
    sessionStorage.setItem(name, JSON.stringify([number(inSight ?? seen), at]));
  } catch {
    // Forbidden: the heading alone tells.
  }
  const headings = [...document.querySelectorAll("article :is(h2, h3, h4, h5, h6)[id], .row[id]")];
  return idOf(headings.filter((h) => h.getBoundingClientRect().top < top + 40).at(-1));
}

/** An element's id; of the second text of two, that of its row, which the other pages have. */
function idOf(e: Element | null | undefined): string {
  return (e?.closest(".row > .b") ? e.closest(".row") : e)?.id ?? "";
}

/** Goes to the place that was kept, if one was. */
export function restorePlace(): void {
  const go = (): void => {
    if (location.hash) sent = performance.now();
  };
  window.addEventListener("hashchange", go);
  if (!restored()) go();
}

function restored(): boolean {
  let kept: unknown;
  try {
    kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
    sessionStorage.removeItem(name);
  } catch {
    return false;
  }
  if (!Array.isArray(kept)) return false;
  const [key, at] = kept as [number, number];
  const all = blocks();
  // A block that this language has not is looked for at the one before it.
  const block = all.find((b) => number(b) === key) ?? all.filter((b) => number(b) < key).at(-1);
  if (!block) return false;
  const go = (): void => {
    const box = block.getBoundingClientRect();
    const top = at < 1 ? line() + at * box.height : at;
    window.scrollBy({ top: box.top - top, behavior: "instant" });
  };
  go();
  // Fonts and pictures may still move the text, until the reader does.
  const stop = new AbortController();
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(event, () => stop.abort(), { passive: true, signal: stop.signal });
  }
  window.addEventListener(
    "load",
    () => {
      go();
      stop.abort();
    },
    { signal: stop.signal },
  );
  return true;
}
