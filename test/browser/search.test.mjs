// Search, as a reader meets it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { serveBoth } from "./both.mjs";
import { languages, picture } from "./guide.mjs";
import { reading, screens, settled, until } from "./reader.mjs";

const { browser, sites } = await serveBoth();

const dialog = (page) => page.locator("dialog.search[open]");
const input = (page) => dialog(page).locator("input");
// What was found in the page's own language.
const options = (page) => dialog(page).locator(":scope .search-results > :not(.search-extra) > a[role=option]");
const status = (page) => dialog(page).locator("[role=status]");

async function openSearch(page) {
  await settled(page); // the scripts run
  await page.keyboard.press("/");
  await input(page).waitFor({ state: "visible" });
}

/** Types a query into the emptied field and waits for what is said of it. */
async function type(page, query) {
  const said = (pattern) => until(`the status matches ${pattern}`, async () => pattern.test(await status(page).innerText()));
  await input(page).fill("");
  await said(/^$/);
  await input(page).fill(query);
  await said(/[^…]$/); // not only that it is searching
}

/** Returns the text from a heading to the next one, as a reader sees it. */
function sectionText(page, id) {
  return page.evaluate((id) => {
    const heading = document.getElementById(id);
    if (!/^H[1-6]$/.test(heading?.localName.toUpperCase() ?? "")) return undefined;
    let text = heading.innerText;
    for (let e = heading.nextElementSibling; e && !/^H[1-6]$/i.test(e.localName); e = e.nextElementSibling) text += "\n" + e.innerText;
    return text;
  }, id);
}

