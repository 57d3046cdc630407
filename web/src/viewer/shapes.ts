/**
 * The shapes of an image: where its ground truths and detections are, ready to be drawn.
 */
import { groupByImage, rowsOf, type ByImage } from "../count/by-image";
import { keyOfGroundTruth } from "../count/objects";
import { decodeMask } from "../data/rle";
import type { Boxes, Run } from "../data/run";
import { traceContour } from "./contour";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One ground truth or detection. */
export interface Shape {
  /** As in `count/objects.ts`; a ground truth has its key whether it is missed or not. */
  readonly key: number;
  readonly isGroundTruth: boolean;
  readonly row: number;
  /** px of the image */
  readonly box: Box;
  /** Outline of the mask, or of the box where there are no masks; px of the image. */
  readonly outline: Path2D;
}

interface Rows {
  readonly groundTruths: ByImage;
  readonly detections: ByImage;
}

const rowsOfRun = new WeakMap<Run, Rows>();

/** Rows of each image, made with the first example. */
export function rowsByImage(run: Run): Rows {
  let rows = rowsOfRun.get(run);
  if (!rows) {
    const { groundTruths, detections, images } = run;
    rows = {
      groundTruths: groupByImage(groundTruths.image, images.length),
      detections: groupByImage(detections.image, images.length),
    };
    rowsOfRun.set(run, rows);
  }
  return rows;
}

/** Images whose shapes are kept; those looked at least recently go first. */
const MAX_CACHED = 64;
const cache = new Map<number, Promise<Shape[]>>();

/** The shapes of an image, ground truths first, detections from the highest score down. */
export function loadShapes(run: Run, image: number): Promise<Shape[]> {
  const shapes = cache.get(image) ?? makeShapes(run, image);
  cache.delete(image);
  cache.set(image, shapes);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
  return shapes;
}

async function makeShapes(run: Run, image: number): Promise<Shape[]> {
  const [detail, masks] = await Promise.all([run.detail(), run.masks(image)]);
  const rows = rowsByImage(run);
  const height = run.images.height[image]!;
  const shapesOf = (isGroundTruth: boolean): Shape[] => {
    const side = isGroundTruth ? "groundTruths" : "detections";
    return Array.from(rowsOf(rows[side], image), (row) => {
      const box = boxAt(detail[side], row);
      const coded = masks[side].get(row);
      const key = isGroundTruth ? keyOfGroundTruth(run, row) : row;
      return new LazyShape(key, isGroundTruth, row, box, coded ?? null, height);
    });
  };
  return [...shapesOf(true), ...shapesOf(false)];
}

/** The box of a row. */
export function boxAt(boxes: Boxes, row: number): Box {
  return {
    x: boxes.x[row]!,
    y: boxes.y[row]!,
    width: boxes.width[row]!,
    height: boxes.height[row]!,
  };
}

/** A shape whose mask is decoded when it is first drawn: most detections never are. */
class LazyShape implements Shape {
  private path: Path2D | null = null;

  constructor(
    readonly key: number,
    readonly isGroundTruth: boolean,
    readonly row: number,
    readonly box: Box,
    private readonly coded: string | null,
    private readonly imageHeight: number,
  ) {}

  get outline(): Path2D {
    this.path ??= this.coded === null ? boxPath(this.box) : maskPath(this.coded, this.imageHeight);
    return this.path;
  }
}

/** The outline of a box. */
export function boxPath({ x, y, width, height }: Box): Path2D {
  const path = new Path2D();
  path.rect(x, y, width, height);
  return path;
}

function maskPath(coded: string, imageHeight: number): Path2D {
  const path = new Path2D();
  const bitmap = decodeMask(coded, imageHeight);
  for (const loop of bitmap ? traceContour(bitmap) : []) {
    path.moveTo(loop[0]!, loop[1]!);
    for (let i = 2; i < loop.length; i += 2) path.lineTo(loop[i]!, loop[i + 1]!);
    path.closePath();
  }
  return path;
}
