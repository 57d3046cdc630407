/**
 * A click on anything does what the words beside it say, in the demo's run.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import {
  eventually,
  goToSection,
  openBrowser,
  openPage,
  savedCsv,
  setState,
  settle,
} from "./support/browser.mjs";
import { demo, view } from "./support/program.mjs";

let browser;
let out;
let files;
let record;
let page;
let check;
before(async () => {
  browser = await openBrowser();
  files = await demo();
  record = JSON.parse(await readFile(join(files.run, "run.json"), "utf8"));
  out = await view([files.run]);
  ({ page, check } = await openPage(browser.context, out.address));
});
beforeEach(() => setState(page, ""));
after(async () => {
  check();
  await browser.close();
  await out.close();
});

const scoreOf = async () => Number(await page.locator(".score-number").inputValue());
const hashNow = () => new URLSearchParams(new URL(page.url()).hash.slice(1));

/** Waits until the address holds `value` under `key`, or matches it. */
const hashHas = (key, value, message) =>
  eventually(() => {
    const found = hashNow().get(key);
    if (value instanceof RegExp) assert.match(found ?? "", value, message);
    else assert.equal(found, value, message);
  });

/** Waits until the examples say how many they list. */
const isListed = (words) =>
  eventually(async () => {
    const listed = page.locator("#examples .table-tools .quiet").first();
    assert.equal(await listed.innerText(), words);
  });

/** Clicks a chart at a part of its canvas, from the left and from the top. */
async function clickChart(figure, x, y) {
  const canvas = figure.locator(".chart > div").first();
  await canvas.scrollIntoViewIfNeeded();
  await settle(page);
  const box = await canvas.boundingBox();
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  await settle(page);
}

test("the slider moves every number", async () => {
  const before = await page.locator(".key-numbers").innerText();
  await page.locator(".score-slider input").fill("0.8");
  await eventually(async () => {
    assert.equal(await scoreOf(), 0.8);
    assert.notEqual(await page.locator(".key-numbers").innerText(), before);
    assert.equal(hashNow().get("score"), "0.8");
  });
});

test("mAP never follows the score", async () => {
  const map = page.locator(".key-numbers dd").first();
  const before = await map.innerText();
  await page.locator(".score-slider input").fill("0.9");
  await settle(page);
  assert.equal(await map.innerText(), before);
});

test("a click on the precision-recall curve sets the score threshold", async () => {
  await goToSection(page, "curves");
  const before = await scoreOf();
  await clickChart(page.locator("#curves .card").first(), 0.25, 0.3);
  await eventually(async () => assert.ok((await scoreOf()) > before));
});

test("a name beside the curves chooses its line", async () => {
  await goToSection(page, "curves");
  await page.locator(".line-list button", { hasText: /^(IoU )?0\.75/ }).click();
  await hashHas("iou", "0.75");
  await page.locator("#curves").getByRole("button", { name: "Category" }).click();
  await page.locator(".line-list button", { hasText: "tote" }).click();
  await hashHas("categories", "2");
});

test("a click against the score sets it", async () => {
  await goToSection(page, "curves");
  await clickChart(page.locator("#curves .card").nth(1), 0.55, 0.4);
  await eventually(async () => assert.ok(Math.abs((await scoreOf()) - 0.5) < 0.1));
});

test("a cell of the matrix chooses IoU threshold and area range", async () => {
  await goToSection(page, "counts");
  await page.locator(".matrix tbody tr").nth(3).locator("button").nth(2).click();
  await hashHas("iou", "0.65");
  await hashHas("area", "medium");
});

test("a row of any table of ranges chooses the range", async () => {
  for (const section of ["configuration", "coco-metrics", "counts"]) {
    await setState(page, "");
    await goToSection(page, section);
    await page.locator(`#${section} table`).first().getByRole("button", { name: "large" }).click();
    await hashHas("area", "large", section);
  }
});

test("a category counts alone, and is let go", async () => {
  await goToSection(page, "categories");
  const row = page.locator("#categories").getByRole("button", { name: "envelope" });
  await row.click();
  await hashHas("categories", "1");
  await row.click();
  await hashHas("categories", null);
});

const DISTRIBUTIONS = ["iou", "score", "gt-area", "area"];

for (const [i, field] of DISTRIBUTIONS.entries()) {
  test(`a bin of the distribution of ${field} lists its objects`, async () => {
    await goToSection(page, "distributions");
    const figure = page.locator("#distributions .card").nth(i);
    await clickChart(figure, 0.7, 0.4);
    await hashHas("where", new RegExp(`^${field}:`));
    const [, low, high] = hashNow().get("where").split(":").map(Number);
    const bins = await savedCsv(figure.getByRole("button", { name: "CSV" }));
    const bin = bins.find((row) => row.low === low && row.high === high);
    const n = sumOf(bin);
    assert.ok(n > 0, "the bin is empty");
    await isListed(`${formatCount(n)} objects`);
    await page.locator(".chip.brush").click();
    await hashHas("where", null);
  });
}

