/**
 * Coded masks, checked against strings that pycocotools 2.0.11 wrote.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { traceContour } from "../viewer/contour";
import { decodeMask, decodeRuns } from "./rle";

/** What `mask.encode` gave for the pixels of `rows`: empty, full, a ring, diagonals, noise. */
const CASES: readonly { counts: string; height: number; rows: string[] }[] = [
  { counts: "<", height: 4, rows: ["000", "000", "000", "000"] },
  { counts: "0<", height: 4, rows: ["111", "111", "111", "111"] },
  {
    counts: "0`03DNM032<",
    height: 7,
    rows: ["1111111", "1111111", "1100011", "1101011", "1100011", "1111111", "1111111"],
  },
  { counts: "0150000000", height: 5, rows: ["10000", "01000", "00100", "00010", "00001"] },
  { counts: "41300000001", height: 5, rows: ["00001", "00010", "00100", "01000", "10000"] },
  {
    counts: "031N010O00010O43LM1",
    height: 6,
    rows: ["11001", "11101", "10100", "01001", "10110", "01010"],
  },
  {
    counts: "023O00N0031MO02022LN",
    height: 9,
    rows: ["1100", "1010", "0100", "0010", "0101", "1101", "0101", "0110", "0001"],
  },
  { counts: "116", height: 1, rows: ["01000000"] },
  { counts: "051M", height: 8, rows: ["1", "1", "1", "1", "1", "0", "1", "1"] },
  {
    counts: "01100100004OL020O02011L10N120OO01OO10030M0110NO0030M000012ON00052L1OM20N80J0N0",
    height: 12,
    rows: [
      "100010010100",
      "000111100110",
      "101101111100",
      "000000011110",
      "100111011010",
      "110111110011",
      "000100101000",
      "111010110110",
      "100110001100",
      "000000010001",
      "100001101000",
      "110111011001",
    ],
  },
];

test("pixels are those that were coded", () => {
  for (const { counts, height, rows } of CASES) {
    const mask = decodeMask(counts, height);
    const drawn = rows.map((row) => [...row].map(Number));
    const pixel = (x: number, y: number) => {
      if (!mask || x < mask.x || y < mask.y) return 0;
      if (x >= mask.x + mask.width || y >= mask.y + mask.height) return 0;
      return mask.pixels[(y - mask.y) * mask.width + (x - mask.x)];
    };
    const decoded = drawn.map((row, y) => row.map((_, x) => pixel(x, y)));
    assert.deepEqual(decoded, drawn, counts);
  }
});

test("runs sum up to the image", () => {
  for (const { counts, height, rows } of CASES) {
    const sum = decodeRuns(counts).reduce((a, b) => a + b, 0);
    assert.equal(sum, height * rows[0]!.length);
  }
});

test("the outline encloses as many pixels as the mask has, holes left out", () => {
  for (const { counts, height } of CASES) {
    const mask = decodeMask(counts, height);
    if (!mask) continue;
    const area = traceContour(mask).reduce((sum, loop) => sum + enclosed(loop), 0);
    assert.equal(
      area,
      mask.pixels.reduce((a, b) => a + b, 0),
      counts,
    );
  }
});

/** Area inside a loop: positive clockwise, negative for a hole. */
function enclosed(loop: number[]): number {
  let twice = 0;
  for (let i = 0; i < loop.length; i += 2) {
    const [x1, y1] = [loop[i]!, loop[i + 1]!];
    const [x2, y2] = [loop[(i + 2) % loop.length]!, loop[(i + 3) % loop.length]!];
    twice += x1 * y2 - x2 * y1;
  }
  return twice / 2;
}
