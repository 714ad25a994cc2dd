// Readers whose system asks for something: less motion, colours of their own,
// more contrast, twice the size, no scripts.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";

import { clipped, violations, wide, withAxe } from "./audit.mjs";
import { tabTo } from "./focus.mjs";
import { languages, picture, work } from "./guide.mjs";
import { launch, reading, screens, settled } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const server = await serveFiles(join(work, "looks"));
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});
const pages = (id) => ["", "guide/descent/", "glossary/", "references/", "search/", "tags/"].map((path) => `${id}/${path}`).concat(`pair/${id}/${languages[id].other}/guide/descent/`);

/** Returns elements that would move for longer than a hundredth of a second, what moves now, and rules by which something would, pointed at for instance. */
function moving(page) {
  return page.evaluate(() => {
    const seconds = (list) => Math.max(...list.split(",").map((t) => parseFloat(t) * (t.trim().endsWith("ms") ? 0.001 : 1)));
    const slow = [];
    const moves = ({ transitionDuration, animationDuration, scrollBehavior }) => [transitionDuration, animationDuration].some((list) => list && seconds(list) > 0.01) || scrollBehavior === "smooth";
    const look = (rules) => {
      for (const rule of rules) {
        if (rule.media && !matchMedia(rule.media.mediaText).matches) continue;
        if (rule.style && moves(rule.style)) slow.push(rule.cssText.slice(0, 120));
        if (rule.cssRules) look(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) look(sheet.cssRules);
    for (const e of document.querySelectorAll("*")) {
      for (const pseudo of [undefined, "::before", "::after"]) {
        const style = getComputedStyle(e, pseudo);
        if (seconds(style.transitionDuration) > 0.01 || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01)) slow.push(`${e.outerHTML.slice(0, 80)} ${pseudo ?? ""}`);
      }
      if (getComputedStyle(e).scrollBehavior === "smooth") slow.push(`scrolls smoothly: ${e.localName}`);
    }
    return slow;
  });
}

/** Returns what of the text is not shown, and nobody can open; what scripts alone need does not count, nor the heads of columns that are none on a phone. */
function unseen(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, td, th, pre, figure, figcaption, .math)")]
      .filter((e) => e.textContent.trim() && !e.closest("details:not([open]), .js, .pair-bar, [popover]") && !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((e) => e.outerHTML.slice(0, 100)),
  );
}

test("control: who does not ask for less motion has some", () =>
  reading(browser, server.origin, { reducedMotion: "no-preference" }, async (page) => {
    await page.goto(server.url("en/guide/descent/"));
    await settled(page);
    assert.ok((await moving(page)).length > 0);
  }));

