// Esc closes the card of a glossary term, which the style opens; pointing at a
// term again, or going to one, opens cards again.

export function termCards(): void {
  const { classList } = document.documentElement;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") classList.add("no-cards");
  });
  const again = (event: Event): void => {
    if ((event.target as Element).closest(".term")) classList.remove("no-cards");
  };
  document.addEventListener("pointerover", again);
  document.addEventListener("focusin", again);
}
