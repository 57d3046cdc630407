/**
 * A synthetic run: scenes or boxes, matched, as the shards of a page.
 */
import { boxIou, makeBoxes } from "./boxes.mjs";
import { encodeMask, maskIou } from "./mask.mjs";
import { makeMeta } from "./meta.mjs";
import { randomFrom } from "./random.mjs";
import { makeScene, SCENE_CATEGORIES } from "./scene.mjs";
import { matchImage } from "./match.mjs";
import { encodeShard } from "./shard.mjs";

export const NONE = 4294967295;
export const THRESHOLDS = Array.from({ length: 10 }, (_, i) => (50 + 5 * i) / 100);
const CHUNK = 64;

/** A run of painted scenes with masks; `change` may alter the images before they are matched. */
export function makeSceneRun({ seed = 1, nImages = 60, name = "synthetic", change } = {}) {
  const random = randomFrom(seed);
  const images = Array.from({ length: nImages }, () => makeScene(random));
  change?.(images);
  return assemble(name, images, SCENE_CATEGORIES, (d, g) => maskIou(d, g, images[d.image].width));
}

/** A run of boxes without images. */
export function makeBoxRun({ seed = 1, nImages = 100, nCategories = 80, perImage = 90 } = {}) {
  const random = randomFrom(seed);
  const images = Array.from({ length: nImages }, () => makeBoxes(random, nCategories, perImage));
  const names = Array.from({ length: nCategories }, (_, k) => `category ${k + 1}`);
  return assemble("boxes", images, names, (d, g) => boxIou(d.box, g.box, g.role === 2));
}

/** Numbers rows, matches, and gathers what the shards hold. */
function assemble(name, images, categories, iouOf) {
  const groundTruths = images.flatMap((image, i) =>
    image.groundTruths.map((g) => ({ ...g, image: i })),
  );
  groundTruths.forEach((g, row) => (g.row = row));
  const detections = images
    .flatMap((image, i) => image.detections.map((d) => ({ ...d, image: i })))
    .sort((a, b) => b.score - a.score);
  detections.forEach((d, row) => (d.row = row));
  const [gts, dts] = [groupByImage(groundTruths), groupByImage(detections)];
  const matches = images
    .flatMap((_, i) => matchImage(dts.get(i) ?? [], gts.get(i) ?? [], THRESHOLDS, iouOf))
    .sort((a, b) => a.detection - b.detection || a.iouFirst - b.iouFirst);
  findBest(images, gts, dts, iouOf);
  return { name, images, categories, groundTruths, detections, matches, thresholds: THRESHOLDS };
}

function groupByImage(objects) {
  const groups = new Map();
  for (const object of objects) {
    if (!groups.has(object.image)) groups.set(object.image, []);
    groups.get(object.image).push(object);
  }
  return groups;
}

/** The best overlap of each object, whatever was matched. */
function findBest(images, gts, dts, iouOf) {
  const better = (best, iou, row) => (iou > (best?.iou ?? 0) ? { iou, row } : best);
  images.forEach((_, i) => {
    for (const d of dts.get(i) ?? []) {
      for (const g of gts.get(i) ?? []) {
        const iou = iouOf(d, g);
        if (g.category === d.category) {
          d.bestSame = better(d.bestSame, iou, g.row);
          g.best = better(g.best, iou, d.row);
        } else d.bestOther = better(d.bestOther, iou, g.row);
      }
    }
  });
}

/** The shards of a run by name: JSON for `meta`, bytes for the rest. */
export function shardsOf(run, more = {}) {
  const meta = makeMeta(run, more);
  const { groundTruths, detections, matches, images } = run;
  const shards = {
    meta: Buffer.from(JSON.stringify(meta)),
    images: encodeShard(
      images.length,
      { width: ["u16", images.map((i) => i.width)], height: ["u16", images.map((i) => i.height)] },
      { file_name: images.map((_, i) => imageFile(i)), id: images.map((_, i) => String(i + 1)) },
    ),
    detections: encodeShard(detections.length, {
      score: ["f64", detections.map((d) => d.score)],
      ...objectColumns(detections, meta.area_ranges),
    }),
    ground_truths: encodeShard(groundTruths.length, {
      role: ["u8", groundTruths.map((g) => g.role)],
      ...objectColumns(groundTruths, meta.area_ranges),
    }),
    matches: encodeShard(matches.length, {
      detection: ["u32", matches.map((m) => m.detection)],
      ground_truth: ["u32", matches.map((m) => m.groundTruth)],
      iou_first: ["u8", matches.map((m) => m.iouFirst)],
      iou_end: ["u8", matches.map((m) => m.iouEnd)],
      iou: ["f64", matches.map((m) => m.iou)],
    }),
    ...detailShards(run),
  };
  if (meta.iou_type === "segm") Object.assign(shards, maskShards(run));
  return shards;
}

export const imageFile = (i) => `scene ${String(i + 1).padStart(4, "0")}.png`;

function objectColumns(objects, ranges) {
  const bits = (area) =>
    ranges.reduce((set, { low_px2, high_px2 }, a) => {
      return low_px2 <= area && area < (high_px2 ?? Infinity) ? set | (1 << a) : set;
    }, 0);
  return {
    image: ["u32", objects.map((o) => o.image)],
    category: ["u16", objects.map((o) => o.category)],
    area: ["f64", objects.map((o) => o.area)],
    ranges: ["u8", objects.map((o) => bits(o.area))],
  };
}

const boxColumns = (objects) =>
  Object.fromEntries(
    ["x", "y", "width", "height"].map((key) => [key, ["f32", objects.map((o) => o.box[key])]]),
  );

const bestColumns = (objects, field, name) => ({
  [name]: ["u32", objects.map((o) => o[field]?.row ?? NONE)],
  [`${name}_iou`]: ["f32", objects.map((o) => o[field]?.iou ?? 0)],
});

function detailShards({ groundTruths, detections }) {
  return {
    detections_detail: encodeShard(detections.length, {
      ...boxColumns(detections),
      ...bestColumns(detections, "bestSame", "best_same"),
      ...bestColumns(detections, "bestOther", "best_other"),
    }),
    ground_truths_detail: encodeShard(
      groundTruths.length,
      { ...boxColumns(groundTruths), ...bestColumns(groundTruths, "best", "best") },
      { id: groundTruths.map((g) => String(g.row + 1)) },
    ),
  };
}

function maskShards({ images, groundTruths, detections }) {
  const shards = {};
  const coded = ({ mask, image }) => encodeMask(mask, images[image].width, images[image].height);
  for (let chunk = 0; chunk * CHUNK < images.length; chunk++) {
    const inChunk = ({ image }) => Math.floor(image / CHUNK) === chunk;
    const [gts, dts] = [groundTruths.filter(inChunk), detections.filter(inChunk)];
    shards[`masks_${chunk}`] = encodeShard(
      0,
      { ground_truth: ["u32", gts.map((g) => g.row)], detection: ["u32", dts.map((d) => d.row)] },
      { ground_truth: gts.map(coded), detection: dts.map(coded) },
    );
  }
  return shards;
}
