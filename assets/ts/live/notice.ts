// A line at the foot of the page with what the preview has to say, and what can be
// done about it. It takes no focus, and goes with Esc, its cross or the next one.

import { element } from "../element";
import { text } from "../texts";

export interface Deed {
  readonly key: string; // of its words
  readonly spare: string; // the same in English, where the texts cannot be fetched
  readonly act: () => void;
}

let shown: HTMLElement | undefined;

/** Shows words, given by the key of a text or as they are, with buttons. */
export async function notice(words: { key: string; spare: string } | string, ...deeds: readonly Deed[]): Promise<void> {
  const say = async ({ key, spare }: { key: string; spare: string }): Promise<string> => (await text(key)) || spare;
  const said = typeof words === "string" ? element("code", { class: "live-place", dir: "ltr" }, words) : await say(words);
  const lang = document.documentElement.lang;
  const buttons = await Promise.all(
    deeds.map(async (deed) => {
      const button = element("button", { type: "button" }, await say(deed));
      button.addEventListener("click", () => {
        close();
        deed.act();
      });
      return button;
    }),
  );
  const cross = element("button", { type: "button", "aria-label": await say({ key: "js.live.close", spare: "Close" }) }, "×");
  cross.addEventListener("click", close);
  close();
  shown = element("div", { class: "live-notice", role: "status", lang }, said, ...buttons, cross);
  document.body.append(shown);
}

export function close(): void {
  shown?.remove();
  shown = undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
