// The preview's script: shows in an open page what its author changes, and lists
// what is to be mended. It is in pages of `duizhao serve` alone; the events are
// described in generator/serve. Each part is a module in live/.

import { onEvent, plainPath, tell } from "./live/events";
import { noteUse, openChange, showChange } from "./live/follow";
import { listDiagnostics } from "./live/overlay";
import { update } from "./live/page";
import { leadToSource } from "./live/source";
import { follow } from "./live/stream";

interface Change {
  /** Escaped URL paths; an empty list means that any page may look different. */
  readonly pages: readonly string[];
  readonly kind: "patch" | "style" | "reload";
  /** The pages of the one source that the author changed. */
  readonly at?: readonly string[];
}

/** The moment this page is of, as the server told with it; "" if unknown. */
function pageMoment(): string {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.serverTiming.find((entry) => entry.name === "duizhao")?.description ?? "";
}

const isHere = (pages: readonly string[]): boolean => pages.some((page) => plainPath(page) === plainPath(location.pathname));

const tries = 5; // until the server answers
const pause = 1000; // milliseconds between two

let working = false;
let waiting: Change | undefined; // what came meanwhile

/** Shows a change of this page. */
async function take(change: Change, left = tries): Promise<void> {
  if (working) {
    waiting = change;
    return;
  }
  working = true;
  try {
    const done = await update();
    if (done && change.at && isHere(change.at)) showChange(done);
    if (!done && left > 1) window.setTimeout(() => void take(change, left - 1), pause);
  } catch {
    location.reload(); // browsers keep the scroll position
    return;
  }
  working = false;
  const next = waiting;
  waiting = undefined;
  if (next) void take(next);
}

onEvent<Change>("change", (change) => {
  if (change.pages.length > 0 && !isHere(change.pages)) {
    if (change.at) void openChange(change.at);
  } else if (change.kind === "reload") location.reload();
  else void take(change);
});
leadToSource();
listDiagnostics();
noteUse();
follow(pageMoment(), (news) => tell(news.name, JSON.parse(news.data)));
