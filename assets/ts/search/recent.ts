// What a reader searched for, kept in this browser alone. Where storage is
// forbidden or full, nothing is kept and nothing fails.

const most = 6;

/** Of one site and language: several sites may share an origin. */
const name = (): string => `duizhao-recent-${document.body.dataset["search"]}`;

export function recent(): string[] {
  try {
    return (JSON.parse(localStorage.getItem(name()) ?? "[]") as unknown[]).map(String);
  } catch {
    return [];
  }
}

/** Keeps a query as the latest; without one, forgets all. */
export function keep(query?: string): void {
  try {
    if (query) localStorage.setItem(name(), JSON.stringify([query, ...recent().filter((q) => q !== query)].slice(0, most)));
    else localStorage.removeItem(name());
  } catch {
    // Nothing is kept.
  }
}
