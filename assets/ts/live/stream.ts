// The preview's event stream, one for all tabs of a browser: HTTP/1.1 gives a
// server six connections, and if each tab kept one, a seventh would not load.
//
// Every tab connects once when it opens, hears what it missed since its page
// was made, and hangs up. The tab that holds the lock stays connected and passes
// on what it hears through a channel. When it goes, the next in the queue gets
// the lock and connects, with the id of the last event that it heard.

/** An event of the stream, as described in generator/serve. */
export interface News {
  readonly id: string; // "" for hello, which is no news
  readonly name: "hello" | "change" | "diagnostics";
  readonly data: string;
}

/** News as one tab passes it on: it says what changed after the event with the id since. */
interface Passed extends News {
  readonly since: string;
}

const address = "/_duizhao/events";
const shared = "duizhao-live"; // the name of both the lock and the channel
const firstWait = 250; // milliseconds before the first attempt to connect again
const longestWait = 5000;

let tell: (news: News) => void;
let seen: string; // the id of the last event
let stream: EventSource | undefined;
let timer: number | undefined;
let wait = firstWait;
let leads = false; // this tab keeps the stream
let channel: BroadcastChannel | undefined;
let left = new AbortController();

/** Tells of what happens after the event with the id since ("": from now on). */
export function follow(since: string, told: (news: News) => void): void {
  seen = since;
  tell = told;
  // A page that the browser keeps for "back" must hold neither lock nor stream.
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) join();
  });
  join();
}

function join(): void {
  const { signal } = (left = new AbortController());
  share(signal).catch(() => {
    if (!signal.aborted) alone(signal);
  });
}

function leave(): void {
  left.abort();
  leads = false;
  close();
  channel?.close();
  channel = undefined;
}

/**
 * Shares one stream with the other tabs. Fails where a browser has no locks (on
 * plain HTTP but for this machine) or forbids them (with all storage).
 */
async function share(signal: AbortSignal): Promise<void> {
  channel = new BroadcastChannel(shared);
  channel.addEventListener("message", ({ data }: MessageEvent<Passed>) => {
    if (data.id && distance(data.since) > 0) connect(); // to be told what came before, too
    else take(data);
  });
  const held = navigator.locks.request(shared, { signal }, () => {
    leads = true;
    if (!stream) connect();
    return new Promise<void>((release) => signal.addEventListener("abort", () => release()));
  });
  connect();
  await held;
}

/** Has a stream of its own, while the tab can be seen: few can be at once. */
function alone(signal: AbortSignal): void {
  leads = true;
  const turn = (): void => (document.hidden ? close() : connect());
  document.addEventListener("visibilitychange", turn, { signal });
  turn();
}

/** Opens the stream. The server tells at once what was missed since `seen`. */
function connect(): void {
  close();
  stream = new EventSource(seen === "" ? address : `${address}?since=${encodeURIComponent(seen)}`);
  stream.addEventListener("open", () => {
    wait = firstWait;
  });
  stream.addEventListener("hello", (event) => hear("hello", event)); // from each process of the server
  stream.addEventListener("change", (event) => hear("change", event));
  stream.addEventListener("diagnostics", (event) => {
    if (!leads) close(); // they come last of what was missed
    hear("diagnostics", event);
  });
  // Left to itself a browser gives up after an answer that is not a stream.
  stream.addEventListener("error", () => {
    close();
    timer = window.setTimeout(connect, wait);
    wait = Math.min(wait * 2, longestWait);
  });
}

function close(): void {
  window.clearTimeout(timer);
  stream?.close();
  stream = undefined;
}

function hear(name: News["name"], event: MessageEvent<string>): void {
  const news = { id: name === "hello" ? "" : event.lastEventId, name, data: event.data, since: seen };
  if (leads) channel?.postMessage(news); // first: telling may end this page
  take(news);
}

/** Tells news, unless this tab had them: its page may be newer than the news. */
function take(news: News): void {
  if (news.name === "hello") return tell(news);
  const ahead = distance(news.id);
  if (ahead < 0 || (ahead === 0 && news.name === "change")) return;
  seen = news.id;
  tell(news);
}

/** How many changes an id ("RUN.NUMBER") is ahead of `seen`. */
function distance(id: string): number {
  const [run, number] = id.split(".");
  const [seenRun, seenNumber] = seen.split(".");
  return run === seenRun ? Number(number) - Number(seenNumber) : Infinity;
}
