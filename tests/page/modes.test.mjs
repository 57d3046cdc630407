/**
 * The three ways out show the same page: served, as a folder, as one file.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, goToSection, openBrowser, openPage } from "./support/browser.mjs";
import { giveOut, prepareScenes } from "./support/synthetic.mjs";

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
let scenes;
before(async () => {
  browser = await openBrowser();
  scenes = prepareScenes();
});
after(() => browser.close());

const shown = new Map();

for (const mode of ["served", "folder", "single"]) {
  test(`${mode}: every section is filled, nothing fails, nothing is fetched elsewhere`, async () => {
    const out = await giveOut(mode, scenes);
    try {
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
      const images = page.locator("#examples .picture img");
      await images.first().waitFor();
      await page.waitForFunction(() => {
        const image = document.querySelector("#examples .picture img");
        return image.complete && image.naturalWidth === 320;
      });
      shown.set(mode, await numbersOf(page));
      check();
      await page.close();
    } finally {
      await out.close();
    }
  });
}

test("all three show the same numbers", () => {
  assert.equal(shown.size, 3);
  assert.deepEqual(shown.get("folder"), shown.get("served"));
  assert.deepEqual(shown.get("single"), shown.get("served"));
});

test("several runs: a list, and each opens", async () => {
  const other = prepareScenes({ name: "other run" }, { seed: 2, name: "other run" });
  const broken = { summary: { key: "broken", name: "broken", problem: "run.json is cut off" } };
  const out = await giveOut("served", scenes, other, broken);
  try {
    const { page, check } = await openPage(browser.context, out.address, { ready: ".run-list" });
    const list = await page.locator(".run-list").innerText();
    for (const words of ["3 runs", "synthetic", "other run", "run.json is cut off"]) {
      assert.ok(list.includes(words), words);
    }
    await page.getByRole("link", { name: "other run" }).click();
    await page.waitForSelector("#configuration .card");
    assert.equal(await page.locator(".run-name").innerText(), "other run");
    await page.getByRole("link", { name: "All runs" }).click();
    await page.waitForSelector(".run-list");
    check();
    await page.close();
  } finally {
    await out.close();
  }
});

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
