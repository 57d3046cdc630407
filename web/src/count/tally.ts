/**
 * The tally: every count of every category, IoU threshold and area range at a score threshold.
 *
 * Two passes make it, one over the kept rows and one over their matches, and neither branches on
 * an outcome. What a slider step costs is therefore one increment for each kept row.
 *
 * Counts are kept by cell (category x zone); see `zones.ts` for why that covers all ranges.
 */
import { Role, type Run } from "../data/run";
import type { Counts } from "./counts";
import { findZones, zonesInRange, type Zones } from "./zones";

/** What does not depend on the score threshold. */
export interface TallyIndex {
  readonly run: Run;
  readonly zones: Zones;
  /** K x Z; one cell more takes what is not counted. */
  readonly nCells: number;
  /** Cell of each detection, length D. */
  readonly cellOfDetection: Uint32Array;
  /** Cell of each ground truth, length G; for TP. */
  readonly cellOfGroundTruth: Uint32Array;
  /** Counted ground truths in each cell. */
  readonly groundTruths: Uint32Array;
}

/** Counts by cell; those with an IoU threshold have shape T x (K x Z + 1). */
export interface Tally {
  readonly index: TallyIndex;
  readonly nKept: number;
  /** Kept rows, by their own cell. */
  readonly kept: Uint32Array;
  /** Kept rows that matched anything, by their own cell. */
  readonly matched: Int32Array;
  /** Kept rows that matched what does not count, by their own cell. */
  readonly excused: Int32Array;
  /** Kept rows that matched what counts, by the cell of the ground truth. */
  readonly truePositives: Int32Array;
}

/**
 * Sorts rows into cells.
 *
 * `isImageIn`, length I, leaves out the images that hold 0; null takes all.
 */
export function indexTally(run: Run, isImageIn: Uint8Array | null): TallyIndex {
  const { detections, groundTruths } = run;
  const zones = findZones(detections.ranges, groundTruths.ranges);
  const nZones = zones.masks.length;
  const nCells = run.meta.categories.length * nZones;
  const isOut = (image: number) => isImageIn !== null && isImageIn[image] === 0;

  const cellOfDetection = new Uint32Array(detections.length);
  for (let i = 0; i < detections.length; i++) {
    const out = isOut(detections.image[i]!) || detections.beyondLimit?.[i] === 1;
    cellOfDetection[i] = out ? nCells : detections.category[i]! * nZones + zones.ofDetection[i]!;
  }
  const cellOfGroundTruth = new Uint32Array(groundTruths.length);
  const perCell = new Uint32Array(nCells + 1);
  for (let i = 0; i < groundTruths.length; i++) {
    const cell = isOut(groundTruths.image[i]!)
      ? nCells
      : groundTruths.category[i]! * nZones + zones.ofGroundTruth[i]!;
    cellOfGroundTruth[i] = cell;
    if (groundTruths.role[i] === Role.Counted) perCell[cell]!++;
  }
  return { run, zones, nCells, cellOfDetection, cellOfGroundTruth, groundTruths: perCell };
}

/** Counts the first `nKept` rows. */
export function tallyKept(index: TallyIndex, nKept: number): Tally {
  const { cellOfDetection, nCells } = index;
  const stride = nCells + 1;
  const kept = new Uint32Array(stride);
  for (let i = 0; i < nKept; i++) kept[cellOfDetection[i]!]!++;

  const nThresholds = index.run.meta.iou_thresholds.length;
  const perThreshold = () => new Int32Array((nThresholds + 1) * stride);
  const tally = {
    index,
    nKept,
    kept,
    matched: perThreshold(),
    excused: perThreshold(),
    truePositives: perThreshold(),
  };
  markStretches(tally);
  for (const counts of [tally.matched, tally.excused, tally.truePositives]) {
    for (let i = stride; i < counts.length; i++) counts[i]! += counts[i - stride]!;
  }
  return tally;
}

/** Adds 1 where a stretch begins and takes it away where it ends; running sums do the rest. */
function markStretches(tally: Tally): void {
  const { run, cellOfDetection, cellOfGroundTruth, nCells } = tally.index;
  const { detection, groundTruth, iouFirst, iouEnd, length } = run.matches;
  const { role } = run.groundTruths;
  const stride = nCells + 1;
  for (let i = 0; i < length; i++) {
    const row = detection[i]!;
    if (row >= tally.nKept) break;
    const gt = groundTruth[i]!;
    const [first, end] = [iouFirst[i]! * stride, iouEnd[i]! * stride];
    const own = cellOfDetection[row]!;
    tally.matched[first + own]!++;
    tally.matched[end + own]!--;
    const counted = role[gt] === Role.Counted;
    const counts = counted ? tally.truePositives : tally.excused;
    const cell = own === nCells ? nCells : counted ? cellOfGroundTruth[gt]! : own;
    counts[first + cell]!++;
    counts[end + cell]!--;
  }
}

/** Which counts to add up. */
export interface Selection {
  readonly iouIdx: number;
  readonly areaIdx: number;
  /** Indices of categories; null takes all. */
  readonly categories: readonly number[] | null;
}

/** Adds up the counts of a selection. */
export function countsOf(tally: Tally, { iouIdx, areaIdx, categories }: Selection): Counts {
  const { zones, nCells, groundTruths } = tally.index;
  const nZones = zones.masks.length;
  const inRange = zonesInRange(zones, areaIdx);
  const offset = iouIdx * (nCells + 1);
  let [tp, fp, gt, excused] = [0, 0, 0, 0];
  const add = (category: number) => {
    for (const zone of inRange) {
      const cell = category * nZones + zone;
      tp += tally.truePositives[offset + cell]!;
      fp += tally.kept[cell]! - tally.matched[offset + cell]!;
      excused += tally.excused[offset + cell]!;
      gt += groundTruths[cell]!;
    }
  };
  if (categories) categories.forEach(add);
  else for (let category = 0; category * nZones < nCells; category++) add(category);
  return { tp, fp, fn: gt - tp, excused };
}
