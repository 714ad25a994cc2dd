// Runs before the first paint, as a classic script that the page waits for: sets
// what a reader chose, so that nothing else flashes or moves first, and says
// that scripts run, so that what needs them may show itself. Keep it under 512
// bytes. The choices are those of comfort/choices.ts; the style alone reads them.

const html = document.documentElement;
html.classList.add("js");
try {
  for (const name of ["theme", "size", "width", "focus", "keys"]) {
    const value = localStorage.getItem("duizhao-" + name);
    if (value) html.dataset[name] = value;
  }
  if (localStorage.getItem("duizhao-veil")) html.classList.add("veiled"); // read by css/pair.css alone
} catch {
  // Storage may be forbidden; the system's colours are right then.
}
