/**
 * The shapes of an image: where its ground truths and detections are, ready to be drawn.
 */
import { groupByImage, rowsOf, type ByImage } from "../count/by-image";
import { keyOfGroundTruth } from "../count/objects";
import { decodeMask } from "../data/rle";
import type { Boxes, Run } from "../data/run";
import { thinLoop, traceContour, type Loop } from "./contour";

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
  /** The outline with what is too small to be seen left out, at px on screen per px of the image. */
  outlineAt(scale: number): Path2D;
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
  private loops: Loop[] | null = null;
  /** Outlines by how far they may be off, px of the image. */
  private readonly paths = new Map<number, Path2D>();

  constructor(
    readonly key: number,
    readonly isGroundTruth: boolean,
    readonly row: number,
    readonly box: Box,
    private readonly coded: string | null,
    private readonly imageHeight: number,
  ) {}

  get outline(): Path2D {
    return this.outlineWith(0);
  }

  outlineAt(scale: number): Path2D {
    return this.outlineWith(slackAt(scale));
  }

  private outlineWith(slack: number): Path2D {
    const known = this.paths.get(slack);
    if (known) return known;
    const path = this.coded === null ? boxPath(this.box) : this.maskPath(this.coded, slack);
    this.paths.set(slack, path);
    return path;
  }

  private maskPath(coded: string, slack: number): Path2D {
    if (!this.loops) {
      const bitmap = decodeMask(coded, this.imageHeight);
      this.loops = bitmap ? traceContour(bitmap) : [];
    }
    return pathOf(this.loops.map((loop) => thinLoop(loop, slack)));
  }
}

/**
 * How far an outline may be off, px of the image: at most a px on screen.
 *
 * Powers of two, so that a shape has few outlines; 0 where each px of the image is seen.
 */
function slackAt(scale: number): number {
  const exponent = Math.floor(Math.log2(1 / scale));
  return exponent >= 0 ? 2 ** exponent : 0;
}

/** The outline of a box. */
export function boxPath({ x, y, width, height }: Box): Path2D {
  const path = new Path2D();
  path.rect(x, y, width, height);
  return path;
}

function pathOf(loops: readonly Loop[]): Path2D {
  const path = new Path2D();
  for (const loop of loops) {
    path.moveTo(loop[0]!, loop[1]!);
    for (let i = 2; i < loop.length; i += 2) path.lineTo(loop[i]!, loop[i + 1]!);
    path.closePath();
  }
  return path;
}
