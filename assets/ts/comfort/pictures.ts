// Pictures that a reader may want larger become buttons that open them in a
// dialog: those drawn smaller than they are, those of figures, and drawings that
// a narrow screen shrinks or cuts. Pages with pictures load this once they are
// there.

import type { Picture } from "./zoom";

for (const picture of document.querySelectorAll<Picture>("article :is(img, .chart svg)")) watch(picture);

/** Offers a picture while it has more to show than the page does. */
function watch(picture: Picture): void {
  if (picture.closest("a, button, summary, .seal")) return;
  const look = (): void => offer(picture, picture.getClientRects().length > 0 && worth(picture));
  picture.addEventListener("load", look); // lazily, perhaps
  new ResizeObserver(look).observe(picture);
  picture.addEventListener("click", () => offered(picture) && enlarge(picture));
  picture.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    if (!offered(picture) || (key !== "Enter" && key !== " ")) return;
    event.preventDefault(); // a space would scroll the page
    enlarge(picture);
  });
}

const offered = (picture: Picture): boolean => picture.getAttribute("aria-haspopup") === "dialog";

function enlarge(picture: Picture): void {
  void import("./zoom").then((zoom) => zoom.open(picture));
}

/** What a picture is without this. */
const before = new WeakMap<Picture, string | null>();

function offer(picture: Picture, on: boolean): void {
  if (on === offered(picture)) return;
  if (on) {
    before.set(picture, picture.getAttribute("role"));
    picture.setAttribute("role", "button");
    picture.setAttribute("tabindex", "0");
    picture.setAttribute("aria-haspopup", "dialog");
    return;
  }
  const role = before.get(picture);
  if (role) picture.setAttribute("role", role);
  else picture.removeAttribute("role");
  picture.removeAttribute("tabindex");
  picture.removeAttribute("aria-haspopup");
}

/** Reports whether a picture has more to show. */
function worth(picture: Picture): boolean {
  const width = picture instanceof HTMLImageElement ? picture.naturalWidth : picture.viewBox.baseVal.width;
  const shown = picture.getBoundingClientRect().width;
  if (picture instanceof HTMLImageElement) return picture.alt !== "" && (width > shown * 1.05 || (width > 64 && picture.closest("figure") !== null));
  const scroller = picture.parentElement;
  return width > shown * 1.02 || (scroller !== null && scroller.scrollWidth > scroller.clientWidth + 1);
}

