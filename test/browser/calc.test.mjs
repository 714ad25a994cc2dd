// Calculators: read without scripts, changed by pointer and keys, printed; and
// that nothing of it is sent or kept.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import { picture, work } from "./guide.mjs";
import { run } from "./program.mjs";
import { launch, open, reading, screens, settled, sideways, until } from "./reader.mjs";
import { serveFiles } from "./server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const fence = "```";
const text = (title, task, first) => `# ${title}

${fence}calc {#tbl:week}
type: exposure
title: ${title} 1
task: ${task}
---
${task},hours,low,high
${first},6,E1,E1
Letters,2,E0,E2
Topics,2,E2,E2
${fence}

${fence}calc {#tbl:paths}
type: scenarios
title: ${title} 2
data: paths.csv
names: Stay, Learn
${fence}

${fence}calc
type: option
title: ${title} 3
---
q,G,K,c,delta
0.3,60,20,5,0.95
${fence}

${fence}calc
type: audit
title: ${title} 4
---
skill,hours,need,level,proof
Interviewing,5,4,3,3
Pricing,7,3,3,0
${fence}
`;

const files = {
  "site.yaml": "title: T\nlanguages: [en, zh]\n",
  "content/zh/index.md": text("计算器", "任务", "撰写每周文章"),
  "content/en/index.md": text("Calculators", "task", "Articles"),
  "content/paths.csv": "scenario,weight,a,b\nas now,0.5,100,92\nfewer posts,0.5,60,80\n",
};
const site = join(work, "calc");
for (const [name, data] of Object.entries(files)) {
  await mkdir(dirname(join(site, name)), { recursive: true });
  await writeFile(join(site, name), data);
}
const built = await run("build", "--quiet", "--strict", "--root", site, "--out", join(work, "calc-out"), "--base-url", "/repo/");
assert.equal(built.code, 0, built.err);

const server = await serveFiles(join(work, "calc-out"), "/repo/");
const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});
const url = server.url("en/");

/** Opens the page where its fields are ready. */
async function live(page, address = url) {
  await page.goto(address);
  await page.locator(".calc-live").nth(3).waitFor();
}

const result = (page, name) => page.locator(`[data-out="${name}"]`).first().textContent();
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label"));

test("without scripts it is a worked example, with its results and no fields", () =>
  reading(browser, server.origin, { javaScriptEnabled: false }, async (page) => {
    await page.goto(url);
    assert.match(await page.locator(".calc-in").first().innerText(), /Articles\s+6\s+60.0%\s+E1\s+E1/);
    assert.equal(await page.locator(".calc-lead").first().textContent(), "Of 10 hours a week, a share between 0.700 and 0.800 is exposed (β).");
    assert.equal(await result(page, "gamma-high"), "1.000");
    assert.equal(await page.locator(".calc input, .calc select, .calc button:visible").count(), 0);
    await picture(page, "calc-plain");
  }));

test("skills are put in order as they are scored, and as rows come and go", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    const calc = page.locator(".calc").nth(3);
    const order = () => calc.locator(".calc-order tbody tr").allInnerTexts();
    const said = calc.locator(".calc-said");
    assert.equal(await calc.locator(".calc-lead").textContent(), "Of a gap of 26, 5 is to be learned and 21 to be shown. The largest: Pricing.");
    assert.deepEqual((await order()).map((row) => row.trim()), ["Pricing\t21\t0\t21", "Interviewing\t5\t5\t0"]);
    await calc.getByLabel("Proof: Pricing").fill("3");
    assert.deepEqual((await order()).map((row) => row.trim()), ["Interviewing\t5\t5\t0", "Pricing\t0\t0\t0"]);
    await calc.getByLabel("Need: Interviewing").fill("5");
    assert.equal(await said.textContent(), "Need: Interviewing: enter a number from 0 to 4");
    assert.equal(await calc.locator(".calc-order [data-out='rank-0']").textContent(), "–");
    await calc.getByLabel("Need: Interviewing").fill("3");
    assert.match(await calc.locator(".calc-lead").textContent(), /^Of a gap of 0, .* The largest: –\.$/);
    await calc.getByRole("button", { name: "Add a row" }).press("Enter");
    assert.equal(await focused(page), "Skill 3");
    for (const key of ["Tab", "2", "Tab", "1.5", "Tab", "0", "Tab", "4"]) await (key === "Tab" ? page.keyboard.press(key) : page.keyboard.type(key));
    assert.equal((await order())[0].trim(), "Row 3\t3\t3\t0", "a skill without a name has its number");
    await calc.getByRole("button", { name: "Remove: Interviewing" }).press("Enter");
    assert.equal((await order()).length, 2);
    assert.equal(await focused(page), "Skill 1");
  }));

test("weights that are all 0 are said in the words of scenarios", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    const calc = page.locator(".calc-live").nth(1);
    const weights = calc.locator("input[type=number][max='1']");
    for (let i = 0; i < (await weights.count()); i++) await weights.nth(i).fill("0");
    await calc.getByText("Enter a weight above 0 for at least one scenario").waitFor();
  }));

test("results follow what is entered", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    await page.getByLabel("Hours a week: Articles").fill("2");
    assert.deepEqual(await Promise.all(["alpha-low", "beta-low", "beta-high", "gamma-low"].map((n) => result(page, n))), ["0.333", "0.500", "0.667", "0.667"]);
    await page.getByLabel("Generous: Letters").selectOption("E1");
    assert.equal(await result(page, "beta-high"), "0.833");
    assert.equal(await page.locator("[data-share]").first().textContent(), "33.3%");
    await page.getByLabel("Stay: fewer posts").fill("100");
    assert.equal(await result(page, "sure-0-0"), "100.0");
    assert.equal(await page.locator("[data-best='best-2'] .calc-winner").textContent(), "Stay");
    await page.getByLabel("Option 1").fill("Remain");
    assert.match(await page.locator(".calc-lead").nth(1).textContent(), /Remain\.$/);
    await page.getByLabel("chance that it suits").fill("0.1");
    assert.match(await page.locator(".calc-lead").nth(2).textContent(), /^Trying it first is worth −1\.2, committing at once −14\.3\./);
    assert.equal(await result(page, "q-more"), "−0.4");
  }));

test("a mistake is said and shown, and no wrong result stands", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    const said = page.locator(".calc-said").first();
    await page.getByLabel("Hours a week: Letters").fill("-3");
    assert.equal(await said.textContent(), "Hours a week: Letters: enter a number from 0 to 168");
    assert.ok(await said.isVisible());
    assert.equal(await page.getByLabel("Hours a week: Letters").getAttribute("aria-invalid"), "true");
    assert.equal(await result(page, "beta-low"), "–");
    assert.match(await page.locator(".calc-lead").first().textContent(), /between – and –/);
    await page.getByLabel("Hours a week: Letters").fill("3");
    await page.getByLabel("Strict: Topics").selectOption("E1");
    assert.match(await said.textContent(), /^Topics: the strict label/);
    await page.getByLabel("Weight: as now").fill("1");
    assert.match(await page.locator(".calc-said").nth(1).textContent(), /add up to 1\.5/);
    assert.equal(await result(page, "sure-0-0"), "86.7"); // (100 + 60 / 2) / 1.5
  }));

test("rows come and go by the keyboard, and the focus stays in the table", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    const said = page.locator(".calc-said").first();
    await page.getByRole("button", { name: "Add a row" }).first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "Task 4");
    await page.keyboard.type("Meetings");
    await page.keyboard.press("Tab");
    await page.keyboard.type("10");
    assert.equal(await focused(page), "Hours a week: Meetings");
    assert.equal(await result(page, "beta-low"), "0.350");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Remove: Meetings");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "Task 3", "the row before, behind the last one");
    await until("it is said", async () => /^Removed: Meetings · Of 10 hours/.test(await said.textContent()));
    await page.getByRole("button", { name: "Remove: Articles" }).press("Enter");
    assert.equal(await focused(page), "Task 1");
    assert.equal(await page.getByLabel("Task 1").inputValue(), "Letters");
    await page.getByRole("button", { name: "Back to the example" }).first().press("Enter");
    assert.equal(await result(page, "beta-low"), "0.700");
    // A table of weights follows the scenarios.
    await page.getByRole("button", { name: "Add a row" }).nth(1).click();
    assert.equal(await page.locator(".calc-tilts tr").count(), 3);
    await page.getByRole("button", { name: "Remove: Row 3" }).click();
    await page.getByRole("button", { name: "Remove: as now" }).click();
    assert.equal(await page.locator(".calc-tilts tr").count(), 1);
    assert.equal(await page.locator(".calc").nth(1).locator(".calc-remove:enabled").count(), 0, "one row stays");
  }));

test("nothing moves when the fields come", () =>
  reading(browser, server.origin, {}, async (page) => {
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => (window.shifted += e.value))).observe({ type: "layout-shift", buffered: true });
    });
    for (const id of ["zh", "en"]) {
      await live(page, server.url(`${id}/`));
      await page.waitForTimeout(200);
      assert.ok((await page.evaluate(() => window.shifted)) < 0.002);
    }
  }));

test("nothing is asked for and nothing is kept", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    await settled(page);
    const before = server.requests.length;
    await page.getByLabel("Hours a week: Articles").fill("7");
    await page.getByRole("button", { name: "Add a row" }).first().click();
    await page.waitForTimeout(700);
    assert.equal(server.requests.length, before);
    assert.deepEqual(await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, location.search]), [0, 0, "", 0, ""]);
    await page.reload();
    assert.equal(await page.getByLabel("Hours a week: Articles").inputValue(), "6");
  }));

test("on paper a reader's own numbers are text", () =>
  reading(browser, server.origin, {}, async (page) => {
    await live(page);
    await page.getByLabel("Hours a week: Articles").fill("7.5");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".calc input:visible, .calc select:visible, .calc button:visible").count(), 0);
    const cell = page.locator(".calc-in tbody td").first();
    assert.equal(await cell.evaluate((e) => getComputedStyle(e, "::after").content), '"7.5"');
    await picture(page, "calc-paper");
  }));

for (const colorScheme of ["light", "dark"]) {
  for (const [screen, viewport] of Object.entries({ ...screens, narrow: { width: 320, height: 700 } })) {
    for (const id of ["zh", "en"]) {
      test(`${id}, ${screen}, ${colorScheme}: every reader can use it`, async () => {
        // The policy keeps axe's own style out, which is no matter.
        const { page, close } = await open(browser, server.origin, { viewport, colorScheme });
        await live(page, server.url(`${id}/`));
        await settled(page);
        assert.equal(await sideways(page), 0);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`), []);
        const small = await page.locator(".calc :is(button, input, select):visible").evaluateAll((all) => all.filter((e) => e.offsetHeight < 24 || e.offsetWidth < 24).length);
        assert.equal(small, 0, "targets are at least 24 pixels large");
        await picture(page, `calc-${id}-${screen}-${colorScheme}`);
        await close();
      });
    }
  }
}
