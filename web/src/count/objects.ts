/**
 * Objects: every TP, FP, FN and excused detection as one list.
 *
 * An object's key is the row of its detection, or D plus the row of its ground truth for an FN.
 */
import type { Run } from "../data/run";
import { Outcome, type Outcomes } from "./outcomes";
import { isMissed, type Scope } from "./scope";

/** A set of outcomes as bits: `1 << outcome`. */
export type OutcomeSet = number;

export const ALL_OUTCOMES: OutcomeSet = 0b1111;

/** Whether an object is a ground truth, and so a false negative. */
export const isGroundTruthKey = (run: Run, key: number): boolean => key >= run.detections.length;

/** The row of the object in its own table. */
export const rowOfKey = (run: Run, key: number): number =>
  isGroundTruthKey(run, key) ? key - run.detections.length : key;

/** The key of a ground truth. */
export const keyOfGroundTruth = (run: Run, row: number): number => run.detections.length + row;

/** Outcome of an object. */
export function outcomeOfKey(run: Run, outcomes: Outcomes, key: number): Outcome {
  if (isGroundTruthKey(run, key)) return Outcome.FalseNegative;
  return outcomes.ofDetection[key] as Outcome;
}

/** Keys of the objects of a scope with one of the outcomes, detections first. */
export function listObjects(
  scope: Scope,
  nKept: number,
  wanted: OutcomeSet,
  accepts: (key: number) => boolean = () => true,
): Uint32Array {
  const nDetections = scope.run.detections.length;
  const keys = new Uint32Array(nKept + scope.isGroundTruthIn.length);
  let n = 0;
  for (let row = 0; row < nKept; row++) {
    const outcome = scope.ofDetection[row]!;
    if (outcome > Outcome.Excused || !((wanted >>> outcome) & 1)) continue;
    if (accepts(row)) keys[n++] = row;
  }
  if (wanted & (1 << Outcome.FalseNegative)) {
    for (let row = 0; row < scope.isGroundTruthIn.length; row++) {
      if (!scope.isGroundTruthIn[row] || !isMissed(scope, row, nKept)) continue;
      if (accepts(nDetections + row)) keys[n++] = nDetections + row;
    }
  }
  return keys.subarray(0, n);
}
