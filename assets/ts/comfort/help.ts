// The list of keys, and the switch for readers whom single keys trouble: who
// speaks to the computer, or misses a key (WCAG 2.1.4).

import { announce, box, busy, make, words } from "./box";
import { choose, chosen } from "./choices";

// The keys of ../keys.ts, and what they do: a text below js.keys.
const single = [
  ["/", "search"],
  ["[", "prev"],
  ["]", "next"],
  ["t", "lang"],
  ["b", "pair"],
  ["?", "help"],
] as const;
const others = [
  ["Ctrl K", "search"],
  ["↑ ↓", "results"],
  ["Enter", "open"],
  ["Esc", "close"],
] as const;

export async function open(): Promise<void> {
  const say = await words();
  if (busy()) return;
  const list = (keys: readonly (readonly [string, string])[], attributes: Record<string, string>): HTMLElement =>
    make("dl", attributes, ...keys.map(([key, what]) => make("div", {}, make("dt", {}, ...caps(key)), make("dd", {}, say(`keys.${what}`)))));
  const on = make("input", { type: "checkbox", "aria-describedby": "_comfort-single" });
  on.checked = !chosen("keys");
  const singles = list(single, { class: "comfort-keys" });
  const show = (): unknown => singles.classList.toggle("comfort-off", !on.checked);
  const dialog = box(
    "help",
    say("keys.title"),
    say("close"),
    singles,
    make("label", { class: "comfort-switch" }, on, say("keys.single")),
    make("p", { class: "comfort-hint", id: "_comfort-single" }, say("keys.hint")),
    list(others, { class: "comfort-keys" }),
  );
  show();
  on.addEventListener("change", () => {
    choose("keys", on.checked ? "" : "off");
    show();
    announce(dialog, say(on.checked ? "keys.on" : "keys.off"));
  });
}

/** The keys of a chord, each in its own cap. */
function caps(keys: string): Node[] {
  const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
  return keys.split(" ").flatMap((key) => [make("kbd", {}, key === "Ctrl" && mac ? "⌘" : key), document.createTextNode(" ")]);
}
