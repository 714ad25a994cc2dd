// How the page's translation stands, block by block; accepting it, once that was
// confirmed, does what `duizhao sync accept` does.

import { element } from "../element";
import { button, place, type Say, section } from "./parts";
import { act, type Block, mayAct, type Place, type Translation } from "./told";

/** What the panel does for its sections. */
export interface Panel {
  readonly say: Say;
  tell(message: string, lang?: string): void;
  /** Lets the reader see the page behind the panel. */
  makeWay(): void;
  /** Draws the panel anew, with the focus at an element of it. */
  redraw(focus: string): Promise<void>;
}

export function translation(t: Translation, n: number, panel: Panel): HTMLElement {
  const { say } = panel;
  const part = `translation-${n}`;
  const title = say("to", { lang: t.name });
  if (!t.written) return section(part, title, element("p", {}, say("unwritten"), " ", place(t.file)));
  const parts: Node[] = [element("p", {}, say("fresh", { n: t.fresh, of: t.blocks }), element("br"), place(t.file))];
  const acceptable = t.open.filter(canBe);
  if (t.open.length) parts.push(element("ol", { class: "author-blocks" }, ...t.open.map((block, i) => item(block, `${part}-${i}`, t, panel, part))));
  const whole = acceptable.filter((block) => !block.copied);
  if (whole.length > 1) {
    const all = button(`${part}-all`, say("acceptAll", { n: whole.length }), () => confirm(t, whole, [], panel, part));
    all.disabled = !mayAct();
    parts.push(element("p", { class: "author-row" }, all));
  }
  return section(part, title, ...parts);
}

/** Reports whether a block can be accepted: it has a counterpart. */
const canBe = (block: Block): boolean => block.state !== "missing" && block.state !== "extra";

const stateOf = (block: Block, say: Say): string => say(block.copied ? "state.copied" : `state.${block.state.replaceAll(" ", "-")}`);

/** The side of a block that the page shows, else the one that has a text. */
function shown(block: Block): Place {
  const lang = document.querySelector("article")?.closest<HTMLElement>("[lang]")?.lang ?? document.documentElement.lang;
  const [first, second] = lang === block.source.tag ? [block.source, block.target] : [block.target, block.source];
  return first.text ? first : second;
}

/** The beginning of a text. */
function short(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? characters.slice(0, most).join("") + "…" : text;
}

function item(block: Block, id: string, t: Translation, panel: Panel, sectionID: string): HTMLElement {
  const { say } = panel;
  const { text, tag } = shown(block);
  const words = element("bdi", { lang: tag }, short(text, 80) || block.name);
  const state = element("strong", { class: "author-state" }, stateOf(block, say));
  let lead: HTMLElement;
  if (find(block)) {
    lead = button(id, "", () => jump(find(block), panel)); // the page may have changed since
    lead.className = "author-jump";
    lead.title = say("jump");
    lead.append(words);
  } else lead = element("span", { class: "author-jump" }, words);
  const row = element("p", { class: "author-places" }, place(block.source.file, block.source.line), document.documentElement.dir === "rtl" ? " ← " : " → ", place(block.target.file, block.target.line));
  const made = element("li", {}, state, lead, row);
  if (canBe(block)) {
    const accept = button(`${id}-accept`, say("accept"), () => confirm(t, [block], [block.name], panel, sectionID));
    accept.setAttribute("aria-label", `${say("accept")}: ${short(text, 40) || block.name}`);
    accept.disabled = !mayAct();
    made.append(accept);
  }
  return made;
}

/** The element of the page that shows a block, or stands nearest above. */
function find(block: Block): HTMLElement | null {
  for (const key of block.keys) {
    const element = document.querySelector<HTMLElement>(`article [data-b="${key}"], article[data-b="${key}"]`);
    if (element) return element;
  }
  const heading = block.name.replace(/\/\d+$/, "");
  return heading ? document.getElementById(heading) : null;
}

let marked: HTMLElement | undefined;

function jump(to: HTMLElement | null, panel: Panel): void {
  if (!to) return;
  panel.makeWay();
  marked?.classList.remove("author-here");
  marked = to;
  to.classList.add("author-here");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  to.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  const could = to.hasAttribute("tabindex");
  if (!could) to.tabIndex = -1;
  to.focus({ preventScroll: true });
  to.addEventListener(
    "blur",
    () => {
      to.classList.remove("author-here");
      if (!could) to.removeAttribute("tabindex");
    },
    { once: true },
  );
}

/** Asks whether blocks are to be accepted; names are none for the whole translation. */
function confirm(t: Translation, blocks: readonly Block[], names: readonly string[], panel: Panel, sectionID: string): void {
  const { say } = panel;
  const one = names.length === 1 ? blocks[0] : undefined;
  const side = (label: string, at: Place): HTMLElement =>
    element("div", {}, element("dt", {}, label), element("dd", { lang: at.tag }, at.text));
  const what = one
    ? element("dl", { class: "author-sides" }, side(say("original"), one.source), side(say("translation"), one.target))
    : element("p", {}, say("confirm.all", { n: blocks.length, lang: t.name }));
  const yes = button("yes", say("accept"), () => dialog.close("yes"));
  yes.classList.add("author-strong");
  const no = button("no", say("cancel"), () => dialog.close());
  const dialog = element(
    "dialog",
    { class: "author-dialog", "aria-labelledby": "_author-confirm", "aria-describedby": "_author-means" },
    element("h2", { class: "author-title", id: "_author-confirm" }, say(one ? "confirm.one" : "confirm.title")),
    what,
    element("p", { id: "_author-means" }, say("confirm.means")),
    element("p", { class: "author-row" }, yes, no),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") void accept(t, names, panel, sectionID);
  });
  document.body.append(dialog);
  dialog.showModal();
  no.focus(); // what changes files is not done by a second Enter
}

interface Reply {
  readonly accepted: number;
  readonly left: number;
  readonly copies: number;
}

async function accept(t: Translation, names: readonly string[], panel: Panel, sectionID: string): Promise<void> {
  const { say } = panel;
  let message = "";
  let lang: string | undefined;
  try {
    const reply = await act<Reply>("accept", { translation: t.file, seen: t.seen, blocks: names });
    message = say("accepted", { n: reply.accepted });
    if (reply.copies) message += " " + say("copies", { n: reply.copies });
  } catch (error) {
    [message, lang] = [(error as Error).message, "en"];
  }
  await panel.redraw(sectionID);
  panel.tell(message, lang);
}
