// The copy buttons of code blocks.

import { say } from "./say";

async function copy(button: HTMLElement): Promise<void> {
  const code = button.closest(".code")?.querySelector("code")?.textContent ?? "";
  let key = "js.copied";
  try {
    await navigator.clipboard.writeText(code);
  } catch {
    key = "js.copyFailed"; // not permitted, or a page without https
  }
  const { text } = await import("./texts");
  const message = await text(key);
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
