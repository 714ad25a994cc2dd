// The copy buttons: of blocks of code and, where the button has an address for its
// value, of what is there. A heading's own link copies its address, and leads there.

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

async function copy(pressed: HTMLElement): Promise<void> {
  let key = "js.copied";
  try {
    const { value } = pressed as HTMLButtonElement;
    if (pressed.matches("a")) {
      key = "js.copiedLink";
      await navigator.clipboard.writeText((pressed as HTMLAnchorElement).href);
    } else if (value) await (await import("./twin")).copy(value);
    else await navigator.clipboard.writeText(text(pressed.closest(".code")));
  } catch {
    if (pressed.matches("a")) return; // the address stands in the browser's bar
    key = "js.copyFailed"; // not permitted, or a page without https
  }
  await (await import("./comfort/told")).tell(pressed, key, say);
}

export function copyButtons(): void {
  document.addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>(".copy, .anchor");
    if (pressed && !event.ctrlKey && !event.metaKey) void copy(pressed);
  });
}
