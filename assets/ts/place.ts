// Where a reader is on a page, carried to the same page in another language or
// in two: the number of the block they see first, equal in all of these, and
// where in the window it stands. It is kept until the next page has it, and
// nothing else is. The address gets the nearest heading, for those who share it,
// once the page is there: a browser that is sent to a heading glides to it
// beside the script, and what the script sets meanwhile it sets back.

const name = "duizhao-place";

// What a reader moves the page with.
const moves = ["wheel", "touchstart", "keydown", "pointerdown"];

// When the reader was sent to what the address names, in milliseconds: the page
// may still be on its way there.
let sent = -Infinity;

/** The lower edge of what stands over the text. */
export function line(): number {
  const bars = document.querySelectorAll(".top, .toc > details"); // the contents list is a bar on narrow screens alone
  return Math.max(0, ...[...bars].map((bar) => bar.getBoundingClientRect().bottom).filter((edge) => edge < innerHeight / 3));
}

/** What a selector finds, but for what stands in a tab that is not shown. */
function shown(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].filter((e) => e.getClientRects().length > 0);
}

const blocks = (): HTMLElement[] => shown("[data-b]");
const number = (block: HTMLElement): number => Number(block.dataset["b"]);

/** Notes where the reader is, or returns the id of the heading to send them to. */
export function keepPlace(): string {
  const target = document.querySelector(":target");
  if (target && performance.now() - sent < 1500) return idOf(target);
  const top = line();
  const all = blocks();
  const seen = all.find((b) => b.getBoundingClientRect().bottom > top + 1);
  if (!seen || scrollY < 1) return "";
  // Of a block that begins above, its share that is gone; of one in sight, its place.
  // One that was put at the line lies less than a pixel above it, and is kept again.
  const next = all[all.indexOf(seen) + 1];
  const inSight = [seen, next].find((b) => b && b.getBoundingClientRect().top > top - 1 && b.getBoundingClientRect().top < innerHeight * 0.8);
  const box = (inSight ?? seen).getBoundingClientRect();
  const at = inSight ? box.top : (box.top - top) / box.height;
  const headings = shown("article :is(h2, h3, h4, h5, h6)[id], .row[id]");
  const heading = idOf(headings.filter((h) => h.getBoundingClientRect().top < top + 40).at(-1));
  try {
    sessionStorage.setItem(name, JSON.stringify([number(inSight ?? seen), at, heading]));
    return "";
  } catch {
    return heading; // Keeping is forbidden.
  }
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
  // Arrived, or the reader went on.
  for (const event of ["scrollend", "wheel", "touchmove"]) addEventListener(event, () => (sent = -Infinity), { passive: true });
  addEventListener("hashchange", go);
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
  const [key, at, heading] = kept as [number, number, string];
  const all = blocks();
  // A block that this language has not is looked for at the one before it.
  const block = all.find((b) => number(b) === key) ?? all.filter((b) => number(b) < key).at(-1);
  if (block) hold(block, at);
  else if (heading) location.replace("#" + heading);
  addEventListener("load", () => {
    if (block && heading) history.replaceState(history.state, "", "#" + heading);
  });
  return block !== undefined;
}

/** Keeps a block at its place while fonts and pictures move the text, until the reader does. */
function hold(block: HTMLElement, at: number): void {
  const stop = new AbortController();
  let [scrolled, offset] = [0, 0];
  const go = (): void => {
    if (stop.signal.aborted) return;
    const box = block.getBoundingClientRect();
    scrollBy({ top: box.top - (at < 1 ? line() + at * box.height : at), behavior: "instant" });
    scrolled = scrollY;
    offset = scrolled + block.getBoundingClientRect().top;
  };
  go();
  new ResizeObserver(go).observe(document.body);
  const on = { passive: true, signal: stop.signal };
  for (const event of moves) addEventListener(event, () => stop.abort(), on);
  // Of a scroll bar or a search in the page no event tells: the text has not moved, the window has.
  const moved = (): void => {
    const still = Math.abs(scrollY + block.getBoundingClientRect().top - offset) < 2;
    if (still && Math.abs(scrollY - scrolled) > 2) stop.abort();
  };
  addEventListener("scroll", moved, on);
  const quiet = async (): Promise<void> => {
    await document.fonts.ready;
    go();
    setTimeout(() => stop.abort(), 1000);
  };
  addEventListener("load", () => void quiet(), on);
}
