/**
 * Precision and recall along the scores of a scope.
 */
import type { Measure } from "../data/meta";
import { NO_DETECTION, NO_GROUND_TRUTH } from "./counts";
import { Outcome } from "./outcomes";
import { OUT, type Scope } from "./scope";

/** Cumulative counts at each distinct score at which recall rises, from the highest down. */
export interface Curve {
  /** Lowest score that is kept at each point. */
  readonly score: Float64Array;
  /** A threshold that keeps exactly what each point counts. */
  readonly scoreThreshold: Float64Array;
  readonly tp: Uint32Array;
  readonly fp: Uint32Array;
  readonly nGroundTruths: number;
}

/** Counts a scope from its highest score down; equal scores are one point. */
export function curveOf(scope: Scope): Curve {
  const { score } = scope.run.detections;
  const { ofDetection } = scope;
  // Recall rises at most once for each ground truth.
  const points = new PointList(scope.nGroundTruths);
  let [tp, fp, tpAtLastPoint] = [0, 0, 0];
  let last = Infinity;
  const closeLevel = (next: number | null) => {
    if (tp > tpAtLastPoint) points.push(last, thresholdBelow(last, next), tp, fp);
    tpAtLastPoint = tp;
  };
  for (let i = 0; i < ofDetection.length; i++) {
    const outcome = ofDetection[i]!;
    if (outcome === OUT) continue;
    if (score[i] !== last) {
      closeLevel(score[i]!);
      last = score[i]!;
    }
    tp += outcome === Outcome.TruePositive ? 1 : 0;
    fp += outcome === Outcome.FalsePositive ? 1 : 0;
  }
  closeLevel(null);
  return { ...points.columns(), nGroundTruths: scope.nGroundTruths };
}

/** Points as columns from the start: as objects the curves of a large run would be all garbage. */
class PointList {
  private n = 0;
  private readonly score: Float64Array;
  private readonly scoreThreshold: Float64Array;
  private readonly tp: Uint32Array;
  private readonly fp: Uint32Array;

  constructor(capacity: number) {
    this.score = new Float64Array(capacity);
    this.scoreThreshold = new Float64Array(capacity);
    this.tp = new Uint32Array(capacity);
    this.fp = new Uint32Array(capacity);
  }

  push(score: number, scoreThreshold: number, tp: number, fp: number): void {
    this.score[this.n] = score;
    this.scoreThreshold[this.n] = scoreThreshold;
    this.tp[this.n] = tp;
    this.fp[this.n] = fp;
    this.n++;
  }

  columns(): Omit<Curve, "nGroundTruths"> {
    const { n, score, scoreThreshold, tp, fp } = this;
    return {
      score: score.slice(0, n),
      scoreThreshold: scoreThreshold.slice(0, n),
      tp: tp.slice(0, n),
      fp: fp.slice(0, n),
    };
  }
}

/** The score threshold with the highest F1, and that F1. */
export interface BestF1 {
  readonly scoreThreshold: number;
  readonly f1: number;
}

/** Where F1 is highest, or why there is no such place; of equal ones the highest threshold. */
export function bestF1Of(curve: Curve): BestF1 | string {
  if (curve.nGroundTruths === 0) return NO_GROUND_TRUTH;
  if (curve.tp.length === 0) return NO_DETECTION;
  let [best, bestF1] = [0, -1];
  for (let i = 0; i < curve.tp.length; i++) {
    const f1 = (2 * curve.tp[i]!) / (curve.tp[i]! + curve.fp[i]! + curve.nGroundTruths);
    if (f1 > bestF1) [best, bestF1] = [i, f1];
  }
  return { scoreThreshold: curve.scoreThreshold[best]!, f1: bestF1 };
}

/**
 * A threshold that keeps `score` and drops the next lower one: midway between the two.
 *
 * If there is no lower one: half the score, or where that is not lower, one less. The engine's
 * `threshold_below` is the same.
 */
export function thresholdBelow(score: number, next: number | null): number {
  const lower = next ?? (score > 0 ? 0 : score - 2);
  const middle = lower / 2 + score / 2;
  return middle < score ? middle : lower;
}

/** The recall that all detections together reach. */
export function maxRecallOf(curve: Curve): Measure {
  if (curve.nGroundTruths === 0) return NO_GROUND_TRUTH;
  return (curve.tp.at(-1) ?? 0) / curve.nGroundTruths;
}

/** Indices of at most `limit` points, the last one before each equal step of recall. */
export function thinPoints(curve: Curve, limit: number): number[] {
  const n = curve.tp.length;
  if (n <= limit) return [...Array(n).keys()];
  const kept: number[] = [0];
  const step = curve.tp[n - 1]! / limit;
  for (let i = 1, level = step; i < n; i++) {
    if (curve.tp[i]! < level && i !== n - 1) continue;
    kept.push(i);
    while (level <= curve.tp[i]!) level += step;
  }
  return kept;
}

/** Counts at `n` evenly spaced score thresholds. */
export interface Sweep {
  readonly threshold: Float64Array;
  readonly tp: Uint32Array;
  readonly fp: Uint32Array;
  readonly nGroundTruths: number;
}

/** Counts a scope at `n` score thresholds from `low` to `high`. */
export function sweepScores(scope: Scope, low: number, high: number, n: number): Sweep {
  const { score } = scope.run.detections;
  const { ofDetection, nGroundTruths } = scope;
  const threshold = Float64Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
  const [tp, fp] = [new Uint32Array(n), new Uint32Array(n)];
  let [row, nTp, nFp] = [0, 0, 0];
  for (let i = n - 1; i >= 0; i--) {
    for (; row < ofDetection.length && score[row]! > threshold[i]!; row++) {
      const outcome = ofDetection[row]!;
      if (outcome === Outcome.TruePositive) nTp++;
      else if (outcome === Outcome.FalsePositive) nFp++;
    }
    [tp[i], fp[i]] = [nTp, nFp];
  }
  return { threshold, tp, fp, nGroundTruths };
}
