/**
 * The shard `meta` of a synthetic run: its ranges, its operating point, its averages.
 */

/** `more` overrides any key. */
export function makeMeta(run, more = {}) {
  const isSegm = Boolean(run.images[0]?.rgb);
  const ranges = makeRanges(run);
  return {
    format: 1,
    name: run.name,
    detlens_version: "0.1.0",
    iou_type: isSegm ? "segm" : "bbox",
    n_images: run.images.length,
    n_ground_truths: run.groundTruths.length,
    n_detections: run.detections.length,
    image_chunk: 64,
    images: {
      full: isSegm,
      thumbnails: isSegm,
      root: isSegm ? "data/scenes" : null,
      names: run.images.map((_, i) => `scene ${String(i + 1).padStart(4, "0")}.png`),
    },
    categories: run.categories.map((name, k) => ({ id: String(k + 1), name })),
    iou_thresholds: run.thresholds.map(String),
    area_ranges: ranges,
    operating_point: {
      asked: "best-f1",
      score_threshold: bestThreshold(run),
      reference_iou_idx: 0,
    },
    settings: SETTINGS,
    inputs: [
      input("ground truths", "data/annotations/instances_scenes.json", 1_482_113),
      input("detections", "runs/model-a/results.json", 2_902_345),
    ],
    notes: [],
    coco: makeCoco(run, ranges),
    averages: makeAverages(run, ranges),
    ...more,
  };
}

const SETTINGS = [
  ["iou_type", "segm", "flag"],
  ["iou_thresholds", "0.5:0.95:0.05", "default"],
  ["recall_thresholds", "0:1:0.01", "default"],
  ["max_detections", "coco 1, 10, 100; exact none", "default"],
  ["areas", "percentile", "default"],
  ["score_threshold", "best-f1", "default"],
  ["protocol", "both", "default"],
  ["class_agnostic", "no", "default"],
].map(([key, value, origin]) => ({ key, value, origin }));

const input = (role, path, n_bytes) => ({ role, path, n_bytes, checksum: "xxh3:8f1d03c26a7be094" });

const PERCENTILES = [
  ["all", 0, 100],
  ["small", 0, 25],
  ["medium", 25, 75],
  ["large", 75, 100],
  ["smallest", 0, 7.5],
  ["corrected", 7.5, 100],
];

function makeRanges({ groundTruths }) {
  const areas = groundTruths
    .filter((g) => g.role === 0)
    .map((g) => g.area)
    .sort((a, b) => a - b);
  const cut = (percentile) => {
    if (percentile === 0) return 0;
    if (percentile === 100 || areas.length === 0) return null;
    const i = Math.round((areas.length * percentile) / 100);
    return (areas[Math.max(0, i - 1)] + areas[Math.min(i, areas.length - 1)]) / 2;
  };
  return PERCENTILES.map(([name, low, high]) => {
    const [low_px2, high_px2] = [cut(low) ?? 0, cut(high)];
    const n = areas.filter((area) => low_px2 <= area && area < (high_px2 ?? Infinity)).length;
    const share = areas.length ? n / areas.length : 0;
    return {
      name,
      asked: { percentiles: [low, high] },
      low_px2,
      high_px2,
      n_ground_truths: n,
      share,
    };
  });
}

/** The detections that are a TP at IoU threshold `t`, with their ground truth. */
const matchedAt = ({ matches, groundTruths }, t) =>
  new Map(
    matches
      .filter((m) => m.iouFirst <= t && t < m.iouEnd)
      .map((m) => [m.detection, groundTruths[m.groundTruth]]),
  );

function bestThreshold(run) {
  const matched = matchedAt(run, 0);
  const nGroundTruths = run.groundTruths.filter((g) => g.role === 0).length;
  let [tp, fp, best, threshold] = [0, 0, -1, 0];
  run.detections.forEach((d, i) => {
    const partner = matched.get(i);
    if (!partner) fp++;
    else if (partner.role === 0) tp++;
    const next = run.detections[i + 1]?.score ?? 0;
    const f1 = (2 * tp) / (tp + fp + nGroundTruths);
    if (next !== d.score && f1 > best) [best, threshold] = [f1, (d.score + next) / 2];
  });
  return threshold;
}

