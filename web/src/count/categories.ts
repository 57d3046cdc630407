/**
 * Per category what no tally gives: mean overlap and the best score threshold.
 */
import type { Measure } from "../data/meta";
import { NO_DETECTION, NO_GROUND_TRUTH, NO_TRUE_POSITIVE } from "./counts";
import { thresholdBelow, type BestF1 } from "./curve";
import { Outcome } from "./outcomes";
import { OUT, type Scope } from "./scope";

/** Mean overlap of the kept true positives of each category, length K. */
export function meanIouByCategory(scope: Scope, nKept: number): Measure[] {
  const { meta } = scope.run;
  const sums = new Float64Array(meta.categories.length);
  const n = new Uint32Array(meta.categories.length);
  for (let i = 0; i < nKept; i++) {
    if (scope.ofDetection[i] !== Outcome.TruePositive) continue;
    const category = categoryOf(scope, i);
    sums[category]! += scope.outcomes.iou[i]!;
    n[category]!++;
  }
  return Array.from(sums, (sum, k) => (n[k] === 0 ? NO_TRUE_POSITIVE : sum / n[k]!));
}

/**
 * The score threshold with the highest F1 of each category, length K, in one pass.
 *
 * Of equal F1 the highest threshold is taken, as in `bestF1Of`.
 */
export function bestF1ByCategory(scope: Scope): (BestF1 | string)[] {
  const nGroundTruths = groundTruthsByCategory(scope);
  const levels = Array.from(nGroundTruths, (n) => new Level(n));
  const { detections } = scope.run;
  for (let i = 0; i < detections.length; i++) {
    const outcome = scope.ofDetection[i]!;
    if (outcome !== OUT) levels[categoryOf(scope, i)]!.add(detections.score[i]!, outcome);
  }
  return levels.map((level) => level.finish());
}

/** A true positive belongs to its ground truth's category: they differ if categories do not match. */
function categoryOf({ run, outcomes, ofDetection }: Scope, row: number): number {
  const isFound = ofDetection[row] === Outcome.TruePositive;
  return isFound
    ? run.groundTruths.category[outcomes.partner[row]!]!
    : run.detections.category[row]!;
}

function groundTruthsByCategory(scope: Scope): Uint32Array {
  const { groundTruths, meta } = scope.run;
  const n = new Uint32Array(meta.categories.length);
  for (let i = 0; i < groundTruths.length; i++) {
    n[groundTruths.category[i]!]! += scope.isGroundTruthIn[i]!;
  }
  return n;
}

/** Running counts of one category down to the present score. */
class Level {
  private tp = 0;
  private fp = 0;
  private tpBefore = 0;
  private last = Infinity;
  private best: BestF1 | null = null;

  constructor(private readonly nGroundTruths: number) {}

  add(score: number, outcome: number): void {
    if (score !== this.last) this.close(score);
    this.last = score;
    if (outcome === Outcome.TruePositive) this.tp++;
    else if (outcome === Outcome.FalsePositive) this.fp++;
  }

  finish(): BestF1 | string {
    if (this.nGroundTruths === 0) return NO_GROUND_TRUTH;
    this.close(null);
    return this.best ?? NO_DETECTION;
  }

  /** All rows of the present score have been added; `next` is the one below it. */
  private close(next: number | null): void {
    if (this.tp === this.tpBefore) return;
    this.tpBefore = this.tp;
    const f1 = (2 * this.tp) / (this.tp + this.fp + this.nGroundTruths);
    if (this.best && f1 <= this.best.f1) return;
    this.best = { scoreThreshold: thresholdBelow(this.last, next), f1 };
  }
}
