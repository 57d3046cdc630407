/**
 * A scope: the rows that one choice of IoU threshold, area range, categories and images leaves.
 *
 * It does not depend on the score threshold, so that a slider step need not make it again.
 */
import { NONE, Role, type Objects, type Run } from "../data/run";
import { BEYOND_LIMIT, Outcome, type Outcomes } from "./outcomes";
import type { Selection } from "./tally";

/** In `Scope.ofDetection`: of another category or image, or cut off by the detection limit. */
export const OUT = 255;

/** In `Scope.ofDetection`: outside the area range alone. */
export const OUT_OF_RANGE = 254;

export interface Scope {
  readonly run: Run;
  readonly outcomes: Outcomes;
  /** Outcome of each detection were it kept, OUT or OUT_OF_RANGE, length D. */
  readonly ofDetection: Uint8Array;
  /** 1 for each counted ground truth in the scope, length G. */
  readonly isGroundTruthIn: Uint8Array;
  /** Ground truths in the scope. */
  readonly nGroundTruths: number;
}

/**
 * Makes a scope.
 *
 * A true positive is in it if its ground truth is; any other detection by its own place.
 */
export function scopeOf(
  run: Run,
  outcomes: Outcomes,
  { areaIdx, categories }: Selection,
  isImageIn: Uint8Array | null,
): Scope {
  const { detections, groundTruths } = run;
  const isCategoryIn = categoryFlags(run.meta.categories.length, categories);
  const isListed = (objects: Objects, row: number) =>
    isCategoryIn[objects.category[row]!]! &
    (isImageIn === null ? 1 : isImageIn[objects.image[row]!]!);
  const isInRange = (objects: Objects, row: number) => (objects.ranges[row]! >>> areaIdx) & 1;

  const isGroundTruthIn = new Uint8Array(groundTruths.length);
  let nGroundTruths = 0;
  for (let i = 0; i < groundTruths.length; i++) {
    const isCounted = groundTruths.role[i] === Role.Counted ? 1 : 0;
    isGroundTruthIn[i] = isCounted & isListed(groundTruths, i) & isInRange(groundTruths, i);
    nGroundTruths += isGroundTruthIn[i]!;
  }

  const ofDetection = new Uint8Array(detections.length);
  for (let i = 0; i < detections.length; i++) {
    const outcome = outcomes.ofDetection[i]!;
    const inside =
      outcome === Outcome.TruePositive
        ? isGroundTruthIn[outcomes.partner[i]!]!
        : isListed(detections, i) & isInRange(detections, i);
    if (outcome === BEYOND_LIMIT || (!inside && !isListed(detections, i))) ofDetection[i] = OUT;
    else ofDetection[i] = inside ? outcome : OUT_OF_RANGE;
  }
  return { run, outcomes, ofDetection, isGroundTruthIn, nGroundTruths };
}

/** Whether the ground truth `row` is missed when only the first `nKept` detections are kept. */
export function isMissed(scope: Scope, row: number, nKept: number): boolean {
  const matchedBy = scope.outcomes.matchedBy[row]!;
  return matchedBy === NONE || matchedBy >= nKept;
}

function categoryFlags(n: number, categories: readonly number[] | null): Uint8Array {
  if (!categories) return new Uint8Array(n).fill(1);
  const flags = new Uint8Array(n);
  for (const category of categories) flags[category] = 1;
  return flags;
}
