/** "main.js" of assets/main-ABCD1234.js: the name by which pages know a file that is bundled. */
export function logical(address: string): string {
  return address.replace(/^.*\//, "").replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "");
}
