/**
 * The measures of an aggregate table, in the order of its columns.
 */
import {
  detectionsOf,
  f1Of,
  groundTruthsOf,
  precisionOf,
  recallOf,
  type Counts,
} from "../../count/counts";
import type { Measure } from "../../data/meta";
import { formatCount, formatMeasure } from "../../parts/format";

export interface CountMeasure {
  readonly key: string;
  readonly title: string;
  readonly help: string;
  /** Whether it is a fraction in [0, 1], else a count. */
  readonly isFraction: boolean;
  of(counts: Counts): Measure;
}

const count = (key: string, title: string, help: string, of: (counts: Counts) => number) => ({
  key,
  title,
  help,
  isFraction: false,
  of,
});

const fraction = (key: string, title: string, help: string, of: (counts: Counts) => Measure) => ({
  key,
  title,
  help,
  isFraction: true,
  of,
});

export const MEASURES: readonly CountMeasure[] = [
  count("gt", "GT", "Ground truths, TP + FN", groundTruthsOf),
  count("dt", "DT", "Detections that count, TP + FP", detectionsOf),
  count("tp", "TP", "True positives: found", (c) => c.tp),
  count("fp", "FP", "False positives: reported, not there", (c) => c.fp),
  count("fn", "FN", "False negatives: missed", (c) => c.fn),
  count("excused", "Excused", "Detections of a crowd or an ignored object", (c) => c.excused),
  fraction("precision", "Precision", "TP / (TP + FP)", precisionOf),
  fraction("recall", "Recall", "TP / (TP + FN)", recallOf),
  fraction("f1", "F1", "Harmonic mean of precision and recall", f1Of),
];

/** A measure as the tables write it. */
export function formatCell(measure: CountMeasure, value: Measure): string {
  if (typeof value === "string") return "–";
  return measure.isFraction ? formatMeasure(value) : formatCount(value);
}
