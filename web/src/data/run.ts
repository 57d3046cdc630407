/**
 * One run, loaded: the columns that every count needs, and the rest on demand.
 */
import { FORMAT, type Meta } from "./meta";
import type { Column, Shard } from "./shard";
import { loadMeta, loadShard, type Mode } from "./transport";

/** Stands for "none" in a column of row numbers. */
export const NONE = 0xffffffff;

/** What a ground truth counts for. */
export const Role = { Counted: 0, Ignored: 1, Crowd: 2 } as const;

/** A row for each image, length I. */
export interface Images {
  readonly length: number;
  readonly id: readonly string[];
  readonly fileName: readonly string[];
  /** px; 0 if unknown. */
  readonly width: Column;
  readonly height: Column;
}

/** What ground truths and detections have in common. */
export interface Objects {
  readonly length: number;
  readonly image: Column;
  readonly category: Column;
  /** px². */
  readonly area: Column;
  /** Bit a is set if the object lies in area range a. */
  readonly ranges: Column;
}

/** A row for each detection, highest score first, length D. */
export interface Detections extends Objects {
  readonly score: Column;
  /** 1 where the detection limit cut the row off; null without a limit. */
  readonly beyondLimit: Column | null;
}

/** A row for each ground truth, length G. */
export interface GroundTruths extends Objects {
  readonly role: Column;
}

/** A row for each stretch of IoU thresholds over which two rows matched, sorted by detection. */
export interface Matches {
  readonly length: number;
  readonly detection: Column;
  readonly groundTruth: Column;
  /** First index of an IoU threshold in the stretch. */
  readonly iouFirst: Column;
  /** First index of an IoU threshold after it. */
  readonly iouEnd: Column;
  readonly iou: Column;
}

/** Smallest boxes around regions, px. */
export interface Boxes {
  readonly x: Column;
  readonly y: Column;
  readonly width: Column;
  readonly height: Column;
}

export interface DetectionDetail extends Boxes {
  readonly bestSame: Column;
  readonly bestSameIou: Column;
  readonly bestOther: Column;
  readonly bestOtherIou: Column;
}

export interface GroundTruthDetail extends Boxes {
  readonly id: readonly string[];
  readonly best: Column;
  readonly bestIou: Column;
}

/** Where objects are, loaded with the first example. */
export interface Detail {
  readonly detections: DetectionDetail;
  readonly groundTruths: GroundTruthDetail;
}

/** Coded masks by row; empty for boxes. */
export interface MaskChunk {
  readonly groundTruths: ReadonlyMap<number, string>;
  readonly detections: ReadonlyMap<number, string>;
}

/** What every count needs of a run. */
export interface RunParts {
  readonly mode: Mode;
  /** What stands for the run in the server's addresses. */
  readonly key: string;
  readonly meta: Meta;
  readonly images: Images;
  readonly detections: Detections;
  readonly groundTruths: GroundTruths;
  readonly matches: Matches;
}

/** A run. */
export class Run implements RunParts {
  readonly mode: Mode;
  readonly key: string;
  readonly meta: Meta;
  readonly images: Images;
  readonly detections: Detections;
  readonly groundTruths: GroundTruths;
  readonly matches: Matches;
  private detailPromise: Promise<Detail> | null = null;
  private thumbsPromise: Promise<readonly string[]> | null = null;
  private readonly maskPromises = new Map<number, Promise<MaskChunk>>();

  private constructor(parts: RunParts) {
    this.mode = parts.mode;
    this.key = parts.key;
    this.meta = parts.meta;
    this.images = parts.images;
    this.detections = parts.detections;
    this.groundTruths = parts.groundTruths;
    this.matches = parts.matches;
  }

  /** A run from columns that are there already. */
  static of(parts: RunParts): Run {
    return new Run(parts);
  }

