/**
 * Scenes: parcels, balls and cones on a floor, painted, with their masks; and a model that finds
 * most of them, misses some, imagines others.
 */
import { areaOf, boxOf, rasterize } from "./mask.mjs";

export const SCENE_CATEGORIES = ["parcel", "ball", "cone"];
const [WIDTH, HEIGHT] = [320, 240];

/** A shape: where it is, how large, how it is turned. */
function drawShape(random, category) {
  const size = 8 + 52 * random.next() ** 2;
  return {
    category,
    x: random.between(0, WIDTH),
    y: random.between(20, HEIGHT),
    width: size * random.between(0.7, 1.4),
    height: size * random.between(0.7, 1.1),
    turn: random.between(-0.6, 0.6),
  };
}

/** The test for a point inside a shape. */
function holdsOf({ category, x, y, width, height, turn }) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (px, py) => {
    const u = ((px - x) * cos + (py - y) * sin) / (width / 2);
    const v = ((py - y) * cos - (px - x) * sin) / (height / 2);
    if (category === 0) return Math.abs(u) <= 1 && Math.abs(v) <= 1;
    if (category === 1) return u * u + v * v <= 1;
    return v <= 1 && v >= -1 && Math.abs(u) <= (v + 1) / 2;
  };
}

const maskOf = (shape) => rasterize(WIDTH, HEIGHT, holdsOf(shape));

/** One image: its pixels, its ground truths and what the model reports. */
export function makeScene(random) {
  const shapes = Array.from({ length: random.integer(14) }, () =>
    drawShape(random, random.integer(3)),
  );
  const rgb = paintFloor(random);
  const groundTruths = [];
  for (const shape of shapes) {
    const mask = maskOf(shape);
    if (areaOf(mask) < 12) continue;
    paintShape(rgb, mask, shape, random);
    // What lies on top hides what is below.
    for (const other of groundTruths) mask.forEach((pixel, i) => pixel && (other.mask[i] = 0));
    const role = random.next() < 0.03 ? 1 : random.next() < 0.02 ? 2 : 0;
    groundTruths.push({ shape, mask, category: shape.category, role });
  }
  const visible = groundTruths.filter(({ mask }) => areaOf(mask) >= 12);
  return {
    width: WIDTH,
    height: HEIGHT,
    rgb,
    groundTruths: visible.map(measured),
    detections: detect(random, visible).map(measured),
  };
}

const measured = (object) => ({
  ...object,
  area: areaOf(object.mask),
  box: boxOf(object.mask, WIDTH, HEIGHT),
});

function detect(random, groundTruths) {
  const found = groundTruths.flatMap(({ shape, mask }) => {
    const size = areaOf(mask);
    const isSeen = random.next() < 0.97 - 18 / size;
    const copies = !isSeen ? 0 : random.next() < 0.06 ? 2 : 1;
    return Array.from({ length: copies }, () => {
      const category = random.next() < 0.05 ? random.integer(3) : shape.category;
      const near = jitter(random, { ...shape, category: shape.category });
      const score = clampScore(0.78 + 0.16 * random.normal() - 25 / size);
      return { mask: maskOf(near), category, score };
    });
  });
  const imagined = Array.from({ length: random.integer(5) }, () => {
    const shape = drawShape(random, random.integer(3));
    return { mask: maskOf(shape), category: shape.category, score: clampScore(random.next() ** 2) };
  });
  return [...found, ...imagined].filter(({ mask }) => areaOf(mask) > 0);
}

function jitter(random, shape) {
  const loose = 0.05 + 0.1 * random.next();
  return {
    ...shape,
    x: shape.x + shape.width * loose * random.normal(),
    y: shape.y + shape.height * loose * random.normal(),
    width: shape.width * (1 + loose * random.normal()),
    height: shape.height * (1 + loose * random.normal()),
    turn: shape.turn + 0.05 * random.normal(),
  };
}

/** Scores have three decimals, so that some are equal. */
const clampScore = (score) => Math.round(1000 * Math.min(0.999, Math.max(0.011, score))) / 1000;

function paintFloor(random) {
  const rgb = new Uint8Array(3 * WIDTH * HEIGHT);
  const warm = random.between(-12, 12);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const light = 96 + 70 * (y / HEIGHT) + 8 * Math.sin(x / 19 + y / 7) + 6 * random.next();
      rgb.set([light + warm, light, light - warm].map(byte), 3 * (y * WIDTH + x));
    }
  }
  return rgb;
}

const COLORS = [
  [176, 132, 84],
  [120, 150, 190],
  [214, 120, 60],
];

function paintShape(rgb, mask, shape, random) {
  const color = COLORS[shape.category].map((value) => value * random.between(0.75, 1.2));
  mask.forEach((pixel, i) => {
    if (!pixel) return;
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    const light = 1.1 - 0.35 * ((y - shape.y) / shape.height + 0.3 * ((x - shape.x) / shape.width));
    rgb.set(
      color.map((value) => byte(value * light + 8 * random.next())),
      3 * i,
    );
  });
}

const byte = (value) => Math.max(0, Math.min(255, value));
