// What the preview's scripts are told, by the names of the event stream
// (generator/serve): hello, change, diagnostics. Bundles of the preview may each
// have a copy of this file, so what they share lies on the window.

/** The first event of a stream. */
export interface Hello {
  readonly token: string;
  readonly editor: string;
  readonly root: string;
}

interface Shared {
  readonly told: Map<string, Set<(data: never) => void>>;
  readonly last: Map<string, unknown>; // for those who come later
}

declare global {
  interface Window {
    duizhaoLive?: Shared;
  }
}

const shared = (window.duizhaoLive ??= { told: new Map(), last: new Map() });

/** Has a function told of the events of a name, and at once of the last hello or diagnostics. */
export function onEvent<T>(name: string, told: (data: T) => void): void {
  const all = shared.told.get(name) ?? new Set();
  shared.told.set(name, all.add(told));
  if (shared.last.has(name)) told(shared.last.get(name) as T);
}

/** Tells of an event. */
export function tell(name: string, data: unknown): void {
  if (name !== "change") shared.last.set(name, data);
  for (const told of shared.told.get(name) ?? []) told(data as never);
}

/** One form for all spellings of a page's path. */
export function plainPath(path: string): string {
  const page = path.replace(/\/index\.html$/, "/");
  try {
    return decodeURIComponent(page);
  } catch {
    return page; // a stray %
  }
}
