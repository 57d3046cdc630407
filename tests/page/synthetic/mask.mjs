/**
 * Masks of the synthetic scenes: bitmaps, their overlap, and COCO's coded run lengths.
 */

/** A bitmap of the image, row by row, from a test for each pixel's middle. */
export function rasterize(width, height, holds) {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels[y * width + x] = holds(x + 0.5, y + 0.5) ? 1 : 0;
  }
  return pixels;
}

export const areaOf = (pixels) => pixels.reduce((sum, pixel) => sum + pixel, 0);

/** Intersection over union of two masked objects, or over the detection alone for a crowd. */
export function maskIou(detection, groundTruth, width) {
  const [a, b] = [detection.box, groundTruth.box];
  const [left, right] = [Math.max(a.x, b.x), Math.min(a.x + a.width, b.x + b.width)];
  const [top, bottom] = [Math.max(a.y, b.y), Math.min(a.y + a.height, b.y + b.height)];
  let both = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      both += detection.mask[y * width + x] & groundTruth.mask[y * width + x];
    }
  }
  const isCrowd = groundTruth.role === 2;
  return both / (isCrowd ? detection.area : detection.area + groundTruth.area - both);
}

/** The smallest box around the pixels; all zero without one. */
export function boxOf(pixels, width, height) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!pixels[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** COCO's `counts`: runs down the columns, coded in characters. */
export function encodeMask(pixels, width, height) {
  const runs = [];
  let [value, run] = [0, 0];
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const pixel = pixels[y * width + x];
      if (pixel !== value) {
        runs.push(run);
        [value, run] = [pixel, 0];
      }
      run++;
    }
  }
  runs.push(run);
  return runs.map((n, i) => encodeNumber(i > 2 ? n - runs[i - 2] : n)).join("");
}

function encodeNumber(number) {
  let [text, rest, more] = ["", number, true];
  while (more) {
    let group = rest & 0x1f;
    rest >>= 5;
    more = group & 0x10 ? rest !== -1 : rest !== 0;
    if (more) group |= 0x20;
    text += String.fromCharCode(group + 48);
  }
  return text;
}
