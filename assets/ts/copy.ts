// The copy buttons: of blocks of code and, where the button has an address for its
// value, of what is there.

import { say } from "./say";

const prompted = /^(console|(bash|sh|shell)(-?session)?|zsh|pycon|py(thon)?3?)$/i;
const prompt = /^(?:(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+:\S*)?\$ |(?:>>>|\.\.\.)(?: |$))/;

/** Takes the prompts off a session at a terminal, and what was printed. */
function typed(code: string): string {
  if (!/^(?:\S*\$|>>>) |^\(.*\$ /m.test(code)) return code;
  let goes = false; // a backslash continues a command
  let out = "";
  for (const line of code.match(/.*\n|.+$/g) ?? []) {
    const command = line.replace(prompt, "");
    if (goes || command !== line) {
      out += goes ? command.replace(/^> /, "") : command; // the shell's sign of a command that goes on
      goes = /\\\n$/.test(line);
    }
  }
  return out || code;
}

/** The code of a block as its reader would type it: without the lines that are
    gone and the signs that stand beside the code. */
function text(block: Element | null): string {
  let out = "";
  for (const code of block?.querySelectorAll("code") ?? []) {
    const copy = code.cloneNode(true) as Element;
    for (const e of copy.querySelectorAll(".line.del, .vh, .code-note")) e.remove();
    out += copy.textContent;
  }
  return prompted.test(block?.getAttribute("data-lang") ?? "") ? typed(out) : out;
}

async function copy(button: HTMLElement): Promise<void> {
  let key = "js.copied";
  try {
    const { value } = button as HTMLButtonElement;
    if (value) await (await import("./twin")).copy(value);
    else await navigator.clipboard.writeText(text(button.closest(".code")));
  } catch {
    key = "js.copyFailed"; // not permitted, or a page without https
  }
  const texts = await import("./texts");
  const message = await texts.text(key);
  say(message);
  const label = (button.dataset["label"] ??= button.textContent ?? "");
  button.textContent = message || label;
  window.setTimeout(() => (button.textContent = label), 2000);
}

export function copyButtons(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".copy");
    if (button) void copy(button);
  });
}