for (const id of Object.keys(languages)) {
  test(`who asks for less motion has none, ${id}`, () =>
    reading(browser, server.origin, { reducedMotion: "reduce" }, async (page, { context }) => {
      // What scripts move.
      await context.addInitScript(() => {
        window.smooth = [];
        for (const [of, names] of [[window, ["scroll", "scrollTo", "scrollBy"]], [Element.prototype, ["scroll", "scrollTo", "scrollBy", "scrollIntoView", "animate"]]]) {
          for (const name of names) {
            const before = of[name];
            of[name] = function (...how) {
              if (name === "animate" || how[0]?.behavior === "smooth") window.smooth.push(name);
              return before.apply(this, how);
            };
          }
        }
      });
      for (const path of pages(id)) {
        await page.goto(server.url(path));
        await settled(page);
        for (const link of [".toc a[href^='#']", ".ends a"]) if (await page.locator(link).first().isVisible()) await page.locator(link).first().click();
        assert.deepEqual([...(await moving(page)), ...(await page.evaluate(() => window.smooth))], [], path);
      }
      await page.keyboard.press("/");
      await page.locator("dialog[open]").waitFor();
      assert.deepEqual(await moving(page), [], "search");
    }));

  test(`in the reader's own colours the current page is marked, controls have borders and the focus is seen, ${id}`, () =>
    reading(browser, server.origin, { forcedColors: "active" }, async (page) => {
      await page.goto(server.url(`${id}/guide/descent/`));
      await settled(page);
      const seen = await page.evaluate(() => {
        // What differs between the current link and its neighbour, beside the weight.
        const look = (e) => [getComputedStyle(e), getComputedStyle(e, "::before")].map((s) => [s.borderInlineStartColor, s.borderInlineStartWidth, s.backgroundColor, s.outlineStyle].join()).join();
        const links = [...document.querySelectorAll("nav.side li li a")];
        const current = links.find((a) => a.ariaCurrent);
        const bare = [...document.querySelectorAll("button")]
          .filter((b) => b.checkVisibility() && b.role !== "tab" && !b.matches(".icon, .skip"))
          .filter((b) => getComputedStyle(b).borderTopStyle === "none" || parseFloat(getComputedStyle(b).borderTopWidth) < 1 || getComputedStyle(b).borderTopColor === getComputedStyle(document.body).backgroundColor);
        return { marked: look(current) !== look(links.find((a) => !a.ariaCurrent)), bare: bare.map((b) => b.outerHTML.slice(0, 100)) };
      });
      assert.deepEqual(seen, { marked: true, bare: [] });
      await tabTo(page, "nav.side a");
      await picture(page, `forced-colours-${id}`);
      await page.keyboard.press("/");
      await page.locator("dialog[open] .search-input").fill(id === "zh" ? "随机" : "random");
      await page.locator(".search-results > :not(.search-extra) > a[role=option]").nth(1).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.locator(".search-results [aria-selected=true]").waitFor();
      const lines = await page.locator(".search-results [role=option]").evaluateAll((all) => all.map((a) => [a.ariaSelected, getComputedStyle(a).outlineStyle].join()));
      assert.deepEqual([...new Set(lines)].sort(), ["false,none", "true,solid"], "what is chosen in the search has a line around it");
    }));

  test(`who asks for more contrast has it, ${id}`, () =>
    reading(browser, server.origin, {}, async (page, { context }) => {
      await withAxe(context);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, contrast: "more" });
        await page.goto(server.url(`${id}/guide/descent/`));
        await settled(page);
        assert.deepEqual(await violations(page, ["color-contrast"]), [], colorScheme);
        const [text, ...weak] = await page.evaluate(() => ["article p", ".crumbs", ".meta", "footer p"].map((s) => getComputedStyle(document.querySelector(s)).color));
        assert.deepEqual(weak, weak.map(() => text), `${colorScheme}: nothing is muted`);
      }
    }));

  // At 200 % a window of 1280 pixels is 640 wide; at 400 % it is 320.
  for (const [zoom, width] of Object.entries({ "200 %": 640, "400 %": 320 })) {
    test(`at ${zoom} nothing is lost and nothing scrolls sideways, ${id}`, () =>
      reading(browser, server.origin, { viewport: { width, height: 512 }, deviceScaleFactor: 1280 / width }, async (page) => {
        for (const path of pages(id)) {
          await page.goto(server.url(path));
          await settled(page);
          assert.deepEqual([...(await wide(page)), ...(await clipped(page))], [], path);
          const cut = await page.evaluate(() =>
            [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, a, button), header :is(a, button)")]
              .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest(".vh, .katex, pre, .table, [role=group], svg, .skip"))
              .filter((e) => [...e.getClientRects()].some((r) => r.width > 2 && (r.left < -1 || r.right > innerWidth + 1)))
              .map((e) => e.outerHTML.slice(0, 100)),
          );
          assert.deepEqual(cut, [], `${path}: what is cut off`);
        }
        await page.goto(server.url(`${id}/guide/descent/`));
        await settled(page);
        await page.keyboard.press("/");
        await page.locator("dialog[open] .search-input").waitFor();
        const box = await page.locator("dialog[open]").boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= 512, JSON.stringify(box));
        await page.keyboard.press("Escape");
      }));
  }

  test(`in a low window no bar stays over the text, ${id}`, () =>
    reading(browser, server.origin, { viewport: { width: 320, height: 256 } }, async (page) => {
      for (const path of [`${id}/guide/descent/`, `pair/${id}/${languages[id].other}/guide/descent/`]) {
        await page.goto(server.url(path));
        await settled(page);
        const left = await page.evaluate(() => {
          window.scrollTo({ top: 2000, behavior: "instant" });
          return [...document.querySelectorAll("body *")].filter((e) => ["sticky", "fixed"].includes(getComputedStyle(e).position) && e.checkVisibility()).filter((e) => e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight).map((e) => e.outerHTML.slice(0, 80));
        });
        assert.deepEqual(left, [], path);
        assert.ok(await page.evaluate(() => scrollY > 1000));
      }
    }));

  test(`without JavaScript every kind of page reads, and leads to its other language, ${id}`, () =>
    reading(browser, server.origin, { javaScriptEnabled: false, viewport: screens.phone }, async (page) => {
      for (const path of pages(id)) {
        const answer = await page.goto(server.url(path));
        assert.equal(answer.status(), 200);
        assert.ok(await page.locator("main h1").isVisible(), path);
        assert.ok((await page.locator("main").innerText()).length > 10, path);
        assert.deepEqual(await unseen(page), [], `${path}: what cannot be read`);
        assert.ok(await page.locator("nav.langs a[data-lang]").first().isVisible(), path);
        for (const dead of await page.locator("button").all()) assert.equal(await dead.isVisible(), false, `${path}: a button that does nothing`);
      }
    }));
}
