/**
 * What a click on a chart or a row does.
 */
import { batch } from "@preact/signals";
import { isGroundTruthKey, rowOfKey, type OutcomeSet } from "../count/objects";
import { OBJECT_FIELDS, type Brush } from "./filter";
import type { Session } from "./session";

/** Narrows the examples to a stretch of one number and goes there. */
export function showExamples({ filter, view }: Session, brush: Brush, outcomes?: OutcomeSet): void {
  batch(() => {
    filter.brush.value = brush;
    if (outcomes !== undefined) filter.outcomes.value = outcomes;
    const isOfObjects = (OBJECT_FIELDS as readonly string[]).includes(brush.field);
    view.mode.value = isOfObjects ? "object" : "image";
  });
  goTo("examples");
}

/** Opens an image in the viewer. */
export function openImage({ view }: Session, image: number): void {
  view.opened.value = { image, key: null };
}

/** Opens the image of an object, with the object in view. */
export function openObject({ run, view }: Session, key: number): void {
  const side = isGroundTruthKey(run, key) ? run.groundTruths : run.detections;
  view.opened.value = { image: side.image[rowOfKey(run, key)]!, key };
}

/** Scrolls to a section and puts the focus there, for readers who do not see it. */
export function goTo(section: string): void {
  const element = document.getElementById(section);
  if (!element) return;
  element.scrollIntoView();
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
