/**
 * The three ways out show the same page: served, as a folder, as one file.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, goToSection, openBrowser, openPage } from "./support/browser.mjs";
import { cocoOpen, demo, giveOut } from "./support/program.mjs";

const SECTIONS = [
  ["configuration", "Configuration"],
  ["coco-metrics", "COCO metrics"],
  ["curves", "Precision-recall curves"],
  ["counts", "Aggregate metrics"],
  ["categories", "Categories"],
  ["images", "Image metrics"],
  ["distributions", "Distributions"],
  ["examples", "Examples"],
];

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const RUNS = [
  { name: "the demo", missing: false, run: async () => (await demo()).run },
  { name: "coco-open", ...cocoOpen("segm") },
];

for (const { name, missing, run } of RUNS) {
  test(`${name}: all three are whole and show the same numbers`, { skip: missing }, async (t) => {
    const shown = new Map();
    for (const mode of ["served", "folder", "single"]) {
      await t.test(mode, async () => shown.set(mode, await readReport(mode, await run())));
    }
    assert.deepEqual(shown.get("folder"), shown.get("served"));
    assert.deepEqual(shown.get("single"), shown.get("served"));
  });
}

/** Goes through a report, in which everything must be filled and nothing fail; its numbers. */
async function readReport(mode, run) {
  const out = await giveOut(mode, run);
  const { page, check } = await openPage(browser.context, out.address);
  for (const [id, title] of SECTIONS) {
    await goToSection(page, id);
    const section = page.locator(`#${id}`);
    assert.match(await section.locator("h2").innerText(), new RegExp(`${title}$`));
    assert.ok((await section.locator(".card").count()) > 0, id);
    await eventually(async () =>
      assert.equal(await emptyCharts(page, id), 0, `${id} has a chart that is not drawn`),
    );
  }
  await eventually(async () => assert.ok((await picturesIn(page)).every(({ isThere }) => isThere)));
  assert.ok((await picturesIn(page)).length > 1);
  const numbers = await numbersOf(page);
  check();
  await page.close();
  await out.close();
  return numbers;
}

/** The images of the gallery that are in sight, and whether each has been drawn. */
function picturesIn(page) {
  return page.evaluate(() => {
    const images = [...document.querySelectorAll("#examples .picture img")];
    const isInSight = (image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    return images
      .filter(isInSight)
      .map(({ src, complete, naturalWidth }) => ({ src, isThere: complete && naturalWidth > 100 }));
  });
}

/** Charts of a section whose canvases have no visible pixel. */
function emptyCharts(page, id) {
  return page.evaluate((section) => {
    const charts = [...document.querySelectorAll(`#${section} .chart`)];
    const isEmpty = (chart) => {
      const canvases = [...chart.querySelectorAll("canvas")];
      return !canvases.some((canvas) => {
        const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
        return data.some((value, i) => i % 4 === 3 && value > 0);
      });
    };
    return charts.filter(isEmpty).length;
  }, id);
}

/** Every number in the head and in the tables that are small enough to be whole. */
async function numbersOf(page) {
  const texts = await page
    .locator(".verdict, .key-numbers, .outcome-diagram, .plain, .matrix, #categories table")
    .allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, " "));
}
