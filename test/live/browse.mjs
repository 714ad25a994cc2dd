// Saves a page again and again and measures how long it takes until Chromium shows
// the changed sentence: node browse.mjs URL FILE EDITS prints a list of milliseconds.
// The time is taken in the page, when the sentence is in its document.

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
await page.goto(url);
await page.waitForTimeout(1000); // until it listens for changes

const before = await readFile(file, "utf8");
const times = [];
for (let number = 1; number <= Number(edits); number++) {
  const shown = new Promise((done, fail) => {
    waiting.set(number, done);
    setTimeout(fail, 30_000, new Error(`sentence ${number} is never shown`));
  });
  await writeFile(`${file}~`, before.replace(/^Mark.*$/m, `Mark. Sentence ${number} of the bench.`));
  const saved = performance.timeOrigin + performance.now();
  await rename(`${file}~`, file);
  times.push((await shown) - saved);
  await page.waitForTimeout(150 + ((number * 37) % 100)); // a hand is slower than that
}
await browser.close();
console.log(JSON.stringify(times));
process.exit(0);
