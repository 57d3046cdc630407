/**
 * The outline of a mask along the edges of its pixels.
 *
 * Each pixel edge between inside and outside becomes a directed edge with the inside on its
 * right; the edges join into closed loops, holes among them. Filled with the even-odd rule the
 * loops cover exactly the mask's pixels, at any zoom.
 */
import type { Bitmap } from "../data/rle";

/** Corners of a closed loop, x and y in turn, px of the image. */
export type Loop = number[];

/** Directions clockwise from right; each is also a bit of a vertex's outgoing edges. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** All loops of a mask's outline. */
export function traceContour(bitmap: Bitmap): Loop[] {
  const edges = findEdges(bitmap);
  const loops: Loop[] = [];
  const stride = bitmap.width + 1;
  for (let vertex = 0; vertex < edges.length; vertex++) {
    while (edges[vertex]) loops.push(followLoop(edges, vertex, stride, bitmap));
  }
  return loops;
}

/**
 * Leaves out corners without which the outline moves by no more than `slack`, px of the image.
 *
 * The staircase of a slanted edge has a corner at every pixel; drawn small, most of them are work
 * that nobody sees. A loop of which no area would be left stays as it is.
 */
export function thinLoop(loop: Loop, slack: number): Loop {
  const n = loop.length / 2;
  if (slack === 0 || n <= 4) return loop;
  const isKept = new Uint8Array(n);
  const middle = n >> 1;
  isKept[0] = isKept[middle] = 1;
  // Stretches between kept corners; the last one ends where the loop begins.
  const stretches = [
    [0, middle],
    [middle, n],
  ];
  for (let next = stretches.pop(); next; next = stretches.pop()) {
    const [from, to] = next as [number, number];
    const corner = farthestCorner(loop, from, to, slack);
    if (corner === null) continue;
    isKept[corner] = 1;
    stretches.push([from, corner], [corner, to]);
  }
  const thin = loop.filter((_, i) => isKept[i >> 1]);
  return thin.length >= 6 ? thin : loop;
}

/** The corner that is farthest from the line between two others; null if none is beyond `slack`. */
function farthestCorner(loop: Loop, from: number, to: number, slack: number): number | null {
  const end = to % (loop.length / 2);
  const [x, y] = [loop[2 * from]!, loop[2 * from + 1]!];
  const [dx, dy] = [loop[2 * end]! - x, loop[2 * end + 1]! - y];
  const length = Math.hypot(dx, dy) || 1;
  let [farthest, most] = [null as number | null, slack];
  for (let i = from + 1; i < to; i++) {
    const away = Math.abs(dx * (loop[2 * i + 1]! - y) - dy * (loop[2 * i]! - x)) / length;
    if (away > most) [farthest, most] = [i, away];
  }
  return farthest;
}

/** For each vertex of the pixel grid the directions in which an edge leaves it. */
function findEdges({ width, height, pixels }: Bitmap): Uint8Array {
  const stride = width + 1;
  const edges = new Uint8Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!pixels[i]) continue;
      const corner = y * stride + x;
      if (y === 0 || !pixels[i - width]) edges[corner]! |= 1;
      if (x === width - 1 || !pixels[i + 1]) edges[corner + 1]! |= 2;
      if (y === height - 1 || !pixels[i + width]) edges[corner + stride + 1]! |= 4;
      if (x === 0 || !pixels[i - 1]) edges[corner + stride]! |= 8;
    }
  }
  return edges;
}

/** Takes one loop out of `edges`, beginning at `start`. */
function followLoop(edges: Uint8Array, start: number, stride: number, { x, y }: Bitmap): Loop {
  const loop: Loop = [];
  let vertex = start;
  let direction = -1;
  do {
    const next = chooseEdge(edges[vertex]!, direction);
    if (next !== direction) loop.push(x + (vertex % stride), y + Math.floor(vertex / stride));
    edges[vertex]! &= ~(1 << next);
    const [dx, dy] = STEPS[next]!;
    vertex += dx + dy * stride;
    direction = next;
  } while (vertex !== start);
  return loop;
}

/** The edge to go on with: where two pixels meet at a corner a right turn keeps to the same one. */
function chooseEdge(outgoing: number, direction: number): number {
  if (direction === -1) return 31 - Math.clz32(outgoing & -outgoing);
  for (const next of [(direction + 1) % 4, direction, (direction + 3) % 4]) {
    if (outgoing & (1 << next)) return next;
  }
  return direction;
}
