/**
 * A click on anything does what the words beside it say.
 */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import {
  eventually,
  goToSection,
  openBrowser,
  openPage,
  setState,
  settle,
} from "./support/browser.mjs";
import { giveOut, prepareScenes } from "./support/synthetic.mjs";

let browser;
let out;
let scenes;
let page;
let check;
before(async () => {
  browser = await openBrowser();
  scenes = prepareScenes();
  out = await giveOut("folder", scenes);
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
  await page.locator(".line-list button", { hasText: "0.75" }).click();
  await hashHas("iou", "0.75");
  await page.locator("#curves").getByRole("button", { name: "Category" }).click();
  await page.locator(".line-list button", { hasText: "cone" }).click();
  await hashHas("categories", String(scenes.run.categories.indexOf("cone")));
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
  const row = page.locator("#categories").getByRole("button", { name: "ball" });
  await row.click();
  await hashHas("categories", "1");
  await row.click();
  await hashHas("categories", null);
});

test("a bin of a distribution lists its objects", async () => {
  await goToSection(page, "distributions");
  await clickChart(page.locator("#distributions .card").nth(1), 0.8, 0.4);
  await hashHas("where", /^score:/);
  const [, low, high] = hashNow().get("where").split(":").map(Number);
  const { score_threshold } = scenes.meta.operating_point;
  const inBin = scenes.run.detections.filter(({ score }) => {
    return score > score_threshold && low <= score && (score < high || (score === 1 && high === 1));
  });
  const excused = inBin.filter((d) => isExcused(d.row));
  await isListed(`${inBin.length - excused.length} objects`);
  await page.locator(".chip.brush").click();
  await hashHas("where", null);
});

function isExcused(row) {
  const match = scenes.run.matches.find((m) => m.detection === row && m.iouFirst === 0);
  return match !== undefined && scenes.run.groundTruths[match.groundTruth].role !== 0;
}

test("a bin of images lists its images", async () => {
  await goToSection(page, "images");
  await clickChart(page.locator("#images .card").nth(3), 0.8, 0.6);
  await hashHas("where", /^f1:/);
});

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
  await page.locator(".search input").fill("0007");
  const { run } = scenes;
  const there = run.groundTruths.filter((g) => g.image === 6 && g.role === 0).length;
  const bracket = page.locator(".bracket").first();
  await eventually(async () => assert.equal(await bracket.innerText(), `Ground truths ${there}`));
});

test("reset goes back to the operating point", async () => {
  await setState(page, "score=0.9&iou=0.75&area=small&categories=1&search=x&outcomes=tp");
  await page.locator(".reset").click();
  const { score_threshold } = scenes.meta.operating_point;
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