  /** Loads what every count needs. */
  static async load(mode: Mode, key: string): Promise<Run> {
    const shard = (name: string) => loadShard(mode, key, name);
    const meta = await loadMeta(mode, key);
    if (meta.format > FORMAT) {
      throw new Error(`this run was made by a newer Detlens (${meta.detlens_version})`);
    }
    const [images, detections, groundTruths, matches] = await Promise.all([
      shard("images").then(imagesOf),
      shard("detections").then(detectionsOf),
      shard("ground_truths").then(groundTruthsOf),
      shard("matches").then(matchesOf),
    ]);
    return new Run({ mode, key, meta, images, detections, groundTruths, matches });
  }

  /** Boxes and best overlaps; loaded once. */
  detail(): Promise<Detail> {
    this.detailPromise ??= Promise.all([
      loadShard(this.mode, this.key, "detections_detail").then(detectionDetailOf),
      loadShard(this.mode, this.key, "ground_truths_detail").then(groundTruthDetailOf),
    ]).then(([detections, groundTruths]) => ({ detections, groundTruths }));
    return this.detailPromise;
  }

  /** The masks of the images around `image`; loaded once. */
  masks(image: number): Promise<MaskChunk> {
    const chunk = Math.floor(image / this.meta.image_chunk);
    let promise = this.maskPromises.get(chunk);
    if (!promise) {
      promise =
        this.meta.iou_type === "segm"
          ? loadShard(this.mode, this.key, `masks_${chunk}`).then(maskChunkOf)
          : Promise.resolve({ groundTruths: new Map(), detections: new Map() });
      this.maskPromises.set(chunk, promise);
    }
    return promise;
  }

  /** In a single file the images themselves, as data addresses; loaded once. */
  thumbs(): Promise<readonly string[]> {
    this.thumbsPromise ??= loadShard(this.mode, this.key, "thumbs").then((s) => s.texts("thumb"));
    return this.thumbsPromise;
  }
}

function imagesOf(shard: Shard): Images {
  return {
    length: shard.length,
    id: shard.texts("id"),
    fileName: shard.texts("file_name"),
    width: shard.column("width"),
    height: shard.column("height"),
  };
}

function objectsOf(shard: Shard): Objects {
  return {
    length: shard.length,
    image: shard.column("image"),
    category: shard.column("category"),
    area: shard.column("area"),
    ranges: shard.column("ranges"),
  };
}

function detectionsOf(shard: Shard): Detections {
  const [score, beyondLimit] = [shard.column("score"), shard.optional("beyond_limit")];
  return { ...objectsOf(shard), score, beyondLimit };
}

function groundTruthsOf(shard: Shard): GroundTruths {
  return { ...objectsOf(shard), role: shard.column("role") };
}

function matchesOf(shard: Shard): Matches {
  return {
    length: shard.length,
    detection: shard.column("detection"),
    groundTruth: shard.column("ground_truth"),
    iouFirst: shard.column("iou_first"),
    iouEnd: shard.column("iou_end"),
    iou: shard.column("iou"),
  };
}

function boxesOf(shard: Shard): Boxes {
  return {
    x: shard.column("x"),
    y: shard.column("y"),
    width: shard.column("width"),
    height: shard.column("height"),
  };
}

function detectionDetailOf(shard: Shard): DetectionDetail {
  return {
    ...boxesOf(shard),
    bestSame: shard.column("best_same"),
    bestSameIou: shard.column("best_same_iou"),
    bestOther: shard.column("best_other"),
    bestOtherIou: shard.column("best_other_iou"),
  };
}

function groundTruthDetailOf(shard: Shard): GroundTruthDetail {
  return {
    ...boxesOf(shard),
    id: shard.texts("id"),
    best: shard.column("best"),
    bestIou: shard.column("best_iou"),
  };
}

function maskChunkOf(shard: Shard): MaskChunk {
  const byRow = (name: string) => {
    const texts = shard.texts(name);
    return new Map(Array.from(shard.column(name), (row, i) => [row, texts[i] ?? ""]));
  };
  return { groundTruths: byRow("ground_truth"), detections: byRow("detection") };
}