// language, what is searched, where a result must lead to, what it is.
const searches = [
  ["zh", "生成器", /\/zh\/mathematics\//, "a Chinese term"],
  ["en", "discriminator", /\/en\/mathematics\//, "an English word"],
  ["zh", "尾巴更长", /\/zh\/mathematics\/gan-discriminator\//, "a Chinese phrase in the middle of a sentence"],
  ["zh", "推着", /\/zh\/mathematics\/gan-discriminator\//, "two Han in the middle of a sentence"],
  ["zh", "value_gradient", /\/zh\/labs\/gan1d\//, "an identifier of the lab on a Chinese page"],
  ["en", "generator_gradient", /\/en\/labs\/gan1d\//, "an identifier of the lab"],
  ["en", "Adam", /\/en\/labs\/gan1d\//, "a name with a capital"],
];

for (const { name, server, base } of sites) {
  // How words are cut does not depend on where the site stands.
  for (const [id, query, wanted, what] of base === "/" ? searches : searches.slice(0, 2)) {
    test(`${name}: ${what} is found, and its results lead to where it stands: ${query}`, () =>
      reading(browser, server.origin, { locale: languages[id].locale }, async (page) => {
        await page.goto(server.url(`${id}/`));
        await openSearch(page);
        await type(page, query);
        const links = await options(page).evaluateAll((all) => all.map((a) => a.href));
        assert.ok(links.length > 0, `results for ${query}: ${await status(page).innerText()}`);
        assert.ok(links.every((href) => href.startsWith(server.url(`${id}/`))), links.join(" "));
        assert.ok(await options(page).locator("mark").count(), "the words found are marked");
        if (base === "/") await picture(page, `search-${id}-${query}`);

        // The first result, as Enter takes it: the best place of the first page.
        await input(page).press("Enter");
        const best = links.filter((href) => href.split("#")[0] === links[0].split("#")[0]);
        await page.waitForURL((url) => best.includes(url.href));
        const contains = (text) => text.toLowerCase().includes(query.toLowerCase());
        const { hash } = new URL(page.url());
        const found = hash ? await sectionText(page, decodeURIComponent(hash.slice(1))) : await page.locator("article").innerText();
        assert.ok(found !== undefined, `${page.url()} leads to a heading`);
        assert.ok(contains(found), `${page.url()} contains ${query}`);

        // The first section of the chapter: its heading is there and the words below it.
        const section = links.find((href) => wanted.test(href) && href.includes("#"));
        assert.ok(section, `a section on ${wanted} in ${links.join(" ")}`);
        await page.goto(section);
        const text = await sectionText(page, decodeURIComponent(new URL(section).hash.slice(1)));
        assert.ok(text !== undefined, `${section} leads to a heading`);
        assert.ok(contains(text), `the section ${section} contains ${query}`);
      }));
  }

  test(`${name}: marks of a sentence behind a word do not hide what has the word`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/"));
      await openSearch(page);
      for (const query of ["discriminator?!", "what, discriminator?"]) {
        await type(page, query);
        assert.ok(await options(page).locator("mark", { hasText: /^discriminator/i }).count(), query);
        assert.doesNotMatch(await status(page).innerText(), /\(/, query);
      }
    }));

  test(`${name}: without a connection the button of search says so and leads nowhere`, () =>
    reading(browser, server.origin, { expect: () => true }, async (page, { context }) => {
      await page.goto(server.url("en/"));
      await settled(page);
      const url = page.url();
      await context.setOffline(true);
      await page.locator("[data-open=search]").click();
      await until("it is said", async () => /could not be loaded/.test(await page.locator("p[role=status]").first().innerText()));
      assert.equal(page.url(), url);
    }));

  test(`${name}: /, Ctrl+K and the button open search, Esc closes it`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      await settled(page);
      const ways = [() => page.keyboard.press("/"), () => page.keyboard.press("Control+k"), () => page.locator("[data-open=search]").click()];
      for (const way of ways) {
        await way();
        await input(page).waitFor({ state: "visible" });
        assert.ok(await input(page).evaluate((e) => e === document.activeElement), "the field has the focus");
        assert.equal(await input(page).inputValue(), "", "the key itself is not typed");
        await page.keyboard.press("Escape");
        await dialog(page).waitFor({ state: "hidden" });
      }
    }));

  test(`${name}: nothing of search is fetched before it is opened`, () =>
    reading(browser, server.origin, {}, async (page) => {
      const before = server.requests.length;
      await page.goto(server.url("zh/mathematics/gan-discriminator/"));
      await settled(page);
      const asked = () => server.requests.slice(before).filter((path) => /\/search[/-]|\/dialog-/.test(path));
      assert.deepEqual(asked(), []);
      await openSearch(page);
      await until("search's files", () => asked().length > 0);
    }));

  test(`${name}: a query without hits says so and names it`, () =>
    reading(browser, server.origin, {}, async (page) => {
      for (const [id, query] of Object.entries({ zh: "麒麟饕餮", en: "xyzzyqwfp" })) {
        await page.goto(server.url(`${id}/`));
        await openSearch(page);
        await type(page, query);
        assert.ok((await status(page).innerText()).includes(query));
        assert.equal(await options(page).count(), 0);
        await type(page, "GAN");
        await options(page).first().waitFor();
        if (base === "/" && id === "zh") {
          await type(page, query);
          await picture(page, "search-nothing");
        }
      }
    }));

  test(`${name}: half-composed text of an input method is not searched, Enter in it opens nothing`, () =>
    reading(browser, server.origin, { locale: "zh-CN" }, async (page, { context }) => {
      await page.goto(server.url("zh/"));
      await openSearch(page);
      await type(page, "损失");
      const shown = () => options(page).evaluateAll((all) => all.map((a) => a.href).join(" "));
      const first = await shown();
      assert.notEqual(first, "");
      await new Promise((done) => setTimeout(done, 1500)); // what comes behind the results is there
      await input(page).press("Control+a");

      const keyboard = await context.newCDPSession(page);
      const before = server.requests.length;
      for (const half of ["s", "sh", "sheng", "sheng'cheng", "sheng'cheng'qi"]) {
        await keyboard.send("Input.imeSetComposition", { text: half, selectionStart: half.length, selectionEnd: half.length });
        assert.equal(await input(page).inputValue(), half);
        await new Promise((done) => setTimeout(done, 200)); // longer than typing pauses
      }
      // Taking the pinyin as it stands is Enter in many input methods.
      await input(page).evaluate((e) => e.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })));
      assert.equal(await shown(), first, "the earlier results stay");
      assert.equal(server.requests.length, before, "nothing was asked for");
      assert.equal(page.url(), server.url("zh/"));

      await keyboard.send("Input.insertText", { text: "生成器" });
      await until("the results for the composed text", async () => (await shown()) !== first);
      assert.equal(await input(page).inputValue(), "生成器");
      assert.ok((await options(page).locator("mark").allInnerTexts()).some((text) => text.includes("生成器")));
    }));

  test(`${name}: Enter right after typing brings the results, arrows choose, Enter opens`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/"));
      await openSearch(page);
      await input(page).fill("discriminator");
      await input(page).press("Enter"); // at once
      await options(page).first().waitFor();
      assert.equal(page.url(), server.url("en/"));
      await input(page).press("ArrowDown");
      await input(page).press("ArrowDown");
      const chosen = options(page).nth(1);
      assert.equal(await chosen.getAttribute("aria-selected"), "true");
      assert.equal(await input(page).getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
      const href = await chosen.evaluate((a) => a.href);
      await input(page).press("Enter");
      await page.waitForURL(href);
    }));

  test(`${name}: search fits a phone`, () =>
    reading(browser, server.origin, { viewport: screens.phone, hasTouch: true }, async (page) => {
      await page.goto(server.url("zh/"));
      await settled(page);
      await page.locator("[data-open=search]").tap();
      await type(page, "判别器");
      await options(page).first().waitFor();
      const box = await dialog(page).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= screens.phone.width, JSON.stringify(box));
      if (base === "/") await picture(page, "search-phone");
      const href = await options(page).first().evaluate((a) => a.href);
      await options(page).first().tap();
      await page.waitForURL(href);
    }));

  test(`${name}: a result on the page that is open closes search and goes there`, () =>
    reading(browser, server.origin, {}, async (page) => {
      await page.goto(server.url("en/mathematics/gan-discriminator/"));
      await openSearch(page);
      await type(page, "pointwise maximum");
      const option = dialog(page).locator("a[role=option][href$='/gan-discriminator/#pointwise-maximum']");
      await option.click();
      await dialog(page).waitFor({ state: "hidden" });
      await page.waitForURL(/#pointwise-maximum$/);
      await until("the heading is in view", () => page.locator("#pointwise-maximum").evaluate((h) => h.getBoundingClientRect().top >= 0 && h.getBoundingClientRect().top < innerHeight / 2));
    }));

  test(`${name}: a search that cannot be loaded says so, and a second try works`, () =>
    reading(browser, server.origin, { expect: (complaint) => /search\/dir|search could not|Failed to fetch|TypeError|console: .*dir/i.test(complaint) }, async (page, { context }) => {
      await page.goto(server.url("en/"));
      await settled(page);
      await context.route("**/search/dir", (route) => route.abort("connectionfailed"));
      await openSearch(page);
      await type(page, "discriminator");
      await status(page).filter({ hasText: "could not be loaded" }).waitFor();
      await context.unroute("**/search/dir");
      await dialog(page).getByRole("button", { name: "Try again" }).click();
      await options(page).first().waitFor();
    }));
}
