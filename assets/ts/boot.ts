// Runs before the first paint, as a classic script that the page waits for: sets
// the remembered colours, so that no other flash first, and says that scripts
// run, so that what needs them may show itself. Keep it under 512 bytes.

const html = document.documentElement;
html.classList.add("js");
try {
  const theme = localStorage.getItem("duizhao-theme");
  if (theme === "light" || theme === "dark") html.dataset["theme"] = theme;
  if (localStorage.getItem("duizhao-veil")) html.classList.add("veiled"); // read by css/pair.css alone
} catch {
  // Storage may be forbidden; the system's colours are right then.
}
