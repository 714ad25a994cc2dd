// Pages with formulas load it.
//
// Faces that are not there at the first paint are done without, so that no text
// moves (font-display: optional). Those that nothing has drawn with by then belong
// to what is folded away, and may come when it is opened.

addEventListener("load", () => {
  for (const face of document.fonts) if (face.status === "unloaded") face.display = "swap";
});

// A part of a formula that does not break and is wider than the page, as with large
// letters on a small phone, scrolls by itself and not the page with it, unless it
// stands in something that scrolls anyway.

const { documentElement: root, body } = document;
const scrolls = (box: Element): boolean => getComputedStyle(box).overflowX !== "visible" || (box.parentElement !== body && scrolls(box.parentElement!));

new ResizeObserver(() => {
  for (const formula of document.querySelectorAll(".beyond")) {
    if (formula.scrollWidth > formula.clientWidth) continue;
    formula.classList.remove("beyond");
    formula.removeAttribute("role");
    formula.removeAttribute("tabindex");
  }
  if (root.scrollWidth <= root.clientWidth) return;
  for (const formula of document.querySelectorAll<HTMLElement>(".math")) {
    // With the marks that stay beside it.
    const { left, right } = (formula.closest(".nb") ?? formula).getBoundingClientRect();
    if ((left >= 0 && right <= root.clientWidth) || scrolls(formula)) continue;
    formula.classList.add("beyond");
    formula.role = "group";
    formula.tabIndex = 0;
  }
}).observe(body);

// Copying text with formulas gives their TeX, in dollar signs. The
// MathML's own letters would come out mixed with those of the HTML that draws them.

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection?.rangeCount || !event.clipboardData) return;
  const range = selection.getRangeAt(0).cloneRange();
  // A formula is copied whole.
  const formula = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest(".katex");
  const first = formula(range.startContainer);
  const last = formula(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const box = document.createElement("div");
  box.append(range.cloneContents());
  const formulas = box.querySelectorAll(".katex");
  if (!formulas.length) return;
  for (const f of formulas) {
    const marks = f.closest(".katex-display") ? "$$" : "$";
    f.replaceWith(marks + (f.querySelector("annotation")?.textContent ?? "") + marks);
  }
  document.body.append(box); // innerText keeps the lines of what is laid out
  event.clipboardData.setData("text/plain", box.innerText);
  box.remove();
  event.preventDefault();
});
