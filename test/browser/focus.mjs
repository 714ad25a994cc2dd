// Where the focus is, and whether a reader can see it.

import assert from "node:assert/strict";

/**
 * Returns what has the focus: { none, key, html, seen, is(selector) }. It is seen
 * if it has a size, lies in the window and has an outline of 2 pixels or more, 3 : 1
 * on what is behind it, it or, for what fills another box, the element around it.
 */
export async function focus(page) {
  const got = await page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return { none: true };
    window.focusKeys ??= new Map();
    if (!window.focusKeys.has(e)) window.focusKeys.set(e, window.focusKeys.size);
    // A colour on another, as red, green and blue from 0 to 1.
    const canvas = (window.focusCanvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
    const over = (...colours) => {
      for (const colour of ["white", ...colours]) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((v) => v / 255);
    };
    const light = (colour) => colour.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const outlined = (e) => {
      const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(e);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return false;
      const behind = [];
      for (let at = parseFloat(outlineOffset) < 0 ? e : e.parentElement; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
      const [a, b] = [light(over(...behind, outlineColor)), light(over(...behind))].sort((a, b) => b - a);
      return (a + 0.05) / (b + 0.05) >= 3;
    };
    // A link over several lines has several boxes.
    const inside = [...e.getClientRects()].some((r) => r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth);
    return { none: false, key: window.focusKeys.get(e), html: e.outerHTML.slice(0, 150), seen: inside && (outlined(e) || outlined(e.parentElement)) };
  });
  return { ...got, is: async (selector) => page.evaluate((s) => document.activeElement.matches(s), selector) };
}

/** Presses Tab until an element has the focus; at each step the focus is seen. */
export async function tabTo(page, selector, most = 120) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const at = await focus(page);
    if (at.none) continue;
    assert.ok(at.seen, `the focus is seen on ${at.html}`);
    if (await at.is(selector)) return;
  }
  assert.fail(`Tab reaches ${selector}`);
}
