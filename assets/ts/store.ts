// What this browser remembers of a reader. Nothing here leaves the browser, and
// every page must work where storage is forbidden.

export type Name = "lang" | `last-${string}` | "veil" | `tabs-${string}` | "author";

export function recall(name: Name): string | null {
  try {
    return localStorage.getItem("duizhao-" + name);
  } catch {
    return null;
  }
}

/** Remembers a value; an empty one is forgotten. */
export function remember(name: Name, value: string): void {
  try {
    if (value) localStorage.setItem("duizhao-" + name, value);
    else localStorage.removeItem("duizhao-" + name);
  } catch {
    // Forbidden or full: the choice lasts for this page.
  }
}
