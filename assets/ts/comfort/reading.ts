// How the text is shown: size, width, colours, and focus mode, which leaves
// nothing but the text. Every control works at once.

import { announce, box, busy, make, words, type Say } from "./box";
import { choose, chosen, inPlace, sizes, usual, type Choice } from "./choices";

/** Opens the panel. help opens the list of keys. */
export async function open(help: () => void): Promise<void> {
  const say = await words();
  if (busy()) return;
  const size = sizeControl(say);
  const width = radios(say, "width", ["narrow", "", "wide"]);
  const theme = radios(say, "theme", ["", "light", "dark"]);
  const focus = make("input", { type: "checkbox", "aria-describedby": "_comfort-focus" });
  const show = (): void => {
    focus.checked = chosen("focus") !== "";
    for (const control of [size, width, theme]) control.show();
  };
  show();
  const reset = make("button", { type: "button" }, say("reading.reset"));
  const keys = make("button", { type: "button" }, say("keys.title"));
  const dialog = box(
    "reading",
    say("reading.title"),
    say("close"),
    size.label,
    width.group,
    theme.group,
    make("label", { class: "comfort-switch" }, focus, say("reading.focus")),
    make("p", { class: "comfort-hint", id: "_comfort-focus" }, say("reading.focusHint")),
    make("p", { class: "comfort-foot" }, reset, keys),
  );
  size.input.focus();
  // What is chosen in another tab meanwhile; boot.ts, which hears of it first, sets it.
  const closed = new AbortController();
  addEventListener("storage", show, { signal: closed.signal });
  dialog.addEventListener("close", () => closed.abort());
  focus.addEventListener("change", () => inPlace(() => choose("focus", focus.checked ? "on" : "")));
  keys.addEventListener("click", () => {
    dialog.close();
    help();
  });
  reset.addEventListener("click", () => {
    inPlace(() => (["size", "width", "theme", "focus"] as const).forEach((name) => choose(name, "")));
    show();
    announce(dialog, say("reading.done"));
  });
}

/** A range over the steps of sizes. */
function sizeControl(say: Say): { label: HTMLElement; input: HTMLInputElement; show: () => void } {
  const input = make("input", { type: "range", min: "0", max: String(sizes.length - 1) });
  const value = make("output", { "aria-hidden": "true" }); // the range says it itself
  const show = (): void => {
    const at = (sizes as readonly string[]).indexOf(chosen("size") || usual);
    input.value = String(at < 0 ? 1 : at);
    value.textContent = say("reading.percent").replace("{n}", sizes[Number(input.value)] ?? usual);
    input.setAttribute("aria-valuetext", value.textContent);
  };
  input.addEventListener("input", () => {
    const size = sizes[Number(input.value)] ?? usual;
    inPlace(() => choose("size", size === usual ? "" : size));
    show();
  });
  show();
  const small = make("span", { class: "comfort-small", "aria-hidden": "true" }, "A");
  const large = make("span", { class: "comfort-large", "aria-hidden": "true" }, "A");
  const label = make("label", { class: "comfort-size" }, make("span", {}, say("reading.size")), value, make("span", { class: "comfort-range" }, small, input, large));
  return { label, input, show };
}

/** A group of radio buttons; the empty value is the usual one. */
function radios(say: Say, name: Choice, values: readonly string[]): { group: HTMLElement; show: () => void } {
  const inputs = values.map((value) => {
    const input = make("input", { type: "radio", name: `_comfort-${name}`, value });
    input.addEventListener("change", () => inPlace(() => choose(name, value)));
    return input;
  });
  const show = (): void => inputs.forEach((input) => (input.checked = input.value === chosen(name)));
  show();
  const labels = inputs.map((input) => make("label", {}, input, make("span", {}, say(`${name}.${input.value || "usual"}`))));
  const row = make("div", { class: "comfort-radios" }, ...labels);
  return { group: make("fieldset", {}, make("legend", {}, say(`reading.${name}`)), row), show };
}
