/**
 * The rows of each image, without a list for each: rows in the order of images, and where each
 * image's rows begin.
 */
import type { Column } from "../data/shard";

export interface ByImage {
  /** Rows sorted by image, in rising order within one. */
  readonly rows: Uint32Array;
  /** Where the rows of each image begin, length I + 1. */
  readonly starts: Uint32Array;
}

/** Groups rows by a column of image indices. */
export function groupByImage(image: Column, nImages: number): ByImage {
  const starts = new Uint32Array(nImages + 1);
  for (const i of image) starts[i + 1]!++;
  for (let i = 0; i < nImages; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const rows = new Uint32Array(image.length);
  image.forEach((i: number, row: number) => {
    rows[next[i]!++] = row;
  });
  return { rows, starts };
}

/** The rows of one image. */
export const rowsOf = ({ rows, starts }: ByImage, image: number): Uint32Array =>
  rows.subarray(starts[image], starts[image + 1]);
