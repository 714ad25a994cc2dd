// Where main.ts asks for what it does not know: a panel, the list of keys, the way
// out of focus mode, a word about a copied address.

import { leave } from "./focus";
import * as help from "./help";
import * as reading from "./reading";

export { card } from "./notes";

/** Does what is asked for. say is main.ts's, which has the page's live region. */
export function ask(what: string, say: (message: string) => void): void {
  if (what === "reading") void reading.open(() => ask("keys", say));
  else if (what === "keys") void help.open();
  else if (what === "leave") void leave(say);
}
