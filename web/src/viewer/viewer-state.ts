/**
 * What the viewer shows and how; it stays as the reader goes from image to image.
 */
import { signal } from "@preact/signals";
import type { Session } from "../state/session";
import { LAYERS, type LayerName } from "./layers";
import type { Transform } from "./transform";

export function createViewerState() {
  return {
    shownLayers: signal<ReadonlySet<LayerName>>(new Set(LAYERS.map(({ name }) => name))),
    /** Opacity of fills, [0, 1]. */
    fill: signal(0.3),
    asBoxes: signal(false),
    hasLabels: signal(true),
    hasHelp: signal(false),
    /** Whether the next error is asked for and not yet found. */
    seeksError: signal(false),
    /** Key of the shape under the pointer. */
    hovered: signal<number | null>(null),
    /** null asks the stage to fit the image. */
    transform: signal<Transform | null>(null),
  };
}

export type ViewerState = ReturnType<typeof createViewerState>;

/** Shows or hides a layer. */
export function toggleLayer({ shownLayers }: ViewerState, name: LayerName): void {
  const shown = new Set(shownLayers.value);
  if (!shown.delete(name)) shown.add(name);
  shownLayers.value = shown;
}

/** Goes `step` images on; among objects, `step` objects. False where there are no more. */
export function walk({ run, view, examples }: Session, step: number): boolean {
  const opened = view.opened.value;
  if (!opened) return false;
  if (view.mode.value === "object" && opened.key !== null) {
    const keys = examples.sortedObjects.value;
    const key = keys[stepIn(keys, opened.key, step)];
    if (key === undefined || key === opened.key) return false;
    const isGt = key >= run.detections.length;
    const row = isGt ? key - run.detections.length : key;
    view.opened.value = { image: (isGt ? run.groundTruths : run.detections).image[row]!, key };
    return true;
  }
  const images = examples.images.value;
  const image = images[stepIn(images, opened.image, step)];
  if (image === undefined || image === opened.image) return false;
  view.opened.value = { image, key: null };
  return true;
}

/** Where the image or object stands among those that are walked through, from 1. */
export function placeInWalk({ view, examples }: Session): { at: number; of: number } | null {
  const opened = view.opened.value;
  if (!opened) return null;
  const isObject = view.mode.value === "object" && opened.key !== null;
  const items = isObject ? examples.sortedObjects.value : examples.images.value;
  const at = items.indexOf(isObject ? opened.key! : opened.image);
  return at === -1 ? null : { at: at + 1, of: items.length };
}

function stepIn(items: Uint32Array, item: number, step: number): number {
  const at = items.indexOf(item);
  return at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + step));
}
