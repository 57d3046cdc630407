/**
 * The numbers by which images and objects are sorted and narrowed.
 */
import { detectionsOf, f1Of, groundTruthsOf, precisionOf, recallOf, valueOf } from "./counts";
import { countsOfImage, meanIouOf, type ImageCounts } from "./images";
import { isGroundTruthKey, outcomeOfKey, rowOfKey } from "./objects";
import type { Scope } from "./scope";

/** Numbers by which images are sorted. */
export const IMAGE_ORDERS = {
  errors: "Errors",
  gt: "GT",
  dt: "DT",
  tp: "TP",
  fp: "FP",
  fn: "FN",
  precision: "Precision",
  recall: "Recall",
  f1: "F1",
  "mean-iou": "Mean IoU",
} as const;

export type ImageOrder = keyof typeof IMAGE_ORDERS;

/** A number of an image; null where it does not exist. */
export function imageNumber(counts: ImageCounts, order: ImageOrder, image: number): number | null {
  const row = countsOfImage(counts, image);
  switch (order) {
    case "errors":
      return row.fp + row.fn;
    case "gt":
      return groundTruthsOf(row);
    case "dt":
      return detectionsOf(row);
    case "tp":
    case "fp":
    case "fn":
      return row[order];
    case "precision":
      return valueOf(precisionOf(row));
    case "recall":
      return valueOf(recallOf(row));
    case "f1":
      return valueOf(f1Of(row));
    case "mean-iou":
      return valueOf(meanIouOf(counts, image));
  }
}

/** Numbers by which objects are sorted. */
export const OBJECT_ORDERS = {
  score: "Score",
  iou: "IoU",
  area: "Area",
  outcome: "Outcome",
  category: "Category",
} as const;

export type ObjectOrder = keyof typeof OBJECT_ORDERS;

/** A number of an object; null where it does not exist, as the score of a missed ground truth. */
export function objectNumber(scope: Scope, order: ObjectOrder, key: number): number | null {
  const { run, outcomes } = scope;
  const [isGt, row] = [isGroundTruthKey(run, key), rowOfKey(run, key)];
  const side = isGt ? run.groundTruths : run.detections;
  switch (order) {
    case "score":
      return isGt ? null : run.detections.score[row]!;
    case "iou":
      return isGt || outcomes.iou[row] === 0 ? null : outcomes.iou[row]!;
    case "area":
      return side.area[row]!;
    case "outcome":
      return outcomeOfKey(run, outcomes, key);
    case "category":
      return side.category[row]!;
  }
}
