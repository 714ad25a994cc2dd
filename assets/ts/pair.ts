// Pages in two languages: the second may be covered until a row is pointed at,
// touched or gone to. The style does it (css/pair.css); here stands the choice,
// and what a finger and the keyboard need.

import { say } from "./say";
import { recall, remember } from "./store";

const html = document.documentElement;
const button = document.querySelector<HTMLElement>("[data-toggle=veil]");

function veil(on: boolean): void {
  html.classList.toggle("veiled", on);
  button?.setAttribute("aria-pressed", String(on));
  for (const row of document.querySelectorAll<HTMLElement>("article .row:not(.once)")) {
    row.classList.remove("bare");
    // So that Tab leads from row to row, not from link to link alone.
    if (on) row.tabIndex = 0;
    else row.removeAttribute("tabindex");
  }
}

const follow = (): void => veil(recall("veil") === "on");
follow();
// Chosen in another tab, or on a page after this one.
window.addEventListener("storage", ({ key }) => key === "duizhao-veil" && follow());
window.addEventListener("pageshow", (event) => event.persisted && follow());

button?.addEventListener("click", () => {
  const on = !html.classList.contains("veiled");
  veil(on);
  remember("veil", on ? "on" : "");
  say(button.textContent ?? "");
});

document.addEventListener("click", (event) => {
  const at = event.target as Element;
  if (!html.classList.contains("veiled") || at.closest("a, button, summary, input")) return;
  at.closest(".row:not(.once)")?.classList.toggle("bare");
});
