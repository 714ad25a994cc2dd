// Cards of glossary terms, footnotes and citations, which the style opens: Esc closes
// them; pointing at a term again, or going to one, opens cards again. Footnotes and
// citations get theirs here, but from a finger: it goes to the note, to the work.

export function termCards(): void {
  const { classList } = document.documentElement;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") classList.add("no-cards");
  });
  const again = (event: Event): void => {
    const at = event.target as Element;
    const mark = at.closest(".term, .fn, .cite a");
    if (!mark) return;
    classList.remove("no-cards");
    const finger = event instanceof PointerEvent ? event.pointerType === "touch" : !at.matches(":focus-visible");
    if (!finger && !mark.matches(".term")) void import("./comfort/desk").then((desk) => desk.card(mark));
  };
  document.addEventListener("pointerover", again);
  document.addEventListener("focusin", again);
}
