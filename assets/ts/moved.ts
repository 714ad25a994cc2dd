// Where a page was, its address leads on by itself; this takes along the fragment
// and the query, which are lost otherwise. Where a section was, a line leads to its
// page; this follows it.

const to = document.currentScript?.dataset["to"];

/** Follows the line that the address names. */
function follow(): void {
  for (const line of document.querySelectorAll(".moved")) {
    const link = line.querySelector("a");
    // Written as the browser writes it. replace, so that the back button does not come here again.
    if (link && new URL("#" + line.id, location.href).hash === location.hash) location.replace(link.href);
  }
}

if (to === undefined) {
  addEventListener("hashchange", follow);
  follow();
} else if (location.search || location.hash) {
  stop(); // else the refresh behind this script would be read, and win
  location.replace(to + location.search + location.hash);
}
