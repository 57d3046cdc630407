/**
 * TP, FP, FN and what follows from them; the same formulas as the section "Aggregate metrics".
 */
import type { Measure } from "../data/meta";

/** Counts of objects under one heading. */
export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  /** Matched an ignored ground truth or a crowd: neither right nor wrong. */
  readonly excused: number;
}

export const NO_GROUND_TRUTH = "no ground truth";
export const NO_DETECTION = "no detection";
export const NO_TRUE_POSITIVE = "no true positive";

/** Counted ground truths, TP + FN. */
export const groundTruthsOf = (counts: Counts): number => counts.tp + counts.fn;

/** Detections that count, TP + FP. */
export const detectionsOf = (counts: Counts): number => counts.tp + counts.fp;

/** TP / (TP + FP). */
export function precisionOf({ tp, fp }: Counts): Measure {
  return tp + fp === 0 ? NO_DETECTION : tp / (tp + fp);
}

/** TP / (TP + FN). */
export function recallOf({ tp, fn }: Counts): Measure {
  return tp + fn === 0 ? NO_GROUND_TRUTH : tp / (tp + fn);
}

/** 2 TP / (2 TP + FP + FN), where precision and recall exist. */
export function f1Of({ tp, fp, fn }: Counts): Measure {
  if (tp + fn === 0) return NO_GROUND_TRUTH;
  if (tp + fp === 0) return NO_DETECTION;
  return (2 * tp) / (2 * tp + fp + fn);
}

/** A measure as a number, null where it does not exist. */
export const valueOf = (measure: Measure): number | null =>
  typeof measure === "number" ? measure : null;

/** The mean of the measures that exist, or `otherwise`. */
export function meanOf(measures: readonly Measure[], otherwise: string): Measure {
  const values = measures.filter((measure) => typeof measure === "number");
  return values.length === 0 ? otherwise : values.reduce((a, b) => a + b, 0) / values.length;
}
