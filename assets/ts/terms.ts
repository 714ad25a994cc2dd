// Cards of glossary terms and footnotes, which the style opens: Esc closes them;
// pointing at a term again, or going to one, opens cards again. Footnotes get
// theirs here, but from a finger: it goes to the note.

export function termCards(): void {
  const { classList } = document.documentElement;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") classList.add("no-cards");
  });
  const again = (event: Event): void => {
    const at = event.target as Element;
    const note = at.closest(".fn");
    if (note || at.closest(".term")) classList.remove("no-cards");
    const finger = event instanceof PointerEvent ? event.pointerType === "touch" : !at.matches(":focus-visible");
    if (note && !finger) void import("./comfort/desk").then((desk) => desk.card(note));
  };
  document.addEventListener("pointerover", again);
  document.addEventListener("focusin", again);
}
