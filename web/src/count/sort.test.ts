/**
 * The radix sort against the language's own.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sortRows } from "./sort";

const VALUES = [0.5, -1, 3, null, 0, -0, 1e-300, -1e300, 0.5, 7, null, Number.MAX_VALUE, -2.5];
const ROWS = Uint32Array.from(VALUES.keys());

test("rows stand in the order of their numbers, equal ones as they were", () => {
  const byComparing = [...ROWS].sort((a, b) => {
    const [x, y] = [VALUES[a] ?? Infinity, VALUES[b] ?? Infinity];
    return x - y || a - b;
  });
  assert.deepEqual([...sortRows(ROWS, (row) => VALUES[row]!, false)], byComparing);
});

test("rows without a number stand last in both directions", () => {
  for (const descending of [false, true]) {
    const sorted = sortRows(ROWS, (row) => VALUES[row]!, descending);
    assert.deepEqual([...sorted.slice(-2)], [3, 10]);
  }
});

test("descending is ascending turned around, but equal rows keep their order", () => {
  const sorted = sortRows(Uint32Array.of(0, 1, 2, 3), (row) => [1, 2, 2, 3][row]!, true);
  assert.deepEqual([...sorted], [3, 1, 2, 0]);
});

test("no row and one row", () => {
  assert.deepEqual([...sortRows(new Uint32Array(0), () => 1, true)], []);
  assert.deepEqual([...sortRows(Uint32Array.of(9), () => null, false)], [9]);
});
