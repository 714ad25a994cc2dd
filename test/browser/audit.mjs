// What is asked of a page, whichever it is: no violation that axe finds, no
// scrolling sideways, nothing that moves by itself.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Has every page of a window bring axe along; the page's policy stays in force. */
export function withAxe(context) {
  return context.addInitScript({ content: axe });
}

/** Whether a complaint is of a header cell that holds a formula: axe does not count MathML as text, screen readers read it. */
const formulaInHeader = (id, html) => id === "empty-table-header" && html.includes("<math");

/**
 * Returns what axe complains of in the page as it stands, as texts "rule: HTML".
 * rules names the rules to try, all where it is left out.
 */
export async function violations(page, rules) {
  const found = await page.evaluate(async (rules) => {
    const options = { resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) };
    return (await window.axe.run(document, options)).violations.map((v) => ({ id: v.id, nodes: v.nodes.map((n) => document.querySelector(n.target.at(-1))?.outerHTML ?? n.html) }));
  }, rules);
  return found.flatMap(({ id, nodes }) => nodes.filter((html) => !formulaInHeader(id, html)).map((html) => `axe ${id}: ${html.slice(0, 200)}`));
}

/**
 * Returns what has moved by itself since the page was opened, as texts. The
 * fonts of formulas that come later than the text move letters within their line
 * by parts of a pixel; all of it together may score what Lighthouse rounds to 0.
 */
export async function shifts(page) {
  const all = await page.evaluate(async () => {
    const entries = await new Promise((done) => {
      const all = [];
      const observer = new PerformanceObserver((list) => all.push(...list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      // Buffered entries are handed over in a task of their own.
      setTimeout(() => done([...all, ...observer.takeRecords()]), 50);
    });
    const what = ({ node }) => (node?.nodeType === 1 ? node.outerHTML.slice(0, 120) : (node?.textContent ?? "?").slice(0, 60));
    return entries.filter((e) => !e.hadRecentInput).map((e) => ({ value: e.value, text: `shift of ${e.value.toFixed(4)}: ${e.sources.map(what).join(", ")}` }));
  });
  return all.reduce((sum, { value }) => sum + value, 0) < 0.001 ? [] : all.map(({ text }) => text);
}

/** Returns the links by which a page turns to other hosts without asking for a file, which no request tells of. */
export function hints(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("link")]
      .filter((link) => ["preconnect", "dns-prefetch", "prefetch", "prerender"].some((rel) => link.relList.contains(rel)) && new URL(link.href).origin !== location.origin)
      .map((link) => `turns to another host: ${link.outerHTML}`),
  );
}

/** Returns what stands out of the window sideways, as texts; nothing where the page does not scroll. */
export function wide(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    const over = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
    if (over <= 0) return [];
    const outside = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    return [`scrolls ${over} px sideways: ${outside.slice(0, 3).map((e) => e.outerHTML.slice(0, 100)).join(", ")}`];
  });
}

/** Returns what is cut off by its own box, sideways, as texts: with larger letters it is lost. The name of the site may end in dots. */
export function clipped(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, td, th, a, button, summary), header :is(a, button), footer :is(p, a, button)")]
      .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest(".brand, .vh, .skip"))
      .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
      .map((e) => `cut off: ${e.outerHTML.slice(0, 100)}`),
  );
}

/** Scrolls through the page, a window at a time, as a reader does, and back. */
export function leaf(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((done) => setTimeout(done, 16));
    for (let y = 0; y < document.scrollingElement.scrollHeight; y += innerHeight) {
      window.scrollTo({ top: y, behavior: "instant" });
      await frame();
    }
    window.scrollTo({ top: 0, behavior: "instant" });
    await frame();
  });
}

/**
 * To be evaluated in a page: by how many pixels a formula of one line leaves the line
 * of its text when it scrolls by itself; look is a value of display to try instead of the theme's.
 */
export function offTheLine(look = "") {
  const formula = [...document.querySelectorAll("article p .math:not(.beyond)")].find((f) => f.querySelectorAll(".katex-base").length === 1);
  const probe = document.createElement("span");
  probe.style.display = "inline-block";
  formula.before(probe);
  const distance = () => probe.getBoundingClientRect().bottom - formula.querySelector(".katex-strut").getBoundingClientRect().bottom;
  const before = distance();
  formula.classList.add("beyond");
  formula.style.display = look;
  const moved = distance() - before;
  formula.classList.remove("beyond");
  formula.style.display = "";
  probe.remove();
  return Math.abs(moved);
}
