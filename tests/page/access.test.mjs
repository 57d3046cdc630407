/**
 * For everybody: no violation that axe-core finds, and a keyboard is enough.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { eventually, goToSection, openBrowser, openPage, setState } from "./support/browser.mjs";
import { demo, view } from "./support/program.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let browser;
let out;
let page;
before(async () => {
  browser = await openBrowser();
  out = await view([(await demo()).run]);
  ({ page } = await openPage(browser.context, out.address));
  await page.evaluate(await readFile(AXE, "utf8"));
});
after(async () => {
  await browser.close();
  await out.close();
});

/** What axe-core finds wrong with what is shown, in words. */
async function violations(root) {
  const found = await page.evaluate((selector) => axe.run(selector), root);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

async function showEverything() {
  for (const id of ["curves", "counts", "categories", "images", "distributions", "examples"]) {
    await goToSection(page, id);
  }
}

for (const theme of ["light", "dark"]) {
  test(`the page in the ${theme} theme`, async () => {
    await page.emulateMedia({ colorScheme: theme });
    await showEverything();
    assert.deepEqual(await violations("body"), []);
    await setState(page, "by=object&as=table");
    await goToSection(page, "examples");
    assert.deepEqual(await violations("#examples"), []);
  });
}

test("the viewer", async () => {
  await setState(page, "open=0.");
  await page.waitForSelector(".object-list section");
  assert.deepEqual(await violations("dialog"), []);
  await page.keyboard.press("Escape");
});

test("Tab reaches every control in the order of the page, and each shows that it is reached", async () => {
  await setState(page, "");
  await page.evaluate(() => {
    scrollTo(0, 0);
    document.activeElement.blur();
  });
  const reached = [];
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    reached.push(
      await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        const name = document.activeElement.ariaLabel || document.activeElement.textContent;
        return { name: name.trim(), isSeen: outlineStyle !== "none" && outlineWidth !== "0px" };
      }),
    );
  }
  const names = reached.map(({ name }) => name);
  for (const expected of ["Skip to the numbers", "Score threshold", "IoU threshold", "TP", "FN"]) {
    assert.ok(names.includes(expected), `${expected} is not among ${names}`);
  }
  const unseen = reached.filter(({ isSeen }) => !isSeen).map(({ name }) => name);
  assert.deepEqual(unseen, []);
});

test("arrow keys walk along a chart, and Enter does what a click does", async () => {
  await setState(page, "");
  await goToSection(page, "curves");
  const chart = page.locator("#curves .chart").nth(1);
  await chart.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageDown");
  const words = chart.locator("[aria-live]");
  await eventually(async () =>
    assert.match(await words.innerText(), /precision 0\.\d+, recall 0\.\d+/),
  );
  await page.keyboard.press("Enter");
  const score = page.locator(".score-number");
  await eventually(async () => assert.equal(await score.inputValue(), "0.145"));
});

test("arrow keys go through the rows of a table", async () => {
  await goToSection(page, "categories");
  await page.locator("#categories .row-button").first().focus();
  await page.keyboard.press("ArrowDown");
  const [first, second] = await page.locator("#categories .row-button").allInnerTexts();
  assert.notEqual(first, second);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await eventually(async () => assert.equal(await focused(), second));
});
