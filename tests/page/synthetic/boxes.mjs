/**
 * A run without images: boxes alone, as many as wanted, to see how the page bears it.
 */
const SIDE = 640;

/** One image of `nCategories` categories with about `nDetections` detections. */
export function makeBoxes(random, nCategories, nDetections) {
  const groundTruths = Array.from({ length: 1 + random.integer(13) }, () => {
    // Few categories are common and many are rare.
    const category = Math.floor(nCategories * random.next() ** 2.2);
    return object(category, drawBox(random), { role: random.next() < 0.01 ? 2 : 0 });
  });
  const detections = groundTruths
    .filter(() => random.next() < 0.9)
    .map(({ category, box }) => {
      const kept = random.next() < 0.93 ? category : random.integer(nCategories);
      return object(kept, jitter(random, box), { score: roundScore(0.35 + 0.6 * random.next()) });
    });
  while (detections.length < nDetections) {
    const category = random.integer(nCategories);
    detections.push(
      object(category, drawBox(random), { score: roundScore(0.6 * random.next() ** 3) }),
    );
  }
  return { width: SIDE, height: SIDE, groundTruths, detections };
}

const object = (category, box, more) => ({ category, box, area: box.width * box.height, ...more });

/** Scores have five decimals, as many tools write them. */
const roundScore = (score) => Math.max(0.00001, Math.round(1e5 * score) / 1e5);

function drawBox(random) {
  const side = 6 * 50 ** random.next();
  const [width, height] = [side * random.between(0.6, 1.6), side * random.between(0.6, 1.6)];
  return { x: random.between(0, SIDE - width), y: random.between(0, SIDE - height), width, height };
}

function jitter(random, { x, y, width, height }) {
  const loose = 0.15 * random.next();
  return {
    x: x + width * loose * random.normal(),
    y: y + height * loose * random.normal(),
    width: width * Math.exp(loose * random.normal()),
    height: height * Math.exp(loose * random.normal()),
  };
}

/** Intersection over union of two boxes, or over the first alone for a crowd. */
export function boxIou(a, b, isCrowd) {
  const overlap = (low1, size1, low2, size2) =>
    Math.max(0, Math.min(low1 + size1, low2 + size2) - Math.max(low1, low2));
  const both = overlap(a.x, a.width, b.x, b.width) * overlap(a.y, a.height, b.y, b.height);
  const [areaA, areaB] = [a.width * a.height, b.width * b.height];
  return both / (isCrowd ? areaA : areaA + areaB - both);
}
