// Makes a page what its new form is by changing no more than differs. The mirror
// is the page as the server sent it. What scripts and readers did to the page since
// (a tab chosen, a field filled in, a list of labels put in) stands in no form of
// it that the server sends, so it stays: old and new form are compared, and what
// differs is done to the page and the mirror alike.

import { pairs } from "./pairs";

// The numbers of blocks: what comes before a block changes them, the block not.
const numbers = ["data-b", "data-line"];
const numbered = numbers.map((name) => `[${name}]`).join();
const inert = document.implementation.createHTMLDocument(""); // loads no pictures

export interface Options {
  /** Reports whether an element is replaced as a whole where it differs. */
  whole(old: Element, fresh: Element): boolean;
  /** Told of each element of the page that another has replaced. */
  replaced(before: Element, after: Element): void;
}

/** What was done to the page. */
export interface Done {
  /** Elements with other attributes or text, and those that lost something. */
  readonly changed: Element[];
  /** Elements that are new. */
  readonly made: Element[];
}

export class Mirror {
  readonly root: HTMLElement;
  private readonly twins = new WeakMap<Node, Node>(); // of the mirror's nodes, in the page
  private done: Done = { changed: [], made: [] };

  constructor(page: HTMLElement, private readonly options: Options) {
    this.root = inert.importNode(page, true);
    this.pair(this.root, page);
    still(this.root);
  }

  /** Makes head and body of the page what they are in its new form. Throws where that is beyond it. */
  patch(fresh: HTMLElement): Done {
    this.done = { changed: [], made: [] };
    const told = still(fresh);
    for (const name of ["body", "head"]) {
      const [old, wanted] = [this.root, fresh].map((root) => root.querySelector(`:scope > ${name}`));
      if (!old || !wanted) throw new Error(`a page without a ${name}`);
      if (!old.isEqualNode(wanted)) this.element(old, wanted);
      if (!old.isEqualNode(wanted)) throw new Error("the page is not what it should be");
    }
    this.root.querySelectorAll(numbered).forEach((old, i) => {
      numbers.forEach((name, n) => {
        const value = told[i]?.[n];
        const live = this.twin(old) as Element;
        if (value && live.getAttribute(name) !== value) live.setAttribute(name, value);
      });
    });
    return this.done;
  }

  /** The page's node that a node of the mirror stands for. */
  twin(old: Node): Node {
    const live = this.twins.get(old);
    if (!live) throw new Error("a node without a twin");
    return live;
  }

  /** Has the nodes of two equal trees stand for each other. */
  pair(old: Node, live: Node): void {
    this.twins.set(old, live);
    for (let a = old.firstChild, b = live.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) this.pair(a, b);
  }

  private node(old: Node, fresh: Node): void {
    if (old instanceof Element) this.element(old, fresh as Element);
    else this.text(old as CharacterData, (fresh as CharacterData).data);
  }

  private element(old: Element, fresh: Element): void {
    const live = this.twin(old) as Element;
    const intact = [...old.childNodes].every((child) => this.twin(child).parentNode === live);
    if (!intact || this.options.whole(old, fresh)) return this.replace(old, fresh);
    this.attributes(old, fresh, live);
    let last: Node | undefined; // of the mirror, placed already
    for (const [a, b, equal] of pairs([...old.childNodes], [...fresh.childNodes])) {
      if (a && b) {
        last = a;
        if (equal) continue;
        const next = a.nextSibling;
        this.node(a, b);
        last = next ? next.previousSibling ?? undefined : old.lastChild ?? undefined; // it may have been replaced
      } else if (a) {
        (this.twin(a) as ChildNode).remove();
        a.parentNode?.removeChild(a);
        this.done.changed.push(live);
      } else if (b) {
        last = this.insert(old, b, last);
      }
    }
  }

  private text(old: CharacterData, text: string): void {
    const live = this.twin(old) as CharacterData;
    const before = old.data;
    let [start, end] = [0, 0];
    const most = Math.min(before.length, text.length);
    while (start < most && before[start] === text[start]) start++;
    while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end++;
    // A selection outside of what differs stays.
    if (live.data === before) live.replaceData(start, before.length - start - end, text.slice(start, text.length - end));
    else live.data = text;
    old.data = text;
    if (live.parentElement) this.done.changed.push(live.parentElement);
  }

  private attributes(old: Element, fresh: Element, live: Element): void {
    for (const { name } of [...old.attributes, ...fresh.attributes]) {
      const [before, now] = [old.getAttribute(name), fresh.getAttribute(name)];
      if (before === now) continue;
      if (name === "class") {
        live.classList.remove(...old.classList); // those that scripts added stay
        live.classList.add(...fresh.classList);
      } else if (now === null) live.removeAttribute(name);
      else live.setAttribute(name, now);
      if (now === null) old.removeAttribute(name);
      else old.setAttribute(name, now);
      if (this.done.changed.at(-1) !== live) this.done.changed.push(live);
    }
  }

  private replace(old: Element, fresh: Element): void {
    const live = this.twin(old) as Element;
    if (old.parentNode === this.root) throw new Error("what a script did to the page is in the way");
    const [mine, copy] = [inert.importNode(fresh, true), document.importNode(fresh, true)];
    old.replaceWith(mine);
    live.replaceWith(copy);
    this.pair(mine, copy);
    this.done.made.push(copy);
    this.options.replaced(live, copy);
  }

  /** Puts a copy of a node behind one that is there, or in front. */
  private insert(into: Element, fresh: Node, last: Node | undefined): Node {
    const [mine, copy] = [inert.importNode(fresh, true), document.importNode(fresh, true)];
    const live = this.twin(into);
    const next = last ? last.nextSibling : into.firstChild;
    into.insertBefore(mine, next);
    if (last) live.insertBefore(copy, this.twin(last).nextSibling);
    else live.insertBefore(copy, next ? this.twin(next) : null);
    this.pair(mine, copy);
    if (copy instanceof Element) this.done.made.push(copy);
    else if (copy.nodeValue?.trim()) this.done.changed.push(live as Element);
    return mine;
  }
}

/** Takes out of a page what must not be compared, and returns the numbers of its blocks. */
function still(page: HTMLElement): (string | null)[][] {
  // Where scripts run these hold text, in a page that is only read elements.
  for (const e of page.querySelectorAll("noscript")) e.textContent = "";
  return [...page.querySelectorAll(numbered)].map((e) =>
    numbers.map((name) => {
      const value = e.getAttribute(name);
      if (value !== null) e.setAttribute(name, "");
      return value;
    }),
  );
}
