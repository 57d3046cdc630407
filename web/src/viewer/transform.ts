/**
 * Where an image lies in the viewer: zoom to a point, drag, fit.
 */

/** px on screen = px of the image * scale + left or top. */
export interface Transform {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const MAX_SCALE = 64;
const MARGIN_PX = 16;

/** The image as large as it fits, in the middle; small images at most eight times enlarged. */
export function fit(image: Size, frame: Size): Transform {
  const room = { width: frame.width - 2 * MARGIN_PX, height: frame.height - 2 * MARGIN_PX };
  const scale = Math.max(0.01, Math.min(room.width / image.width, room.height / image.height, 8));
  return centred({ x: image.width / 2, y: image.height / 2 }, scale, frame);
}

/** A box of the image in the middle, with room around it, but never smaller than `least`. */
export function fitBox(
  box: { x: number; y: number; width: number; height: number },
  frame: Size,
  least: Transform,
): Transform {
  const around = 3;
  const wanted = Math.min(
    frame.width / (around * Math.max(1, box.width)),
    frame.height / (around * Math.max(1, box.height)),
  );
  const scale = Math.min(16, Math.max(least.scale, wanted));
  if (scale === least.scale) return least;
  return centred({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, scale, frame);
}

/** Zooms by `factor` so that the point at (x, y) on screen stays where it is. */
export function zoomAt(transform: Transform, factor: number, x: number, y: number): Transform {
  const scale = Math.min(MAX_SCALE, Math.max(0.02, transform.scale * factor));
  const ratio = scale / transform.scale;
  return {
    scale,
    left: x - (x - transform.left) * ratio,
    top: y - (y - transform.top) * ratio,
  };
}

/** Moves by px on screen. */
export function moveBy(transform: Transform, dx: number, dy: number): Transform {
  return { ...transform, left: transform.left + dx, top: transform.top + dy };
}

/** The point of the image at (x, y) on screen. */
export function imagePoint(transform: Transform, x: number, y: number) {
  return { x: (x - transform.left) / transform.scale, y: (y - transform.top) / transform.scale };
}

function centred(middle: { x: number; y: number }, scale: number, frame: Size): Transform {
  return {
    scale,
    left: frame.width / 2 - middle.x * scale,
    top: frame.height / 2 - middle.y * scale,
  };
}
