/**
 * The page's counts, at a grid of score thresholds x IoU thresholds x area ranges x categories.
 *
 * Without more they are compared with a slow count of a synthetic run. To compare them with the
 * engine's, name a page and the `run.json` of evaluations of the same files at any score
 * thresholds:
 *
 *     DETLENS_PAGE=http://127.0.0.1:8000/ DETLENS_RUNS=a/run.json:b/run.json node --test counts.test.mjs
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { goToSection, openBrowser, openPage, savedCsv, setState } from "./support/browser.mjs";
import { countOf, rowOf } from "./support/oracle.mjs";
import { giveOut, prepareScenes } from "./support/synthetic.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** The whole matrix of section 3: a row for each IoU threshold and area range. */
const matrixOf = (page) =>
  savedCsv(page, page.locator("#counts .card").nth(1).getByRole("button", { name: "CSV" }));

const categoriesOf = (page) =>
  savedCsv(page, page.locator("#categories").getByRole("button", { name: "CSV" }));

test("counts equal a slow count of the same run", async () => {
  const { run, meta, ...prepared } = prepareScenes();
  const out = await giveOut("folder", { run, meta, ...prepared });
  const { page, check } = await openPage(browser.context, out.address);
  await goToSection(page, "counts");
  const scores = [-1, 0, 0.2, meta.operating_point.score_threshold, 0.5, 0.811, 0.998, 0.999, 2];
  for (const score of scores) {
    for (const category of [null, ...run.categories.keys()]) {
      await setState(page, `score=${score}${category === null ? "" : `&categories=${category}`}`);
      const expected = meta.iou_thresholds.flatMap((iou, iouIdx) =>
        meta.area_ranges.map(({ name }, areaIdx) => ({
          iou_threshold: Number(iou),
          area_range: name,
          ...rowOf(countOf(run, meta.area_ranges, { score, iouIdx, areaIdx, category })),
        })),
      );
      assert.deepEqual(await matrixOf(page), expected, `score ${score}, category ${category}`);
    }
  }
  check();
  await page.close();
  await out.close();
});

test("each image and each category is counted alike", async () => {
  const { run, meta, ...prepared } = prepareScenes();
  const out = await giveOut("folder", { run, meta, ...prepared });
  const { page, check } = await openPage(browser.context, out.address);
  const [score, iouIdx, areaIdx] = [0.31, 2, 2];
  await setState(page, `score=${score}&iou=${meta.iou_thresholds[iouIdx]}&area=medium`);
  const place = { score, iouIdx, areaIdx };
  const pick = ({ gt, dt, tp, fp, fn, f1 }) => ({ gt, dt, tp, fp, fn, f1 });

  await goToSection(page, "images");
  const button = page.locator("#images .table").getByRole("button", { name: "CSV" });
  const images = (await savedCsv(page, button)).sort((a, b) => (a.image < b.image ? -1 : 1));
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

const runFiles = process.env.DETLENS_RUNS?.split(":") ?? [];

test("counts equal the engine's", { skip: runFiles.length === 0 }, async () => {
  const { page, check } = await openPage(browser.context, process.env.DETLENS_PAGE);
  await goToSection(page, "counts");
  for (const file of runFiles) {
    const { exact, area_ranges } = JSON.parse(await readFile(file, "utf8"));
    const { score_threshold, reference_iou_threshold } = exact.operating_point;
    const at = `score=${score_threshold}`;
    await setState(page, at);
    const pooled = exact.counts.filter(({ scope }) => scope === "pooled");
    assert.deepEqual(sorted(await matrixOf(page)), sorted(pooled.map(rowOfEngine)), file);
    for (const { name } of area_ranges) {
      await setState(page, `${at}&iou=${reference_iou_threshold}&area=${encodeURIComponent(name)}`);
      const expected = exact.categories.filter(({ area_range }) => area_range === name);
      const rows = await categoriesOf(page);
      const counted = (row) =>
        ["gt", "dt", "tp", "fp", "fn", "best-score", "best-f1", "ap"]
          .map((key) => row[key])
          .join(" ");
      assert.deepEqual(
        rows.map((row) => `${row.category}: ${counted(row)}`).sort(),
        expected.map((row) => `${row.category}: ${counted(categoryOfEngine(row))}`).sort(),
        `${file}, ${name}`,
      );
    }
  }
  check();
  await page.close();
});

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
  ...rowOfEngine(row),
  "best-score": numberOf(row.best_f1_score_threshold),
  "best-f1": numberOf(row.best_f1),
  ap: numberOf(row.ap),
});

const sorted = (rows) =>
  [...rows].sort(
    (a, b) => a.iou_threshold - b.iou_threshold || (a.area_range < b.area_range ? -1 : 1),
  );
