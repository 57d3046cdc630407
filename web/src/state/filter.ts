/**
 * The one filter that everything on the page follows.
 */
import { batch, signal, type Signal } from "@preact/signals";
import { ALL_OUTCOMES, type OutcomeSet } from "../count/objects";
import type { Run } from "../data/run";

/** Numbers of objects and of images that a brush can narrow. */
export const OBJECT_FIELDS = ["score", "iou", "area", "gt-area"] as const;
export const IMAGE_FIELDS = ["precision", "recall", "f1", "mean-iou"] as const;
export type BrushField = (typeof OBJECT_FIELDS | typeof IMAGE_FIELDS)[number];

/** A stretch of one number, set by a click on a bin; it narrows the examples. */
export interface Brush {
  readonly field: BrushField;
  readonly low: number;
  readonly high: number;
}

export class Filter {
  /** Detections with a higher score are kept. */
  readonly score: Signal<number>;
  readonly iouIdx: Signal<number>;
  readonly areaIdx: Signal<number>;
  /** Indices of categories, rising; null takes all. */
  readonly categories: Signal<readonly number[] | null>;
  /** Part of an image's file name or id. */
  readonly search: Signal<string>;
  /** Outcomes shown among the examples. */
  readonly outcomes: Signal<OutcomeSet>;
  readonly brush: Signal<Brush | null>;

  constructor(private readonly run: Run) {
    const { score_threshold, reference_iou_idx } = run.meta.operating_point;
    this.score = signal(score_threshold);
    this.iouIdx = signal(reference_iou_idx);
    this.areaIdx = signal(0);
    this.categories = signal<readonly number[] | null>(null);
    this.search = signal("");
    this.outcomes = signal<OutcomeSet>(ALL_OUTCOMES);
    this.brush = signal<Brush | null>(null);
  }

  /** Back to the run's operating point, with nothing left out. */
  reset(): void {
    const { score_threshold, reference_iou_idx } = this.run.meta.operating_point;
    batch(() => {
      this.score.value = score_threshold;
      this.iouIdx.value = reference_iou_idx;
      this.areaIdx.value = 0;
      this.categories.value = null;
      this.search.value = "";
      this.outcomes.value = ALL_OUTCOMES;
      this.brush.value = null;
    });
  }

  /** Whether everything stands as `reset` leaves it. */
  get isReset(): boolean {
    const { score_threshold, reference_iou_idx } = this.run.meta.operating_point;
    return (
      this.score.value === score_threshold &&
      this.iouIdx.value === reference_iou_idx &&
      this.areaIdx.value === 0 &&
      this.categories.value === null &&
      this.search.value === "" &&
      this.outcomes.value === ALL_OUTCOMES &&
      this.brush.value === null
    );
  }
}
