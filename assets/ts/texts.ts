// The texts that scripts show, in the page's language. Most readers never need
// one, so they are fetched on first use.

let table: Promise<Record<string, string>> | undefined;

async function load(): Promise<Record<string, string>> {
  const answer = await fetch(document.body.dataset["texts"] ?? "");
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  return (await answer.json()) as Record<string, string>;
}

/** Returns all texts by their keys; none where they cannot be fetched. */
export async function texts(): Promise<Record<string, string>> {
  table ??= load();
  try {
    return await table;
  } catch {
    table = undefined; // offline perhaps: the next use tries again
    return {};
  }
}

/** Returns the text for a key, or "" where the texts cannot be fetched. */
export async function text(key: string): Promise<string> {
  return (await texts())[key] ?? "";
}