/** AP and recall of the rows that `accepts` leaves, or the reason why there is none. */
function averagePrecision({ detections, groundTruths }, matched, accepts) {
  const nGroundTruths = groundTruths.filter((g) => g.role === 0 && accepts(g)).length;
  if (nGroundTruths === 0) return ["no ground truth", "no ground truth"];
  const points = [];
  let [tp, fp] = [0, 0];
  detections.forEach((d) => {
    const partner = matched.get(d.row);
    if (partner && partner.role !== 0) return;
    if (!accepts(partner ?? d)) return;
    if (partner) tp++;
    else fp++;
    if (partner) points.push([tp / nGroundTruths, tp / (tp + fp)]);
  });
  let [area, ceiling, right] = [0, 0, points.at(-1)?.[0] ?? 0];
  for (let i = points.length - 1; i >= 0; i--) {
    ceiling = Math.max(ceiling, points[i][1]);
    const left = points[i - 1]?.[0] ?? 0;
    area += (right - left) * ceiling;
    right = left;
  }
  return [area, tp / nGroundTruths];
}

function makeAverages(run, ranges) {
  const matched = run.thresholds.map((_, t) => matchedAt(run, t));
  const byCategory = run.categories.map((_, k) => ({
    detections: run.detections.filter((d) => d.category === k),
    groundTruths: run.groundTruths.filter((g) => g.category === k),
  }));
  return ranges.flatMap((range, area_idx) => {
    const isIn = ({ area }) => range.low_px2 <= area && area < (range.high_px2 ?? Infinity);
    const row = (scope, objects) => {
      const values = matched.map((m) => averagePrecision(objects, m, isIn));
      const [ap, recall] = [values.map(([a]) => a), values.map(([, r]) => r)];
      return {
        scope,
        area_idx,
        n_categories: 1,
        average_precision: ap,
        average_precision_101: ap,
        recall,
      };
    };
    const each = byCategory.map((objects, k) => row(k, objects));
    const pooled = row("pooled", run);
    return [meanRow(each, area_idx), pooled, { ...pooled, scope: "class_agnostic" }, ...each];
  });
}

function meanRow(rows, area_idx) {
  const defined = rows.filter((row) => typeof row.recall[0] === "number");
  const mean = (key) =>
    rows[0][key].map((_, t) =>
      defined.length
        ? defined.reduce((sum, row) => sum + row[key][t], 0) / defined.length
        : "no ground truth",
    );
  return {
    scope: "mean",
    area_idx,
    n_categories: defined.length,
    average_precision: mean("average_precision"),
    average_precision_101: mean("average_precision_101"),
    recall: mean("recall"),
  };
}

/** Stands in for the protocol coco: its form, not its numbers. */
function makeCoco(run, ranges) {
  const names = ["all", "small", "medium", "large"];
  const ap = makeAverages({ ...run, thresholds: run.thresholds.slice(0, 1) }, ranges.slice(0, 1));
  const value = Math.round(1000 * ap[0].average_precision[0]) / 1000;
  const row = (kind, iou_threshold, area_range, max_detections) => ({
    kind,
    iou_threshold,
    area_range,
    max_detections,
    value,
    wording: wordingOf(kind, iou_threshold, area_range, max_detections),
  });
  return {
    area_ranges: names.map((name, i) => ({
      name,
      low_px2: [0, 0, 1024, 9216][i],
      high_px2: [1e10, 1024, 9216, 1e10][i],
    })),
    statistics: [
      row("AP", null, "all", 100),
      row("AP", 0.5, "all", 100),
      row("AP", 0.75, "all", 100),
      ...names.slice(1).map((name) => row("AP", null, name, 100)),
      ...[1, 10, 100].map((limit) => row("AR", null, "all", limit)),
      ...names.slice(1).map((name) => row("AR", null, name, 100)),
    ],
    category_average_precision: run.categories.map(() => names.map(() => value)),
  };
}

/** The line of `COCOeval.summarize`, up to the equals sign. */
function wordingOf(kind, threshold, range, limit) {
  const title = kind === "AP" ? "Average Precision  (AP)" : "Average Recall     (AR)";
  const iou = threshold === null ? "0.50:0.95" : threshold.toFixed(2).padEnd(9);
  const [area, dets] = [range.padStart(6), String(limit).padStart(3)];
  return `${title} @[ IoU=${iou} | area=${area} | maxDets=${dets} ]`;
}
