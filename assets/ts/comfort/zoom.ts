// A picture in a dialog, at its full size where that fits, else whole: larger and
// smaller by buttons and keys, moved by scrolling.

import { box, busy, make, words, type Say } from "./box";

export type Picture = HTMLImageElement | SVGSVGElement;

const step = 1.25;
const most = 8; // times the picture's own size

/** A picture's own width, and its height for each pixel of that. */
function natural(picture: Picture): [number, number] {
  if (picture instanceof HTMLImageElement) return [picture.naturalWidth, picture.naturalHeight / (picture.naturalWidth || 1)];
  const { width, height } = picture.viewBox.baseVal;
  return [width, height / (width || 1)];
}

/** A picture's alternative text; the title and the description of a drawing. */
function names(picture: Picture): string[] {
  if (picture instanceof HTMLImageElement) return [picture.alt];
  const ids = (picture.getAttribute("aria-labelledby") ?? "").split(" ");
  return ids.map((id) => document.getElementById(id)?.textContent ?? "").filter(Boolean);
}

/** A copy without what must be once in a page. Its patterns are those of the original. */
function copy(picture: Picture): Picture {
  const made = picture.cloneNode(true) as Picture;
  for (const a of "role tabindex aria-haspopup aria-labelledby class id loading sizes".split(" ")) made.removeAttribute(a);
  if (made instanceof SVGSVGElement) {
    for (const e of made.querySelectorAll("[id]")) e.removeAttribute("id");
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", names(picture).join(". "));
  }
  return made;
}

export async function open(picture: Picture): Promise<void> {
  const say = await words();
  if (busy()) return;
  const made = copy(picture);
  const drawing = made instanceof SVGSVGElement;
  // Drawings are styled by the class of their figure.
  const room = make("div", { class: `zoom-room${drawing ? ` ${picture.closest(".chart")?.className ?? "chart"}` : ""}`, tabindex: "0", role: "group", "aria-label": say("zoom.area") }, made);
  const level = make("output", { class: "zoom-level", "aria-live": "polite" });
  const tools = make("div", { class: "zoom-tools" });
  const dialog = box("zoom", names(picture)[0] ?? "", say("close"), tools, room);
  const scale = scaler(picture, made, room, level, say);
  for (const [sign, key, act] of [
    ["−", "out", scale.out],
    ["+", "in", scale.in],
    ["", "fit", scale.fit],
    ["", "full", scale.full],
  ] as const) {
    const label = say(`zoom.${key}`);
    const button = make("button", { type: "button", ...(sign && { "aria-label": label, title: label }) }, sign || label);
    button.addEventListener("click", act);
    if (key === "in") tools.append(level);
    tools.append(button);
  }
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own zoom
    const act = { "+": scale.in, "=": scale.in, "-": scale.out, _: scale.out, "0": scale.fit, "1": scale.full }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  scale.whole();
  room.focus(); // the arrows move the picture
}

/** Sets the size of a picture in its room; the middle of what is seen stays. */
function scaler(picture: Picture, made: Picture, room: HTMLElement, level: HTMLElement, say: Say): Record<"in" | "out" | "fit" | "full" | "whole", () => void> {
  const [width, ratio] = natural(picture);
  const fitting = (): number => Math.min(room.clientWidth, room.clientHeight / ratio) / width;
  // "Full" of a drawing, which has no pixels of its own, is at least one and a half times what the page shows.
  const shown = picture.getBoundingClientRect().width / width;
  const full = made instanceof SVGSVGElement ? Math.max(1, shown * 1.5) : 1;
  let now = 1;
  const set = (to: number): void => {
    const first = level.textContent === ""; // from the beginning
    const [x, y] = [(room.scrollLeft + room.clientWidth / 2) / room.scrollWidth, (room.scrollTop + room.clientHeight / 2) / room.scrollHeight];
    now = Math.min(most, Math.max(Math.min(0.25, fitting()), to));
    made.style.width = `${Math.round(width * now)}px`; // a width in HTML would be weaker than any style
    made.style.height = `${Math.round(width * ratio * now)}px`;
    if (!first) room.scrollTo({ left: x * room.scrollWidth - room.clientWidth / 2, top: y * room.scrollHeight - room.clientHeight / 2, behavior: "instant" });
    level.textContent = say("reading.percent").replace("{n}", String(Math.round(now * 100)));
  };
  return { in: () => set(now * step), out: () => set(now / step), fit: () => set(fitting()), full: () => set(full), whole: () => set(Math.min(full, fitting())) };
}
