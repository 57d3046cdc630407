/**
 * The page's counts, at a grid of score thresholds x IoU thresholds x area ranges x categories:
 * of a synthetic run as a slow count gives them, of real runs as the engine gives them when it is
 * asked for one pair of thresholds alone.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  beginState,
  eventually,
  goToSection,
  openBrowser,
  openPage,
  savedCsv,
  setState,
} from "./support/browser.mjs";
import { countOf, rowOf } from "./support/oracle.mjs";
import { cocoOpen, demo, detlens, view } from "./support/program.mjs";
import { giveOut, prepareScenes } from "./support/synthetic.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** The whole matrix of section 3: a row for each IoU threshold and area range. */
const matrixOf = (page) =>
  savedCsv(page.locator("#counts .card").nth(1).getByRole("button", { name: "CSV" }));

const categoriesOf = (page) =>
  savedCsv(page.locator("#categories").getByRole("button", { name: "CSV" }));

test("counts equal a slow count of the same run", async () => {
  const { run, meta, ...prepared } = prepareScenes();
  const out = await giveOut(prepared);
  const { page, check } = await openPage(browser.context, out.address);
  await goToSection(page, "counts");
  const scores = [-1, 0, 0.2, meta.operating_point.score_threshold, 0.5, 0.811, 0.998, 0.999, 2];
  for (const score of scores) {
    for (const category of [null, ...run.categories.keys()]) {
      await beginState(page, `score=${score}${category === null ? "" : `&categories=${category}`}`);
      const expected = meta.iou_thresholds.flatMap((iou, iouIdx) =>
        meta.area_ranges.map(({ name }, areaIdx) => ({
          iou_threshold: Number(iou),
          area_range: name,
          ...rowOf(countOf(run, meta.area_ranges, { score, iouIdx, areaIdx, category })),
        })),
      );
      await eventually(async () =>
        assert.deepEqual(await matrixOf(page), expected, `score ${score}, category ${category}`),
      );
    }
  }
  check();
  await page.close();
  await out.close();
});

test("each image and each category is counted alike", async () => {
  const { run, meta, ...prepared } = prepareScenes();
  const out = await giveOut(prepared);
  const { page, check } = await openPage(browser.context, out.address);
  const [score, iouIdx, areaIdx] = [0.31, 2, 2];
  await setState(page, `score=${score}&iou=${meta.iou_thresholds[iouIdx]}&area=medium`);
  const place = { score, iouIdx, areaIdx };
  const pick = ({ gt, dt, tp, fp, fn, f1 }) => ({ gt, dt, tp, fp, fn, f1 });

  await goToSection(page, "images");
  const button = page.locator("#images .table").getByRole("button", { name: "CSV" });
  const images = (await savedCsv(button)).sort((a, b) => (a.image < b.image ? -1 : 1));
  const expected = run.images.map((_, image) =>
    rowOf(countOf(run, meta.area_ranges, { ...place, image })),
  );
  assert.deepEqual(images.map(pick), expected.map(pick));

  await goToSection(page, "categories");
  for (const row of await categoriesOf(page)) {
    const category = run.categories.indexOf(row.category);
    const counts = rowOf(countOf(run, meta.area_ranges, { ...place, category }));
    assert.deepEqual(pick(row), pick(counts), row.category);
  }
  check();
  await page.close();
  await out.close();
});

const PAIRS = [
  { name: "the demo, masks", ...(await demo()) },
  { name: "coco-open, masks", ...cocoOpen("segm") },
  { name: "coco-open, boxes", nScores: 2, ...cocoOpen("bbox") },
];

for (const { name, missing = false, nScores = 4, ...pair } of PAIRS) {
  test(`counts equal the engine's: ${name}`, { skip: missing }, async () => {
    const run = typeof pair.run === "string" ? pair.run : await pair.run();
    const record = JSON.parse(await readFile(join(run, "run.json"), "utf8"));
    const served = await view([run]);
    const { page, check } = await openPage(browser.context, served.address);
    await goToSection(page, "categories");
    const scores = await scoresOf(pair.dt, record);
    for (const score of scores.slice(0, nScores)) {
      const engine = await countedByEngine(pair, record, score);
      await compareMatrix(page, engine, score);
      for (const one of engine) await compareCategories(page, one, record, score);
    }
    await compareAverages(page, record);
    await compareCoco(page, record);
    check();
    await page.close();
    await served.close();
  });
}

