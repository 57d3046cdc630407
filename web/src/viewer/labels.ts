/**
 * Labels beside the shapes; one that would cover another is left out.
 */
import { layerOf, type Placed } from "./layers";
import type { Transform } from "./transform";

interface Taken {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

const HEIGHT = 18;
const PADDING = 5;

/**
 * Draws a label for each shape, those with a score first.
 *
 * `density` is px of the canvas for each px on screen, in which `transform` is given.
 */
export function drawLabels(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  textOf: (placed: Placed) => string,
  transform: Transform,
  density: number,
): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  context.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = "middle";
  context.setLineDash([]);
  const taken: Taken[] = [];
  // What is drawn last lies on top, and its label matters most.
  for (const one of [...placed].reverse()) {
    const { box } = one.shape;
    const text = textOf(one);
    const width = context.measureText(text).width + 2 * PADDING;
    const room = context.canvas.width / density - width;
    const left = Math.round(Math.min(box.x * transform.scale + transform.left, room));
    const top = Math.round(Math.max(0, box.y * transform.scale + transform.top - HEIGHT - 2));
    const place = { left, top, right: left + width };
    if (taken.some((other) => overlaps(place, other))) continue;
    taken.push(place);
    drawLabel(context, text, place, layerOf(one.layer).color);
  }
}

const overlaps = (a: Taken, b: Taken): boolean =>
  a.left < b.right && b.left < a.right && Math.abs(a.top - b.top) < HEIGHT;

function drawLabel(
  context: CanvasRenderingContext2D,
  text: string,
  { left, right, top }: Taken,
  color: string,
): void {
  context.globalAlpha = 1;
  context.fillStyle = "rgb(16 19 22 / 0.88)";
  context.beginPath();
  context.roundRect(left, top, right - left, HEIGHT, 3);
  context.fill();
  context.fillStyle = color;
  context.fillRect(left, top, 3, HEIGHT);
  context.fillStyle = "#ffffff";
  context.fillText(text, left + PADDING + 1, top + HEIGHT / 2 + 0.5);
}
