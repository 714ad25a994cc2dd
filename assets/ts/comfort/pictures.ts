// Pictures that a reader may want larger open in a dialog: those drawn smaller
// than they are, those of figures, and drawings that a narrow screen shrinks or
// cuts. Pages with pictures load this once they are there.

import type { Picture } from "./zoom";

const seen = new WeakSet<Picture>();

function watchAll(): void {
  for (const picture of document.querySelectorAll<HTMLImageElement>("article img")) {
    if (seen.has(picture) || picture.closest("a, button, summary")) continue;
    watch(picture, (on) => offerImage(picture, on));
    picture.addEventListener("keydown", (event) => {
      if (!picture.hasAttribute("aria-haspopup") || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault(); // a space would scroll the page
      enlarge(picture);
    });
  }
  for (const drawing of document.querySelectorAll<SVGSVGElement>("article .chart svg")) {
    let button: HTMLElement | undefined;
    if (seen.has(drawing)) continue;
    watch(drawing, (on) => {
      if (on && !button) drawing.after((button = buttonOver(drawing)));
      else if (!on) button = void button?.remove();
    });
  }
}

watchAll();
document.addEventListener("duizhao-pictures", watchAll); // the preview has new ones

/** Offers a picture while it has more to show than the page does. */
function watch(picture: Picture, offer: (on: boolean) => void): void {
  seen.add(picture);
  let on = false;
  const look = (): void => {
    on = picture.getClientRects().length > 0 && worth(picture);
    offer(on);
  };
  picture.addEventListener("load", look); // lazily, perhaps
  picture.addEventListener("click", () => on && enlarge(picture));
  new ResizeObserver(look).observe(picture);
}

function enlarge(picture: Picture): void {
  void import("./zoom").then((zoom) => zoom.open(picture));
}

/** An image is the button itself, named by its alternative text. */
function offerImage(image: HTMLImageElement, on: boolean): void {
  const attributes = { role: "button", tabindex: "0", "aria-haspopup": "dialog" };
  for (const [name, value] of Object.entries(attributes)) {
    if (on) image.setAttribute(name, value);
    else image.removeAttribute(name);
  }
}

/**
 * A drawing stays what it is, with its words: over it lies a button of the same
 * name, for the keyboard and for ears. Pointers hit the drawing.
 */
function buttonOver(drawing: SVGSVGElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "enlarge";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-labelledby", (drawing.getAttribute("aria-labelledby") ?? "").split(" ")[0] ?? "");
  button.addEventListener("click", () => enlarge(drawing));
  return button;
}

/** Reports whether a picture has more to show. */
function worth(picture: Picture): boolean {
  const shown = picture.getBoundingClientRect().width;
  if (picture instanceof HTMLImageElement) {
    const width = picture.naturalWidth;
    return picture.alt !== "" && (width > shown * 1.05 || (width > 64 && picture.closest("figure") !== null));
  }
  const scroller = picture.parentElement;
  return picture.viewBox.baseVal.width > shown * 1.02 || (scroller !== null && scroller.scrollWidth > scroller.clientWidth + 1);
}
