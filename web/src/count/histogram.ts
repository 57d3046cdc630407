/**
 * Distributions: counts in bins.
 */
import type { Column } from "../data/shard";

/** A bin holds its lower edge; the last one holds its upper edge too. */
export type Edges = readonly number[];

/** `n` equal bins from `low` to `high`. */
export function evenEdges(low: number, high: number, n: number): Edges {
  return Array.from({ length: n + 1 }, (_, i) => low + ((high - low) * i) / n);
}

/**
 * Bins that each span the same factor, `perDecade` for each power of ten, around all values.
 *
 * Powers of ten are edges; what lies below 1 falls into the first bin.
 */
export function factorEdges(columns: readonly Column[], perDecade: number): Edges {
  let [low, high] = [Infinity, 0];
  for (const column of columns) {
    for (const value of column) {
      if (value > 0 && value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (high === 0) return [1, 10];
  const first = Math.floor(Math.log10(Math.max(1, low)) * perDecade);
  const last = Math.max(first, Math.floor(Math.log10(Math.max(1, high)) * perDecade)) + 1;
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** ((first + i) / perDecade));
}

/** The bin of a value; values beyond an end fall into the bin there. */
export function binOf(edges: Edges, value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle;
  }
  return low;
}

/** The bin of each value of a column, so that counting needs no search. */
export function binColumn(edges: Edges, column: ArrayLike<number>): Uint16Array {
  const bins = new Uint16Array(column.length);
  for (let i = 0; i < bins.length; i++) bins[i] = binOf(edges, column[i]!);
  return bins;
}
