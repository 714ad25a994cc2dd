// The text of a footnote beside its number, for pointers and the keyboard; a
// finger goes to the note itself. The style is that of the glossary's cards.

/** Gives a number its card; only the first time there is something to do. */
export function card(number: Element): void {
  const link = number.querySelector("a");
  const note = document.getElementById(decodeURIComponent(link?.hash.slice(1) ?? ""));
  if (!note || number.nextElementSibling?.matches(".term-card")) return;
  const made = document.createElement("span");
  made.className = "term-card";
  made.hidden = true; // but to the style
  made.append(...(note.cloneNode(true) as Element).childNodes);
  made.querySelectorAll(".back, .term-card").forEach((e) => e.remove());
  for (const e of made.querySelectorAll("[id], [data-b], [aria-describedby]")) "id data-b aria-describedby".split(" ").forEach((name) => e.removeAttribute(name));
  made.lang = note.closest<HTMLElement>("[lang]")?.lang ?? "";
  number.after(made);
}
