/**
 * Counts of each image, in a scope and at a score threshold.
 */
import type { Measure } from "../data/meta";
import { NO_TRUE_POSITIVE, type Counts } from "./counts";
import { Outcome } from "./outcomes";
import { isMissed, type Scope } from "./scope";

/** Columns of length I. */
export interface ImageCounts {
  readonly tp: Uint32Array;
  readonly fp: Uint32Array;
  readonly fn: Uint32Array;
  readonly excused: Uint32Array;
  /** Sum of the overlaps of the true positives. */
  readonly iouSum: Float64Array;
}

/** Counts the first `nKept` detections of a scope by image. */
export function countImages(scope: Scope, nKept: number): ImageCounts {
  const { images, detections, groundTruths } = scope.run;
  const column = () => new Uint32Array(images.length);
  // One column for each outcome, and one for rows outside the scope.
  const byOutcome = [column(), column(), column(), column()] as const;
  const iouSum = new Float64Array(images.length);
  const { ofDetection, outcomes } = scope;
  for (let i = 0; i < nKept; i++) {
    const outcome = ofDetection[i]!;
    if (outcome > Outcome.Excused) continue;
    const image = detections.image[i]!;
    byOutcome[outcome as Outcome][image]!++;
    if (outcome === Outcome.TruePositive) iouSum[image]! += outcomes.iou[i]!;
  }
  const fn = byOutcome[Outcome.FalseNegative];
  for (let i = 0; i < groundTruths.length; i++) {
    if (scope.isGroundTruthIn[i] && isMissed(scope, i, nKept)) fn[groundTruths.image[i]!]!++;
  }
  const [tp, fp, , excused] = byOutcome;
  return { tp, fp, fn, excused, iouSum };
}

/** The counts of one image. */
export function countsOfImage(counts: ImageCounts, image: number): Counts {
  return {
    tp: counts.tp[image]!,
    fp: counts.fp[image]!,
    fn: counts.fn[image]!,
    excused: counts.excused[image]!,
  };
}

/** Mean overlap of the true positives of one image. */
export function meanIouOf(counts: ImageCounts, image: number): Measure {
  const n = counts.tp[image]!;
  return n === 0 ? NO_TRUE_POSITIVE : counts.iouSum[image]! / n;
}
