/**
 * What the examples show and how, beside the filter.
 */
import { signal, type Signal } from "@preact/signals";

/** How the examples are listed. */
export type ExampleMode = "image" | "object";
export type ExampleLayout = "gallery" | "table";

/** A column to sort by. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** The image in the viewer, and the object in it that is looked at. */
export interface Opened {
  readonly image: number;
  /** Key of the object, as in `count/objects.ts`; null for none. */
  readonly key: number | null;
}

export interface View {
  readonly mode: Signal<ExampleMode>;
  readonly layout: Signal<ExampleLayout>;
  readonly imageSort: Signal<Sort>;
  readonly objectSort: Signal<Sort>;
  readonly opened: Signal<Opened | null>;
}

/** The view of a page just opened: the images with the most errors first. */
export function createView(): View {
  return {
    mode: signal<ExampleMode>("image"),
    layout: signal<ExampleLayout>("gallery"),
    imageSort: signal<Sort>({ column: "errors", descending: true }),
    objectSort: signal<Sort>({ column: "score", descending: true }),
    opened: signal<Opened | null>(null),
  };
}
