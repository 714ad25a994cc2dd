// The text of a footnote beside its number, a cited work beside its mark, for pointers
// and the keyboard; a finger goes to the note or the work itself. The style is that
// of the glossary's cards.

/** Gives a number or a citation's link its card; only the first time there is something to do. */
export function card(number: Element): void {
  const link = number.closest("a") ?? number.querySelector("a");
  const note = document.getElementById(decodeURIComponent(link?.hash.slice(1) ?? ""));
  if (!note || number.nextElementSibling?.matches(".term-card")) return;
  const made = document.createElement("span");
  made.className = "term-card";
  made.hidden = true; // but to the style
  made.append(...(note.cloneNode(true) as Element).childNodes);
  made.querySelectorAll(".back, .term-card").forEach((e) => e.remove());
  for (const e of made.querySelectorAll("[id], [data-b], [aria-describedby]")) "id data-b aria-describedby".split(" ").forEach((name) => e.removeAttribute(name));
  for (const a of made.querySelectorAll("a")) a.tabIndex = -1; // the card goes with the focus; the note has the link, too
  made.lang = note.closest<HTMLElement>("[lang]")?.lang ?? "";
  number.after(made);
}
