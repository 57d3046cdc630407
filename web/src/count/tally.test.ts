/**
 * The tally against a count of one row after another, by the words of docs/page-data.md.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Role, type Run } from "../data/run";
import { bestF1Of, curveOf } from "./curve";
import { bestF1ByCategory, meanIouByCategory } from "./categories";
import { groundTruthsOf, detectionsOf, type Counts } from "./counts";
import { makeRun, randomRun } from "./example";
import { countImages, countsOfImage } from "./images";
import { countKept } from "./kept";
import { listObjects } from "./objects";
import { outcomesAt } from "./outcomes";
import { scopeOf } from "./scope";
import { countsOf, indexTally, tallyKept, type Selection } from "./tally";

/** Counts as the contract says, a row at a time and with no shared code. */
function countSlowly(run: Run, threshold: number, selection: Selection, image?: number): Counts {
  const { detections, groundTruths, matches } = run;
  const { iouIdx, areaIdx, categories } = selection;
  const isIn = (objects: typeof detections | typeof groundTruths, row: number) =>
    (categories === null || categories.includes(objects.category[row]!)) &&
    ((objects.ranges[row]! >> areaIdx) & 1) === 1 &&
    (image === undefined || objects.image[row] === image);
  const counts = { tp: 0, fp: 0, fn: 0, excused: 0 };
  const found = new Set<number>();
  for (let row = 0; row < detections.length; row++) {
    if (!(detections.score[row]! > threshold) || detections.beyondLimit?.[row]) continue;
    let partner = -1;
    for (let i = 0; i < matches.length; i++) {
      const isHere = matches.iouFirst[i]! <= iouIdx && iouIdx < matches.iouEnd[i]!;
      if (matches.detection[i] === row && isHere) partner = matches.groundTruth[i]!;
    }
    if (partner === -1) counts.fp += isIn(detections, row) ? 1 : 0;
    else if (groundTruths.role[partner] !== Role.Counted)
      counts.excused += isIn(detections, row) ? 1 : 0;
    else {
      counts.tp += isIn(groundTruths, partner) ? 1 : 0;
      found.add(partner);
    }
  }
  for (let row = 0; row < groundTruths.length; row++) {
    const isCounted = groundTruths.role[row] === Role.Counted && isIn(groundTruths, row);
    if (isCounted && !found.has(row)) counts.fn++;
  }
  return counts;
}

const THRESHOLDS = [-1, 0, 0.05, 0.31, 0.5, 0.95, 1, 2];

function* selectionsOf(run: Run): Generator<Selection> {
  const nCategories = run.meta.categories.length;
  for (let iouIdx = 0; iouIdx < run.meta.iou_thresholds.length; iouIdx++) {
    for (let areaIdx = 0; areaIdx < run.meta.area_ranges.length; areaIdx++) {
      yield { iouIdx, areaIdx, categories: null };
      for (let k = 0; k < nCategories; k++) yield { iouIdx, areaIdx, categories: [k] };
      yield {
        iouIdx,
        areaIdx,
        categories: [0, nCategories - 1].filter((k, i) => i === 0 || k > 0),
      };
    }
  }
}

test("the tally equals a slow count at every threshold, range and choice of categories", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const run = randomRun(seed);
    const index = indexTally(run, null);
    for (const threshold of THRESHOLDS) {
      const tally = tallyKept(index, countKept(run.detections.score, threshold));
      for (const selection of selectionsOf(run)) {
        assert.deepEqual(
          countsOf(tally, selection),
          countSlowly(run, threshold, selection),
          `seed ${seed}`,
        );
      }
    }
  }
});

test("leaving out images leaves out exactly their rows", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const run = randomRun(seed);
    for (let image = 0; image < run.images.length; image++) {
      const isImageIn = Uint8Array.from({ length: run.images.length }, (_, i) =>
        i === image ? 1 : 0,
      );
      const tally = tallyKept(indexTally(run, isImageIn), countKept(run.detections.score, 0.31));
      const selection = { iouIdx: 1, areaIdx: 0, categories: null };
      assert.deepEqual(countsOf(tally, selection), countSlowly(run, 0.31, selection, image));
    }
  }
});

