// Saves a page again and again and measures how long it takes until Chromium shows
// the changed sentence: node browse.mjs URL FILE EDITS prints a list of milliseconds
// and how many saves were never shown. The time is taken in the page, when the
// sentence is in its document.

import { readFile, rename, writeFile } from "node:fs/promises";

import { launch, screens } from "../browser/reader.mjs";

const [url, file, edits] = process.argv.slice(2);
const browser = await launch();
const page = await (await browser.newContext({ viewport: screens.desk })).newPage();

const waiting = new Map(); // by the number of a sentence
await page.exposeBinding("sawSentence", (_, number, time) => waiting.get(number)?.(time));
await page.addInitScript(() => {
  let last = 0;
  const look = () => {
    const number = Number(/Sentence (\d+) of the bench/.exec(document.querySelector("main")?.textContent ?? "")?.[1] ?? 0);
    if (number > last) {
      last = number;
      globalThis.sawSentence(number, performance.timeOrigin + performance.now());
    }
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
});
let loads = 0;
let sockets = 0; // by which pages that are loaded anew hear of changes
page.on("load", () => loads++);
page.on("websocket", () => sockets++);
await page.goto(url);
await page.waitForTimeout(1000); // until it listens for changes

// until waits for a condition, but not for ever: no page hears of the changes before it listens.
async function until(condition) {
  for (let waited = 0; waited < 2000 && !condition(); waited += 20) await page.waitForTimeout(20);
}

const patience = 5000;
const before = await readFile(file, "utf8");
const times = [];
let lost = 0;
for (let number = 1; number <= Number(edits); number++) {
  const heard = sockets;
  const loaded = loads;
  const shown = new Promise((done) => {
    waiting.set(number, done);
    setTimeout(done, patience);
  });
  await writeFile(`${file}~`, before.replace(/^Mark.*$/m, `Mark. Sentence ${number} of the bench.`));
  const saved = performance.timeOrigin + performance.now();
  await rename(`${file}~`, file);
  const at = await shown;
  if (at === undefined) lost++;
  else times.push(at - saved);
  if (heard > 0) await until(() => sockets > heard && loads > loaded);
  await page.waitForTimeout(150 + ((number * 37) % 100)); // a hand is slower than that
}
await browser.close();
console.log(JSON.stringify({ times, lost }));
process.exit(0);
