/**
 * Which shape lies under the pointer.
 */
import type { Placed } from "./layers";
import type { Box } from "./shapes";

let context: CanvasRenderingContext2D | null = null;

/** The smallest shape that holds a point of the image; null if none does. */
export function shapeAt(
  placed: readonly Placed[],
  point: { x: number; y: number },
  asBoxes: boolean,
): Placed | null {
  context ??= document.createElement("canvas").getContext("2d");
  const holds = ({ shape }: Placed): boolean => {
    if (!isInBox(shape.box, point)) return false;
    return asBoxes || (context?.isPointInPath(shape.outline, point.x, point.y, "evenodd") ?? false);
  };
  const sizeOf = ({ shape: { box } }: Placed) => box.width * box.height;
  let smallest: Placed | null = null;
  // Of two of one size the one drawn last lies on top.
  for (const one of placed) {
    if (holds(one) && (!smallest || sizeOf(one) <= sizeOf(smallest))) smallest = one;
  }
  return smallest;
}

function isInBox(box: Box, { x, y }: { x: number; y: number }): boolean {
  return box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height;
}
