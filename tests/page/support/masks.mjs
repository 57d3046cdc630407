/**
 * COCO's coded masks, decoded by the words of its own format and not by the page's code.
 */

/** A byte for each pixel, row by row, from `{size: [height, width], counts}`. */
export function decodeMask({ size: [height, width], counts }) {
  const runs = typeof counts === "string" ? decodeRuns(counts) : counts;
  const pixels = new Uint8Array(width * height);
  let at = 0;
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1) {
      // Runs go down the columns.
      for (let k = at; k < at + run; k++) pixels[(k % height) * width + Math.floor(k / height)] = 1;
    }
    at += run;
  }
  return pixels;
}

/** Lengths of runs: five bits in a character, and from the fourth on less the length two before. */
function decodeRuns(text) {
  const runs = [];
  for (let i = 0; i < text.length;) {
    let [number, shift, code] = [0, 0, 0];
    do {
      code = text.charCodeAt(i++) - 48;
      number |= (code & 0x1f) << shift;
      shift += 5;
    } while (code & 0x20);
    if (code & 0x10) number |= -1 << shift;
    runs.push(runs.length > 2 ? number + runs.at(-2) : number);
  }
  return runs;
}
