// From the page to its source: a double click on a block, or the key "e", opens the
// line it begins on in the author's editor; without one its place is shown. The
// server marks blocks with their lines (data-line) and this script's tag with the
// files of the page's texts.

import { say } from "../say";
import { text } from "../texts";
import { type Hello, onEvent } from "./events";
import { atLine } from "./keep";
import { notice } from "./notice";

let hello: Hello = { token: "", editor: "", root: "" };
onEvent<Hello>("hello", (said) => (hello = said));

/** The address that opens a place in the author's editor; "" where none is known. */
export function editorURL(file: string, line: number, column: number): string {
  if (hello.editor === "" || file === "") return "";
  const path = `${hello.root.replace(/\/$/, "")}/${file}`.split("/").map(encodeURIComponent).join("/").replaceAll("%3A", ":");
  const values: Record<string, string> = { path, line: String(line || 1), column: String(column || 1) };
  return hello.editor.replace(/\{(path|line|column)\}/g, (_, name: string) => values[name] ?? "");
}

/** The files of the page's texts. */
export function sources(): string[] {
  const { source, second } = document.querySelector<HTMLElement>("script[data-source]")?.dataset ?? {};
  return [source, second].filter((file) => file !== undefined);
}

/** Where what stands at an element was written: file and line. */
function placeOf(at: Element): [string, number] | undefined {
  const [first, second] = sources();
  const file = (at.closest(".b") && second) || first;
  if (!file || !at.closest("article")) return undefined;
  let block: Element | null = at;
  for (let b = at.closest("[data-line]") ?? at.closest("article > *, .row > * > *"); b; b = b.previousElementSibling) {
    block = b.matches("[data-line]") ? b : b.querySelector("[data-line]");
    if (block) break;
  }
  return [file, Number(block?.getAttribute("data-line") ?? 1)];
}

function open(at: Element): void {
  const place = placeOf(at);
  if (!place) return;
  const url = editorURL(...place, 1);
  if (url) {
    const link = document.createElement("a");
    link.href = url;
    document.body.append(link);
    link.click();
    link.remove();
    return;
  }
  const words = place.join(":");
  void notice(words, { key: "js.live.copy", spare: "Copy", act: () => void copy(words) });
}

async function copy(words: string): Promise<void> {
  const done = await navigator.clipboard.writeText(words).then(
    () => "js.copied",
    () => "js.copyFailed",
  );
  say(await text(done));
}

/** Listens for what leads to the source. */
export function leadToSource(): void {
  document.addEventListener("dblclick", (event) => {
    const at = event.target as Element;
    if (!at.closest("a, button, input, textarea, select, summary, label")) open(at);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target as HTMLElement;
    if (document.documentElement.dataset["keys"] || at.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const block = atLine();
    if (block) open(block);
  });
}
