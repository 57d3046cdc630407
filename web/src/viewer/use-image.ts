/**
 * Loading what a tile or the viewer shows of an image.
 */
import { useEffect, useState } from "preact/hooks";
import { imageAddress, type Quality } from "../data/images";
import type { Detail, Run } from "../data/run";
import { reportFault } from "../parts/fault";
import { loadShapes, type Shape } from "./shapes";

/** The address of an image: undefined until known, null if there is none. */
export function useImageAddress(run: Run, image: number, quality: Quality) {
  const [known, setKnown] = useState<{ image: number; address: string | null }>();
  useEffect(() => {
    let isWanted = true;
    imageAddress(run, image, quality)
      .then((address) => isWanted && setKnown({ image, address }))
      .catch(reportFault);
    return () => void (isWanted = false);
  }, [run, image, quality]);
  return known?.image === image ? known.address : undefined;
}

/** The shapes of an image; null until they have arrived. */
export function useShapes(run: Run, image: number): readonly Shape[] | null {
  const [known, setKnown] = useState<{ image: number; shapes: readonly Shape[] }>();
  useEffect(() => {
    let isWanted = true;
    loadShapes(run, image)
      .then((shapes) => isWanted && setKnown({ image, shapes }))
      .catch(reportFault);
    return () => void (isWanted = false);
  }, [run, image]);
  return known?.image === image ? known.shapes : null;
}

/** Boxes and best overlaps; null until they have arrived. */
export function useDetail(run: Run): Detail | null {
  const [detail, setDetail] = useState<Detail | null>(null);
  useEffect(() => {
    run.detail().then(setDetail).catch(reportFault);
  }, [run]);
  return detail;
}

/** Size of an image in px: as stated, else such that every shape fits. */
export function imageSize(run: Run, image: number, shapes: readonly Shape[] | null) {
  const [width, height] = [run.images.width[image]!, run.images.height[image]!];
  if (width > 0 && height > 0) return { width, height };
  let [right, bottom] = [1, 1];
  for (const { box } of shapes ?? []) {
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { width: Math.ceil(right), height: Math.ceil(bottom) };
}
