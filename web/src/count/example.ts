/**
 * A small run for the tests of counting, each row of which can be followed by hand.
 */
import type { Meta } from "../data/meta";
import { Role, Run } from "../data/run";

/** One row; `ranges` as bits. */
export interface Row {
  image: number;
  category: number;
  area: number;
  ranges: number;
}

export interface ExampleRun {
  detections: (Row & { score: number; beyond?: boolean })[];
  groundTruths: (Row & { role?: number })[];
  /** detection, ground truth, first and end index of an IoU threshold, overlap */
  matches: [number, number, number, number, number][];
  nImages: number;
  nCategories: number;
  thresholds: string[];
  ranges: string[];
}

/** Makes a run of rows. */
export function makeRun(example: ExampleRun): Run {
  const { detections, groundTruths, matches } = example;
  const objects = (rows: readonly Row[]) => ({
    length: rows.length,
    image: Uint32Array.from(rows, (row) => row.image),
    category: Uint32Array.from(rows, (row) => row.category),
    area: Float64Array.from(rows, (row) => row.area),
    ranges: Uint32Array.from(rows, (row) => row.ranges),
  });
  const stretch = (part: number) => Uint32Array.from(matches, (match) => match[part]!);
  return Run.of({
    mode: "single",
    key: "",
    meta: exampleMeta(example),
    images: {
      length: example.nImages,
      id: Array.from({ length: example.nImages }, (_, i) => String(i)),
      fileName: Array.from({ length: example.nImages }, (_, i) => `${i}.jpg`),
      width: new Uint32Array(example.nImages),
      height: new Uint32Array(example.nImages),
    },
    detections: {
      ...objects(detections),
      score: Float64Array.from(detections, ({ score }) => score),
      beyondLimit: Uint8Array.from(detections, ({ beyond }) => (beyond ? 1 : 0)),
    },
    groundTruths: {
      ...objects(groundTruths),
      role: Uint8Array.from(groundTruths, ({ role }) => role ?? Role.Counted),
    },
    matches: {
      length: matches.length,
      detection: stretch(0),
      groundTruth: stretch(1),
      iouFirst: stretch(2),
      iouEnd: stretch(3),
      iou: Float64Array.from(matches, (match) => match[4]),
    },
  });
}

/** Counting reads of a run's `meta` only its categories, thresholds and ranges. */
function exampleMeta({ nCategories, thresholds, ranges }: ExampleRun): Meta {
  return {
    categories: Array.from({ length: nCategories }, (_, k) => ({ id: String(k), name: `c${k}` })),
    iou_thresholds: thresholds,
    area_ranges: ranges.map((name) => ({ name })),
    operating_point: { asked: 0.5, score_threshold: 0.5, reference_iou_idx: 0 },
  } as Partial<Meta> as Meta;
}

/** A small generator of random runs, the same at each seed. */
export function randomRun(seed: number): Run {
  let state = seed;
  const integer = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * n);
  };
  const [nImages, nCategories] = [1 + integer(6), 1 + integer(4)];
  const row = (): Row => {
    const area = integer(100);
    // Ranges: all, below 50, from 50 on, below 20.
    const ranges = 1 | (area < 50 ? 2 : 4) | (area < 20 ? 8 : 0);
    return { image: integer(nImages), category: integer(nCategories), area, ranges };
  };
  const groundTruths = Array.from({ length: integer(40) }, () => {
    return { ...row(), role: integer(10) === 0 ? 1 + integer(2) : 0 };
  });
  const detections = Array.from({ length: integer(80) }, () => {
    return { ...row(), score: integer(20) / 20, beyond: integer(15) === 0 };
  }).sort((a, b) => b.score - a.score);
  const matches: ExampleRun["matches"] = [];
  const taken = groundTruths.map(() => 0);
  detections.forEach((detection, d) => {
    if (detection.beyond || groundTruths.length === 0 || integer(3) === 0) return;
    const g = integer(groundTruths.length);
    const first = groundTruths[g]!.role === 2 ? 0 : taken[g]!;
    const end = first + 1 + integer(3);
    const { image, category } = groundTruths[g]!;
    if (end > 3 || category !== detection.category || image !== detection.image) return;
    taken[g] = end;
    matches.push([d, g, first, end, 0.5 + integer(50) / 100]);
  });
  const thresholds = ["0.5", "0.6", "0.7"];
  const ranges = ["all", "low", "high", "lowest"];
  return makeRun({ detections, groundTruths, matches, nImages, nCategories, thresholds, ranges });
}
