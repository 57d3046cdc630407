/**
 * The shapes of the JSON that a run brings: its configuration and whatever is no plain count.
 *
 * docs/page-data.md describes each field.
 */

/** A number or, where it does not exist, the reason. */
export type Measure = number | string;

/** What an area range was asked to be. */
export type AskedRange = { percentiles: [number, number] } | { pixels: [number, number | null] };

/** An area range as it became, half open, in px². */
export interface AreaRange {
  name: string;
  asked: AskedRange;
  low_px2: number;
  /** null: no upper bound. */
  high_px2: number | null;
  n_ground_truths: number;
  /** Share of all counted ground truths, [0, 1]. */
  share: number;
}

export interface Category {
  id: string;
  name: string;
}

export interface Setting {
  key: string;
  value: string;
  origin: "default" | "file" | "flag";
}

export interface Input {
  role: string;
  path: string;
  n_bytes: number;
  checksum: string;
}

/** One of the twelve numbers of pycocotools' summary. */
export interface CocoStatistic {
  kind: "AP" | "AR";
  /** null: the mean over all IoU thresholds. */
  iou_threshold: number | null;
  area_range: string;
  max_detections: number;
  value: Measure;
  /** The line that pycocotools prints, up to the equals sign. */
  wording: string;
}

/** The protocol `coco`. */
export interface Coco {
  statistics: CocoStatistic[];
  area_ranges: { name: string; low_px2: number; high_px2: number }[];
  /** K x A. */
  category_average_precision: Measure[][];
}

/** What an average is made of; a number is the index of a category. */
export type AverageScope = "mean" | "pooled" | "class_agnostic" | number;

/** AP and recall of one scope in one area range, over all scores; lists of length T. */
export interface Averages {
  scope: AverageScope;
  area_idx: number;
  n_categories: number;
  average_precision: Measure[];
  average_precision_101: Measure[];
  recall: Measure[];
}

/** Which images the page can show. */
export interface ImageSources {
  full: boolean;
  thumbnails: boolean;
  /** The image folder as the user gave it. */
  root: string | null;
  /** In a folder export the file of each image, null where there is none. */
  names?: (string | null)[];
}

/** The shard `meta`. */
export interface Meta {
  format: number;
  name: string;
  detlens_version: string;
  iou_type: "bbox" | "segm";
  n_images: number;
  n_ground_truths: number;
  n_detections: number;
  image_chunk: number;
  images: ImageSources;
  categories: Category[];
  /** Decimals as texts, length T. */
  iou_thresholds: string[];
  area_ranges: AreaRange[];
  operating_point: {
    asked: "best-f1" | number;
    score_threshold: number;
    reference_iou_idx: number;
  };
  settings: Setting[];
  inputs: Input[];
  notes: string[];
  coco: Coco | null;
  averages: Averages[];
}

/** A run in the server's list. */
export interface RunSummary {
  key: string;
  name: string;
  /** Why the run cannot be shown; then only `key` and `name` are there. */
  problem?: string;
  iou_type?: "bbox" | "segm";
  n_images?: number;
  n_categories?: number;
  n_ground_truths?: number;
  n_detections?: number;
  /** What was set and not left at its default. */
  settings?: { key: string; value: string }[];
  mean_average_precision?: Measure;
  average_precision_50?: Measure;
  precision?: Measure;
  recall?: Measure;
  f1?: Measure;
  score_threshold?: number;
}

/** The newest `Meta.format` that this page reads. */
export const FORMAT = 1;
