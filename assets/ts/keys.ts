// Keys for readers who have both hands on them. Single keys do nothing while a
// field has the focus, with a modifier held, in a dialog, or once a reader has
// switched them off (comfort/help.ts, which also lists them).

function typing(target: EventTarget | null): boolean {
  const at = target as HTMLElement | null;
  return !!at?.closest?.("input, textarea, select, dialog, [contenteditable]");
}

/** Follows the first link that matches; reports whether there is one. */
function follow(selector: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  link?.click();
  return link !== null;
}

const cardShown = (): boolean => [...document.querySelectorAll(".term-card")].some((card) => card.getClientRects().length);

export function keys(open: (what: "search" | "keys" | "leave") => void): void {
  const { dataset } = document.documentElement;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      open("search");
      return;
    }
    // What lies over the text takes Esc first: cards are still shown, since terms.ts hears of it later.
    if (event.key === "Escape" && dataset["focus"] && !document.querySelector("dialog[open]") && !cardShown()) open("leave");
    if (dataset["keys"] || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    let done = true;
    switch (event.key) {
      case "/":
        open("search");
        break;
      case "?":
        open("keys");
        break;
      case "[":
        done = follow("a[rel=prev]");
        break;
      case "]":
        done = follow("a[rel=next]");
        break;
      case "t":
        done = follow("a.swap") || follow(".langs a:not(.pair)");
        break;
      case "b":
        done = follow(document.body.classList.contains("paired") ? ".pair-bar a" : ".langs a.pair");
        break;
      default:
        done = false;
    }
    if (done) event.preventDefault();
  });
}
