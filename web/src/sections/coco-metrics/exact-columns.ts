/**
 * The columns of the table by area range, and how each reads the run's averages.
 */
import type { Averages, AverageScope, Measure, Meta } from "../../data/meta";
import { findAverages, meanOverThresholds, thresholdIndex } from "../../state/averages";

export interface ExactColumn {
  readonly title: string;
  readonly help: string;
  read(meta: Meta, scope: AverageScope, areaIdx: number): Measure;
}

export function exactColumns(meta: Meta): ExactColumn[] {
  const columns: ExactColumn[] = [
    {
      title: "mAP",
      help: "Mean over all IoU thresholds",
      read: (m, scope, a) =>
        ofAverages(m, scope, a, (row) => meanOverThresholds(row.average_precision)),
    },
  ];
  for (const [title, threshold] of [
    ["mAP@50", "0.5"],
    ["mAP@75", "0.75"],
  ] as const) {
    const idx = thresholdIndex(meta, threshold);
    if (idx === -1) continue;
    columns.push({
      title,
      help: `At IoU ${threshold} alone`,
      read: (m, scope, a) => ofAverages(m, scope, a, (row) => row.average_precision[idx]!),
    });
  }
  columns.push(
    {
      title: "mAP, 101 points",
      help: "Mean of the precision at 101 recall thresholds, as COCO takes it, on the same matches",
      read: (m, scope, a) =>
        ofAverages(m, scope, a, (row) => meanOverThresholds(row.average_precision_101)),
    },
    {
      title: "mAR",
      help: "Recall at the lowest score, the mean over all IoU thresholds",
      read: (m, scope, a) => ofAverages(m, scope, a, (row) => meanOverThresholds(row.recall)),
    },
  );
  return columns;
}

/** What `read` makes of the averages of a scope, if the run has them. */
export function ofAverages(
  meta: Meta,
  scope: AverageScope,
  areaIdx: number,
  read: (row: Averages) => Measure,
): Measure {
  const row = findAverages(meta, scope, areaIdx);
  return row ? read(row) : "not computed";
}
