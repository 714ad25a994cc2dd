// Calculators: the page shows a worked example, and here its cells become fields
// and its results follow what a reader enters. Nothing is sent or kept.

import { audit, exposure, option, scenarios, short, type Values } from "./calc/formulas";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Fills in what a text writes in braces, with a dash for what is not known. */
function filled(text: string | undefined, values: Record<string, string>): string {
  return (text ?? "").replace(/\{([\w-]+)\}/g, (_, name: string) => values[name] ?? "–");
}

/** Makes a cell's field, with the cell's text as its value. */
function enter(cell: HTMLElement): void {
  const { field, low = "0", high = "" } = cell.dataset;
  let made: Field;
  if (field === "label") {
    made = document.createElement("select");
    for (const label of ["E0", "E2", "E1"]) made.append(new Option(label));
  } else if (field === "number") {
    made = document.createElement("input");
    Object.assign(made, { type: "number", min: low, max: high, step: "any", inputMode: "decimal" });
  } else {
    made = document.createElement("textarea"); // a long name takes a second line
    Object.assign(made, { rows: 1, maxLength: 200 });
  }
  made.autocomplete = "off";
  made.value = cell.textContent ?? "";
  cell.replaceChildren(made);
}

function mark(field: Field, wrong: boolean): void {
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

class Calculator {
  private readonly rows: HTMLElement;
  private readonly blank: HTMLElement;
  private readonly example: readonly Node[];
  private readonly names: HTMLElement[];
  private readonly initial: string[];
  private readonly said: HTMLElement;
  private readonly results: HTMLElement | null; // a row for each that is entered
  private later: number | undefined;
  private trouble = ""; // what is wrong, in words

  constructor(private readonly root: HTMLElement) {
    this.rows = this.one(".calc-in tbody");
    this.said = this.one(".calc-said");
    this.results = root.querySelector(".calc-tilts, .calc-order tbody");
    this.names = [...root.querySelectorAll<HTMLElement>("[data-name]")];
    this.initial = this.names.map((cell) => cell.textContent ?? "");
    this.example = [...this.rows.children].map((row) => row.cloneNode(true));
    this.blank = this.rows.firstElementChild?.cloneNode(true) as HTMLElement;
    for (const cell of this.blank.querySelectorAll("[data-field]")) cell.textContent = cell.matches("[data-field=label]") ? "E0" : "";
    this.names.forEach(enter);
    this.fill(this.example);
    this.listen();
    root.classList.add("calc-live");
    this.update();
  }

  private one(selector: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`a calculator has no ${selector}`);
    return found;
  }

  /** Gives the table rows with fields. */
  private fill(rows: readonly Node[]): void {
    const fresh = rows.map((row) => row.cloneNode(true) as HTMLElement);
    for (const row of fresh) row.querySelectorAll<HTMLElement>("[data-field]").forEach(enter);
    this.rows.replaceChildren(...fresh);
  }

  private listen(): void {
    this.root.addEventListener("input", () => {
      this.update();
      this.tell();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement) event.preventDefault();
    });
    this.root.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (button?.matches(".calc-add")) this.add();
      else if (button?.matches(".calc-reset")) this.reset();
      else if (button?.matches(".calc-remove")) this.remove(button.closest("tr"));
    });
  }

  private add(): void {
    const row = this.blank.cloneNode(true) as HTMLElement;
    row.querySelectorAll<HTMLElement>("[data-field]").forEach(enter);
    this.rows.append(row);
    this.update();
    row.querySelector("textarea")?.focus();
    this.tell(this.root.dataset["added"]);
  }

  private remove(row: HTMLElement | null): void {
    if (!row) return;
    const words = filled(this.root.dataset["removed"], { row: this.rowName(row) });
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.update();
    next?.querySelector("textarea")?.focus(); // else the focus would fall out of the table
    this.tell(words);
  }

  private reset(): void {
    this.names.forEach((cell, i) => ((cell.firstElementChild as Field).value = this.initial[i] ?? ""));
    this.fill(this.example);
    this.update();
    this.tell(this.root.dataset["back"]);
  }

  /** What a reader calls a row: its name, else its number. */
  private rowName(row: Element, i = [...this.rows.children].indexOf(row)): string {
    const name = row.querySelector("textarea")?.value.trim();
    return name || filled(this.root.dataset["row"], { n: String(i + 1) });
  }

  /** Names the fields for readers who do not see their row and column, and for paper. */
  private label(): void {
    const names = this.optionNames();
    this.names.forEach((cell, i) => this.named(cell, `${cell.dataset["label"]} ${i + 1}`));
    const only = this.rows.children.length === 1;
    [...this.rows.children].forEach((row, i) => {
      const name = this.rowName(row, i);
      const cells = [...row.querySelectorAll<HTMLElement>("[data-field]")];
      cells.forEach((cell, at) => {
        if (names.length && at > 1) cell.dataset["label"] = names[at - 2] ?? "";
        const label = cell.dataset["label"] ?? "";
        // A row of one field is named by it, other rows by their first one.
        if (cells.length === 1) this.named(cell, label);
        else this.named(cell, at === 0 ? `${label} ${i + 1}` : `${label}: ${name}`);
      });
      const button = row.querySelector<HTMLButtonElement>(".calc-remove");
      if (!button) return;
      button.disabled = only;
      button.setAttribute("aria-label", filled(this.root.dataset["remove"], { row: name }));
    });
  }

  private named(cell: HTMLElement, label: string): void {
    const field = cell.firstElementChild as Field;
    field.setAttribute("aria-label", label);
    cell.dataset["value"] = field.value;
  }

  private optionNames(): string[] {
    return this.names.map((cell, i) => (cell.firstElementChild as Field).value.trim() || `${cell.dataset["label"]} ${i + 1}`);
  }

  /** Computes and shows the results, or what keeps from it. */
  private update(): void {
    this.label();
    const trouble = this.check();
    const values = trouble ? undefined : this.compute();
    this.show(values);
    this.trouble = trouble ?? (values ? this.proportion() : this.root.dataset["zero"] ?? "");
    this.said.classList.toggle("vh", !this.trouble);
    this.said.textContent = this.trouble;
  }

  /** The first mistake, in words; every field with one is marked. */
  private check(): string | undefined {
    let trouble: string | undefined;
    for (const field of this.rows.querySelectorAll<HTMLInputElement>("input[type=number]")) {
      const bad = field.value === "" || !field.validity.valid;
      mark(field, bad);
      if (bad) {
        trouble ??= filled(this.root.dataset["bad"], { field: field.ariaLabel ?? "", low: field.min, high: field.max });
      }
    }
    for (const row of this.rows.children) {
      const [low, high] = row.querySelectorAll("select");
      if (!low || !high) continue;
      const wrong = low.selectedIndex > high.selectedIndex;
      for (const field of [low, high]) mark(field, wrong);
      if (wrong) trouble ??= filled(this.root.dataset["order"], { row: this.rowName(row) });
    }
    return trouble;
  }

  private cells(): string[][] {
    const values = (of: Element): string[] => [...of.querySelectorAll<Field>("[data-field] > *")].map((field) => field.value);
    return this.root.dataset["kind"] === "option" ? [values(this.rows)] : [...this.rows.children].map(values);
  }

  private weights(): number[] {
    return this.root.dataset["kind"] === "scenarios" ? this.cells().map((row) => Number(row[1])) : [];
  }

  /** Says that weights do not add up to 1; "" where they do. */
  private proportion(): string {
    const sum = this.weights().reduce((a, b) => a + b, 0);
    return this.weights().length && sum > 0 && Math.abs(sum - 1) > 1e-6 ? filled(this.root.dataset["sum"], { sum: short(sum) }) : "";
  }

  private compute(): Values | undefined {
    const rows = this.cells();
    switch (this.root.dataset["kind"]) {
      case "exposure":
        return rows.some((row) => Number(row[1]) > 0) ? exposure(rows) : undefined;
      case "audit":
        return audit([...this.rows.children].map((row, i) => [this.rowName(row, i), ...(rows[i] ?? []).slice(1)]));
      case "scenarios": {
        const weights = this.weights();
        const sum = weights.reduce((a, b) => a + b, 0);
        return sum > 0 ? scenarios(rows, Math.abs(sum - 1) > 1e-6 ? weights.map((w) => w / sum) : weights) : undefined;
      }
    }
    return option(rows[0]);
  }

  private show(values: Values | undefined): void {
    const names = this.optionNames();
    this.root.querySelectorAll("[data-called]").forEach((cell, i) => (cell.textContent = names[i % names.length] ?? ""));
    this.follow();
    [...this.rows.querySelectorAll("[data-share]")].forEach((cell, i) => (cell.textContent = values?.get(`share-${i}`)?.text ?? "–"));
    for (const out of this.root.querySelectorAll<HTMLElement | SVGPathElement>("[data-out]")) {
      const text = values?.get(out.dataset["out"] ?? "")?.text;
      if (out instanceof SVGPathElement) out.setAttribute("d", text ?? "");
      else out.textContent = text ?? "–";
    }
    for (const row of this.root.querySelectorAll<HTMLElement>("[data-best]")) {
      const best = values?.get(row.dataset["best"] ?? "")?.number ?? -1;
      row.querySelectorAll("[data-out]").forEach((cell, i) => cell.classList.toggle("calc-best", i === best));
      const winner = row.querySelector(".calc-winner");
      if (winner) winner.textContent = names[best] ?? "–";
    }
    const words: Record<string, string> = { best: names[values?.get("best-2")?.number ?? -1] ?? "–" };
    for (const [name, value] of values ?? []) words[name] = value.text;
    this.one(".calc-lead").textContent = filled(this.root.dataset["lead"], words);
    for (const said of this.root.querySelectorAll<HTMLElement>("[data-say]")) said.textContent = filled(said.dataset["say"], words);
  }

  /** Gives a table of results a row for each that is entered. */
  private follow(): void {
    const { results } = this;
    if (!results) return;
    while (results.children.length > this.rows.children.length) results.lastElementChild?.remove();
    while (results.children.length < this.rows.children.length) results.append(results.firstElementChild?.cloneNode(true) ?? "");
    const numbered = (name: string | undefined, i: number): string => (name ?? "").replace(/\d+/, String(i));
    ([...results.children] as HTMLElement[]).forEach((row, i) => {
      if (row.dataset["best"]) {
        row.dataset["best"] = numbered(row.dataset["best"], i);
        (row.firstElementChild as HTMLElement).textContent = this.rowName(this.rows.children[i] as Element, i);
      }
      row.querySelectorAll<HTMLElement>("[data-out]").forEach((cell) => (cell.dataset["out"] = numbered(cell.dataset["out"], i)));
    });
  }

  /** Announces an event with the result, or with what is wrong, once a reader pauses. */
  private tell(event?: string): void {
    window.clearTimeout(this.later);
    const words = [event, this.trouble || this.one(".calc-lead").textContent];
    this.later = window.setTimeout(() => (this.said.textContent = words.filter(Boolean).join(" · ")), 500);
  }
}

for (const root of document.querySelectorAll<HTMLElement>(".calc-body:not(.calc-live)")) new Calculator(root);
