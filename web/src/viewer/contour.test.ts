/**
 * What is left out of an outline that is drawn small.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { thinLoop, type Loop } from "./contour";

/** A right triangle whose slanted side is a staircase of `n` steps of 1 px. */
function staircase(n: number): Loop {
  const loop: Loop = [0, n, 0, 0];
  for (let step = 1; step <= n; step++) loop.push(step, step - 1, step, step);
  return loop;
}

/** Area inside a loop, px². */
function areaOf(loop: Loop): number {
  let twice = 0;
  for (let i = 0; i < loop.length; i += 2) {
    const next = (i + 2) % loop.length;
    twice += loop[i]! * loop[next + 1]! - loop[next]! * loop[i + 1]!;
  }
  return Math.abs(twice) / 2;
}

test("a staircase becomes a line, and the area stays", () => {
  const loop = staircase(64);
  const thin = thinLoop(loop, 1);
  assert.ok(thin.length <= 2 * 6, `${thin.length / 2} corners are left`);
  assert.ok(Math.abs(areaOf(thin) / areaOf(loop) - 1) < 0.05);
});

test("a corner that stands out farther than the slack stays", () => {
  const loop = [0, 0, 10, 0, 12, 5, 14, 0, 30, 0, 30, 20, 0, 20];
  assert.deepEqual(thinLoop(loop, 2).slice(4, 6), [12, 5]);
});

test("no slack, and a loop too small for it, leave a loop as it is", () => {
  const loop = staircase(8);
  assert.equal(thinLoop(loop, 0), loop);
  assert.equal(thinLoop(loop, 100), loop);
});
