// How the page is looked at: with drafts or without, in a window of another
// width, beside its translation. No page may be framed (the policy is the
// published one), and styles ask for the window's width: a real window of that
// width shows what a phone shows.

import { element } from "../element";
import { button, type Say, section } from "./parts";
import { act, mayAct, type Page } from "./told";

const screens = { phone: [360, 740], desk: [1280, 900] } as const;

/** What the windows that are opened here are called: in them the panel begins closed. */
export const windowName = "duizhao-";

export function view(page: Page, say: Say, tell: (message: string, lang?: string) => void): HTMLElement {
  const drafts = element("input", { type: "checkbox", role: "switch", "data-author": "drafts" });
  drafts.checked = page.drafts;
  drafts.disabled = !mayAct();
  drafts.addEventListener("change", () => {
    act("drafts", { show: drafts.checked }).then(
      () => tell(say(drafts.checked ? "drafts.on" : "drafts.off")),
      (error: Error) => {
        drafts.checked = !drafts.checked;
        tell(error.message, "en");
      },
    );
  });
  const others = page.texts.length > 1 ? page.texts : page.paired;
  const links = others.map((link) =>
    element("a", { class: "author-button", href: link.url, "data-author": `view-${link.lang}` }, say(page.texts.length > 1 ? "single" : "paired", { lang: link.name })),
  );
  const windows = (Object.keys(screens) as (keyof typeof screens)[]).map((name) =>
    button(name, say(name, { n: String(screens[name][0]) }), () => open(name, say, tell)),
  );
  const made = section(
    "view",
    say("view"),
    element("label", { class: "author-switch" }, drafts, say("drafts")),
    element("p", { class: "author-row" }, ...windows, ...links),
  );
  if (mayAct() === false) made.append(element("p", { class: "author-hint" }, say("elsewhere")));
  return made;
}

/** Opens this page in a window of a screen's size and tells which it really has. */
function open(name: keyof typeof screens, say: Say, tell: (message: string) => void): void {
  const [width, height] = screens[name];
  const opened = window.open(location.href, windowName + name, `popup,width=${width},height=${height}`);
  if (!opened) return tell(say("blocked"));
  opened.focus();
  // Browsers have a least width, and phones open a tab.
  const measure = (): void => tell(say("window", { w: String(opened.innerWidth), h: String(opened.innerHeight) }));
  opened.addEventListener("load", measure, { once: true });
}
