// Copies a page as Markdown. Whoever asks for it has the script fetched; the text is
// that of the file beside the page.

/** Puts the text at an address into the clipboard. */
export async function copy(address: string): Promise<void> {
  const text = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  });
  if (typeof ClipboardItem === "undefined") {
    await navigator.clipboard.writeText(await text);
    return;
  }
  // Safari lets go of the press of the button while a text is fetched, unless the
  // clipboard is handed the promise of it.
  const plain = text.then((s) => new Blob([s], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
}