test("images, lists, curves and categories agree with the tally", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const run = randomRun(seed);
    const nKept = countKept(run.detections.score, 0.31);
    const tally = tallyKept(indexTally(run, null), nKept);
    for (const selection of selectionsOf(run)) {
      const counts = countsOf(tally, selection);
      const scope = scopeOf(run, outcomesAt(run, selection.iouIdx), selection, null);
      const images = countImages(scope, nKept);
      const sum = { tp: 0, fp: 0, fn: 0, excused: 0 };
      for (let image = 0; image < run.images.length; image++) {
        const row = countsOfImage(images, image);
        for (const key of ["tp", "fp", "fn", "excused"] as const) sum[key] += row[key];
      }
      assert.deepEqual(sum, counts);
      const listed = [1, 2, 4, 8].map((outcome) => listObjects(scope, nKept, outcome).length);
      assert.deepEqual(listed, [counts.tp, counts.fp, counts.fn, counts.excused]);
      assert.equal(scope.nGroundTruths, groundTruthsOf(counts));
    }
  }
});

test("every point of a curve is the count at its threshold", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const run = randomRun(seed);
    const index = indexTally(run, null);
    for (const selection of selectionsOf(run)) {
      const curve = curveOf(scopeOf(run, outcomesAt(run, selection.iouIdx), selection, null));
      for (let i = 0; i < curve.tp.length; i++) {
        const nKept = countKept(run.detections.score, curve.scoreThreshold[i]!);
        const { tp, fp } = countsOf(tallyKept(index, nKept), selection);
        assert.deepEqual([curve.tp[i], curve.fp[i]], [tp, fp], `seed ${seed}`);
      }
    }
  }
});

test("the best F1 of a category alone is that of its curve", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const run = randomRun(seed);
    const selection = { iouIdx: 0, areaIdx: 0, categories: null };
    const outcomes = outcomesAt(run, 0);
    const best = bestF1ByCategory(scopeOf(run, outcomes, selection, null));
    for (let k = 0; k < run.meta.categories.length; k++) {
      const curve = curveOf(scopeOf(run, outcomes, { ...selection, categories: [k] }, null));
      assert.deepEqual(best[k], bestF1Of(curve), `seed ${seed}, category ${k}`);
    }
  }
});

test("a true positive lies in the range of its ground truth, a false one in its own", () => {
  const run = makeRun({
    detections: [
      { image: 0, category: 0, area: 60, ranges: 0b101, score: 0.9 },
      { image: 0, category: 0, area: 60, ranges: 0b101, score: 0.8 },
    ],
    groundTruths: [{ image: 0, category: 0, area: 40, ranges: 0b011 }],
    matches: [[0, 0, 0, 1, 0.66]],
    nImages: 1,
    nCategories: 1,
    thresholds: ["0.5"],
    ranges: ["all", "low", "high"],
  });
  const tally = tallyKept(indexTally(run, null), 2);
  const at = (areaIdx: number) => countsOf(tally, { iouIdx: 0, areaIdx, categories: null });
  assert.deepEqual(at(0), { tp: 1, fp: 1, fn: 0, excused: 0 });
  assert.deepEqual(at(1), { tp: 1, fp: 0, fn: 0, excused: 0 });
  assert.deepEqual(at(2), { tp: 0, fp: 1, fn: 0, excused: 0 });
  assert.equal(detectionsOf(at(0)), detectionsOf(at(1)) + detectionsOf(at(2)));
  const scope = scopeOf(run, outcomesAt(run, 0), { iouIdx: 0, areaIdx: 0, categories: null }, null);
  assert.deepEqual(meanIouByCategory(scope, 2), [0.66]);
});
