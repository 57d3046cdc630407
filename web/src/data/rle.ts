/**
 * COCO's coded run lengths, decoded in the browser.
 *
 * The coding is that of `rleFrString` in pycocotools' maskApi.c: numbers of 5-bit groups, lowest
 * first, in characters from "0" on; from the fourth run on each number is the difference to the
 * run two before.
 */

/** A mask as a bitmap of its bounding box. */
export interface Bitmap {
  /** Top left corner in the image, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Row by row, 1 inside the mask; length width * height. */
  readonly pixels: Uint8Array;
}

/** Decodes the run lengths: 0s and 1s in turn, beginning with 0s, column by column. */
export function decodeRuns(coded: string): number[] {
  const runs: number[] = [];
  let at = 0;
  while (at < coded.length) {
    let value = 0;
    let shift = 0;
    let code: number;
    do {
      code = coded.charCodeAt(at++) - 48;
      value += (code & 0x1f) * 2 ** shift;
      shift += 5;
    } while (code & 0x20 && at < coded.length);
    if (code & 0x10) value -= 2 ** shift;
    if (runs.length > 2) value += runs[runs.length - 2]!;
    runs.push(value);
  }
  return runs;
}

/** The mask that `coded` holds in an image `height` px high; null if it has no pixel. */
export function decodeMask(coded: string, height: number): Bitmap | null {
  if (height <= 0) return null;
  const runs = decodeRuns(coded);
  const box = extentOf(runs, height);
  if (!box) return null;
  const pixels = new Uint8Array(box.width * box.height);
  forEachRun(runs, height, (x, top, bottom) => {
    for (let y = top; y < bottom; y++) pixels[(y - box.y) * box.width + (x - box.x)] = 1;
  });
  return { ...box, pixels };
}

/** Calls `visit` for each piece of a run of 1s that lies in one column. */
function forEachRun(
  runs: readonly number[],
  height: number,
  visit: (x: number, top: number, bottom: number) => void,
): void {
  let position = 0;
  for (let i = 0; i < runs.length; i++) {
    const end = position + runs[i]!;
    if (i % 2 === 1) {
      while (position < end) {
        const x = Math.floor(position / height);
        const stop = Math.min(end, (x + 1) * height);
        visit(x, position - x * height, stop - x * height);
        position = stop;
      }
    }
    position = end;
  }
}

function extentOf(runs: readonly number[], height: number) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  forEachRun(runs, height, (x, from, to) => {
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, from);
    bottom = Math.max(bottom, to);
  });
  if (left === Infinity) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
