// Runs before the first paint, as a classic script that the page waits for: sets
// what a reader chose, so that nothing else flashes or moves first, and says
// that scripts run, so that what needs them may show itself. Keep it under 512
// bytes. The choices are those of comfort/choices.ts; the style alone reads them.
// What was chosen since, in another tab or on a later page, is set as well.

const html = document.documentElement;
html.classList.add("js");

/** Sets what is kept; only values that can be chosen count. */
function set(): void {
  try {
    for (const choice of ["theme light dark", "size 90 110 120 135 150", "width narrow wide", "focus on", "keys off"]) {
      const [name = "", ...values] = choice.split(" ");
      const value = localStorage["duizhao-" + name] as string; // or undefined
      if (values.includes(value)) html.dataset[name] = value;
      else delete html.dataset[name];
    }
    html.classList.toggle("veiled", localStorage["duizhao-veil"] === "on"); // read by css/pair.css alone
  } catch {
    // Storage may be forbidden; the system's colours are right then.
  }
}

set();
addEventListener("storage", set);
addEventListener("pageshow", set); // also of a page that is gone back to
