/**
 * Which detections a score threshold keeps: a prefix, since rows fall in score.
 */
import type { Column } from "../data/shard";

/** The number of rows with a score above `threshold`; `scores` fall. */
export function countKept(scores: Column, threshold: number): number {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (scores[middle]! > threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
