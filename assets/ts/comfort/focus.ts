// The way out of focus mode, from the button in the header or with Esc.

import { text } from "../texts";
import { choose, inPlace } from "./choices";

/** Shows the furniture again. say is main.ts's, which has the page's live region. */
export async function leave(say: (message: string) => void): Promise<void> {
  inPlace(() => choose("focus", ""));
  const at = document.activeElement;
  // What had the focus may be gone with the mode.
  if (!at || at === document.body || at.matches("[data-open=leave]")) document.querySelector<HTMLElement>("[data-open=reading]")?.focus();
  say(await text("js.focus.off"));
}