/** The operating point, the score of a detection, which it is not above, everything and nothing. */
async function scoresOf(dt, { exact }) {
  const scores = JSON.parse(await readFile(dt, "utf8")).map(({ score }) => score);
  const middle = scores.sort((a, b) => a - b)[scores.length >> 1];
  return [exact.operating_point.score_threshold, middle, -1, scores.at(-1)];
}

/** The engine's counts at each IoU threshold, each from an evaluation of its own. */
function countedByEngine({ gt, dt }, { iou_thresholds }, score) {
  const args = ["eval", "--gt", gt, "--dt", dt, "--json", "--protocol", "exact"];
  const at = (iou) => [`--score-threshold=${score}`, "--iou-thresholds", iou];
  return Promise.all(
    iou_thresholds.map(async (iou) => {
      const { exact } = JSON.parse(await detlens(...args, ...at(iou)));
      assert.equal(exact.operating_point.reference_iou_threshold, iou);
      return { iou, pooled: exact.counts.filter(isPooled), categories: exact.categories };
    }),
  );
}

const isPooled = ({ scope }) => scope === "pooled";

async function compareMatrix(page, engine, score) {
  await beginState(page, `score=${score}`);
  const expected = engine.flatMap(({ pooled }) => pooled.map(rowOfEngine));
  await eventually(async () => {
    assert.deepEqual(sorted(await matrixOf(page)), sorted(expected), `score ${score}`);
  });
}

/** Each category in each area range, at one IoU threshold. */
async function compareCategories(page, { iou, categories }, { area_ranges }, score) {
  for (const { name } of area_ranges) {
    await beginState(page, `score=${score}&iou=${iou}&area=${encodeURIComponent(name)}`);
    const expected = categories.filter(({ area_range }) => area_range === name);
    await eventually(async () => {
      const rows = await categoriesOf(page);
      const message = `score ${score}, IoU ${iou}, area range ${name}`;
      assert.deepEqual(inWords(rows), inWords(expected.map(categoryOfEngine)), message);
    });
  }
}

/** AP of each category in each area range, which follows no threshold. */
async function compareAverages(page, { exact, area_ranges }) {
  const words = (rows) => rows.map(({ category, ap }) => `${category}: ${ap}`).sort();
  for (const { name } of area_ranges) {
    await beginState(page, `score=0.7&iou=0.9&area=${encodeURIComponent(name)}`);
    const expected = exact.categories.filter(({ area_range }) => area_range === name);
    await eventually(async () => {
      const rows = await categoriesOf(page);
      assert.deepEqual(words(rows), words(expected.map(categoryOfEngine)), name);
    });
  }
}

/** The twelve numbers, in pycocotools' order and words. */
async function compareCoco(page, { coco }) {
  await goToSection(page, "coco-metrics");
  const card = page.locator("#coco-metrics .card").nth(1);
  const rows = await savedCsv(card.getByRole("button", { name: "CSV" }));
  const expected = coco.statistics.map(({ wording, value }) => [wording.trim(), value]);
  assert.deepEqual(
    rows.map((row) => [row.statistic, row.coco]),
    expected,
  );
  const shown = await card.locator("tbody th").allTextContents();
  assert.deepEqual(
    shown,
    expected.map(([wording]) => wording),
  );
}

const COUNTED = ["gt", "dt", "tp", "fp", "fn", "precision", "recall", "f1"];

/** What is compared of rows of categories, in an order of its own. */
const inWords = (rows) =>
  rows
    .map((row) => [row.category, ...[...COUNTED, "best-score", "best-f1"].map((key) => row[key])])
    .map((cells) => cells.join(" "))
    .sort();

const numberOf = (measure) => (typeof measure === "number" ? measure : null);

function rowOfEngine(row) {
  return {
    iou_threshold: row.iou_threshold,
    area_range: row.area_range,
    gt: row.n_ground_truths,
    dt: row.n_detections,
    tp: row.n_tp,
    fp: row.n_fp,
    fn: row.n_fn,
    excused: row.n_excused,
    precision: numberOf(row.precision),
    recall: numberOf(row.recall),
    f1: numberOf(row.f1),
  };
}

const categoryOfEngine = (row) => ({
  category: row.category,
  ...rowOfEngine(row),
  "best-score": numberOf(row.best_f1_score_threshold),
  "best-f1": numberOf(row.best_f1),
  ap: numberOf(row.ap),
});

const sorted = (rows) =>
  [...rows].sort(
    (a, b) => a.iou_threshold - b.iou_threshold || (a.area_range < b.area_range ? -1 : 1),
  );
