/**
 * Images as columns of a chart: each by itself while there is room, else some together.
 */
import type { ImageCounts } from "../../count/images";

/** One column: mean counts of the images `first` to `end` of the order. */
export interface ImageColumn {
  readonly first: number;
  readonly end: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** At most `limit` columns for images in their order. */
export function imageColumnsOf(
  images: Uint32Array,
  counts: ImageCounts,
  limit: number,
): ImageColumn[] {
  const perColumn = Math.max(1, Math.ceil(images.length / limit));
  const columns: ImageColumn[] = [];
  for (let first = 0; first < images.length; first += perColumn) {
    const end = Math.min(images.length, first + perColumn);
    let [tp, fp, fn] = [0, 0, 0];
    for (const image of images.subarray(first, end)) {
      tp += counts.tp[image]!;
      fp += counts.fp[image]!;
      fn += counts.fn[image]!;
    }
    const n = end - first;
    columns.push({ first, end, tp: tp / n, fp: fp / n, fn: fn / n });
  }
  return columns;
}