const formatCount = (n) => n.toLocaleString("en-US");
const sumOf = ({ low: _low, high: _high, ...counts }) =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

test("the distributions are the engine's, in every tenth", async () => {
  await goToSection(page, "distributions");
  const engine = record.exact.distributions[0];
  const figures = page.locator("#distributions .card");
  const bins = (i) => savedCsv(figures.nth(i).getByRole("button", { name: "CSV" }));
  const [ious, scores] = [await bins(0), await bins(1)];
  const [tp, fp] = ["Found (TP)", "False (FP)"];
  assert.deepEqual(tenths(ious, tp), tenths(rowsOf(engine.true_positive_iou), "n"));
  assert.deepEqual(tenths(scores, tp), tenths(rowsOf(engine.true_positive_score), "n"));
  assert.deepEqual(tenths(scores, fp), tenths(rowsOf(engine.false_positive_score), "n"));
});

const rowsOf = ({ edges, counts }) => counts.map((n, i) => ({ low: edges[i], n }));

/** Counts of bins that start in each tenth of [0, 1]. */
function tenths(bins, key) {
  const sums = new Array(10).fill(0);
  for (const bin of bins) sums[Math.floor(bin.low * 10 + 1e-9)] += bin[key];
  return sums;
}

for (const [i, field] of ["precision", "recall", "f1"].entries()) {
  test(`a bin of images by ${field} lists its images`, async () => {
    await goToSection(page, "images");
    const figure = page.locator("#images .card").nth(i + 1);
    await clickChart(figure, 0.7, 0.9 - 0.3);
    await hashHas("where", new RegExp(`^${field}:`));
    const [, low, high] = hashNow().get("where").split(":").map(Number);
    const table = page.locator("#images .table");
    const rows = await savedCsv(table.getByRole("button", { name: "CSV" }));
    const isIn = (value) => value !== null && low <= value && value < high;
    const n = rows.filter((row) => isIn(row[field])).length;
    await isListed(`${n} ${n === 1 ? "image" : "images"}`);
  });
}

test("an image of the stacked chart opens", async () => {
  await goToSection(page, "images");
  await clickChart(page.locator("#images .card").first(), 0.2, 0.4);
  await page.waitForSelector("dialog.viewer");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.viewer", { state: "detached" });
});

test("the outcomes choose which objects are listed", async () => {
  await setState(page, "by=object&outcomes=fn");
  await goToSection(page, "examples");
  await isListed(`${await page.locator(".outcome-diagram .fn dd").innerText()} objects`);
  await eventually(async () => {
    const badges = await page.locator("#examples .badge").allInnerTexts();
    assert.deepEqual([...new Set(badges)], ["FN"]);
  });
});

test("a search leaves only the images that it names", async () => {
  const { images, annotations } = JSON.parse(await readFile(files.gt, "utf8"));
  const wanted = images[6];
  await page.locator(".search input").fill(wanted.file_name.toUpperCase().slice(-12));
  const isCounted = (a) => a.image_id === wanted.id && a.iscrowd === 0 && !a.ignore;
  const bracket = page.locator(".bracket").first();
  const words = `Ground truths ${annotations.filter(isCounted).length}`;
  await eventually(async () => assert.equal(await bracket.innerText(), words));
});

test("CSV saves a file", async () => {
  await goToSection(page, "counts");
  const button = page.locator("#counts").getByRole("button", { name: "CSV" }).first();
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.includes("smallest"), text);
});

test("reset goes back to the operating point", async () => {
  await setState(page, "score=0.9&iou=0.75&area=small&categories=1&search=x&outcomes=tp");
  await page.locator(".reset").click();
  const { score_threshold } = record.exact.operating_point;
  await eventually(async () => {
    assert.equal([...hashNow()].length, 0);
    assert.equal(await scoreOf(), Number(score_threshold.toFixed(3)));
  });
});

test("tables sort and filter by every column", async () => {
  await setState(page, "by=object&as=table");
  await goToSection(page, "examples");
  const table = page.locator("#examples .table");
  const scores = () => table.locator("tbody tr:not(.spacer) td:nth-child(3)").allInnerTexts();
  await table.getByRole("button", { name: "Score" }).click();
  await eventually(async () => {
    const rising = (await scores()).filter((text) => text !== "–").map(Number);
    assert.ok(rising.length > 1);
    const sorted = [...rising].sort((a, b) => a - b);
    assert.deepEqual(rising, sorted);
  });
  await table.getByRole("button", { name: "Filter columns" }).click();
  await table.getByLabel("Filter Score").fill("0.5..0.6");
  await eventually(async () => {
    const shown = await scores();
    assert.ok(shown.length > 0);
    for (const text of shown) assert.ok(0.5 <= Number(text) && Number(text) <= 0.6, text);
  });
});
