/**
 * Drawing shapes on a canvas that lies over the image.
 *
 * The image is never drawn on the canvas: one that comes from another origin, as any does on
 * file://, would lock it.
 */
import { layerOf, type LayerName, type Placed } from "./layers";
import { boxPath } from "./shapes";

/** How shapes are drawn. */
export interface Look {
  /** px of the canvas for each px of the image, and where the image begins. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** px of the canvas for each px on screen. */
  readonly density: number;
  /** Opacity of fills, [0, 1]; 0 draws outlines alone. */
  readonly fill: number;
  readonly asBoxes: boolean;
  /** Keys that stand out; all others fade. Empty: none does. */
  readonly lit: ReadonlySet<number>;
}

/** Clears the canvas and draws the shapes. */
export function drawShapes(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  look: Look,
): void {
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(look.scale, 0, 0, look.scale, look.left, look.top);
  const isLit = ({ shape }: Placed) => look.lit.has(shape.key);
  for (const group of [placed.filter((one) => !isLit(one)), placed.filter(isLit)]) {
    for (const layer of new Set(group.map(({ layer }) => layer))) {
      drawLayer(
        context,
        layer,
        group.filter((one) => one.layer === layer),
        look,
      );
    }
  }
}

function drawLayer(
  context: CanvasRenderingContext2D,
  name: LayerName,
  placed: readonly Placed[],
  look: Look,
): void {
  const { color, dash, width, filled } = layerOf(name);
  const isLit = look.lit.has(placed[0]!.shape.key);
  const px = look.density / look.scale;
  const alpha = look.lit.size > 0 && !isLit ? 0.25 : 1;
  const paths = placed.map(({ shape }) =>
    look.asBoxes ? boxPath(shape.box) : shape.outlineAt(look.scale),
  );
  if (filled && look.fill > 0) {
    context.globalAlpha = alpha * look.fill;
    context.fillStyle = color;
    for (const path of paths) context.fill(path, "evenodd");
  }
  context.globalAlpha = alpha;
  const outlines = new Path2D();
  for (const path of paths) outlines.addPath(path);
  // A dark seam below the line keeps it visible on any image.
  context.setLineDash([]);
  context.strokeStyle = "rgb(0 0 0 / 0.45)";
  context.lineWidth = (width + (isLit ? 3.5 : 1.5)) * px;
  context.stroke(outlines);
  context.setLineDash(dash.map((length) => length * px));
  context.strokeStyle = color;
  context.lineWidth = (width + (isLit ? 1.5 : 0)) * px;
  context.stroke(outlines);
}
