/**
 * The examples in the order in which they are shown and walked through.
 */
import { computed, type ReadonlySignal } from "@preact/signals";
import {
  IMAGE_ORDERS,
  imageNumber,
  OBJECT_ORDERS,
  objectNumber,
  type ImageOrder,
  type ObjectOrder,
} from "../count/orders";
import { sortRows } from "../count/sort";
import type { Filter } from "./filter";
import { listExampleImages, listExampleObjects } from "./lists";
import type { Numbers } from "./numbers";
import type { View } from "./view";

export interface Examples {
  /** Images, sorted. */
  readonly images: ReadonlySignal<Uint32Array>;
  /** Keys of objects, in natural order. */
  readonly objects: ReadonlySignal<Uint32Array>;
  /** Keys of objects, sorted. */
  readonly sortedObjects: ReadonlySignal<Uint32Array>;
}

/** Wires the examples to filter and view. */
export function listExamples(filter: Filter, numbers: Numbers, view: View): Examples {
  const objects = computed(() => listExampleObjects({ filter, numbers }));
  return {
    images: computed(() => {
      const { column, descending } = view.imageSort.value;
      const order = column in IMAGE_ORDERS ? (column as ImageOrder) : "errors";
      const counts = numbers.images.value;
      const images = listExampleImages({ filter, numbers });
      return sortRows(images, (image) => imageNumber(counts, order, image), descending);
    }),
    objects,
    sortedObjects: computed(() => {
      const { column, descending } = view.objectSort.value;
      const order = column in OBJECT_ORDERS ? (column as ObjectOrder) : "score";
      const scope = numbers.scope.value;
      return sortRows(objects.value, (key) => objectNumber(scope, order, key), descending);
    }),
  };
}
