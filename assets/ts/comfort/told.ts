// What a reader is told of something copied: a word on the button, a check mark
// on a link, and the same in the live region.

import { text } from "../texts";

/** Tells the text of a key of what was pressed. say is main.ts's, which has the region. */
export async function tell(pressed: HTMLElement, key: string, say: (message: string) => void): Promise<void> {
  const message = await text(key);
  say(message);
  const link = pressed.matches("a"); // it has no text, but a sign and a name
  const { dataset } = pressed;
  const label = (dataset["label"] ??= pressed.textContent ?? "");
  pressed.textContent = link ? "✓" : message || label;
  window.setTimeout(() => (pressed.textContent = label), 2000);
}
