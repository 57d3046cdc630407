/**
 * The columns of the table of categories.
 */
import { meanIouByCategory } from "../../count/categories";
import { valueOf, type Counts } from "../../count/counts";
import type { BestF1 } from "../../count/curve";
import type { Scope } from "../../count/scope";
import { countsOf } from "../../count/tally";
import type { Averages, Measure, Meta } from "../../data/meta";
import { formatCount, formatMeasure, formatScore } from "../../parts/format";
import { OutcomeBar } from "../../parts/OutcomeBar";
import { findAverages, meanOverThresholds, thresholdIndex } from "../../state/averages";
import type { Session } from "../../state/session";
import { orderOf, type NumberColumn, type TableColumn } from "../../table/columns";
import { MEASURES } from "../counts/measures";

/** What is counted of each category; lists of length K. */
export interface CategoryNumbers {
  readonly counts: readonly Counts[];
  readonly meanIou: readonly Measure[];
  readonly best: readonly (BestF1 | string)[];
}

/** Every category, chosen or not, at the filter's IoU threshold and area range. */
export function scopeOfAll({ numbers }: Session): Scope {
  const isAll = numbers.selection.value.categories === null;
  return isAll ? numbers.scope.value : numbers.scopeLike({ categories: null });
}

/** Counts every category of `scope`; `best` does not depend on the score threshold. */
export function countCategories(
  { run, numbers }: Session,
  scope: Scope,
  best: readonly (BestF1 | string)[],
): CategoryNumbers {
  return {
    counts: run.meta.categories.map((_, category) =>
      countsOf(numbers.tally.value, { ...numbers.selection.value, categories: [category] }),
    ),
    meanIou: meanIouByCategory(scope, numbers.nKept.value),
    best,
  };
}

export function categoryColumns(
  meta: Meta,
  areaIdx: number,
  numbers: CategoryNumbers,
): TableColumn[] {
  const names = meta.categories.map(({ name }) => name);
  const order = orderOf(names);
  return [
    {
      key: "category",
      kind: "text",
      title: "Category",
      width: 152,
      text: (k) => names[k]!,
      order: (k) => order[k]!,
    },
    outcomeColumn(numbers),
    ...countColumns(numbers),
    ...averageColumns(meta, areaIdx),
    ...rangeColumns(meta),
    ...thresholdColumns(numbers),
  ];
}

/** Sorts by the share of errors among all that is there or reported. */
function outcomeColumn({ counts }: CategoryNumbers): NumberColumn {
  return {
    key: "errors",
    kind: "number",
    title: "FN · TP · FP",
    help: "Missed, found, false; sorts by the number of errors, FP + FN",
    width: 120,
    value: (k) => counts[k]!.fp + counts[k]!.fn,
    format: formatCount,
    cell: (k) => <OutcomeBar counts={counts[k]!} />,
  };
}

function countColumns({ counts }: CategoryNumbers): NumberColumn[] {
  return MEASURES.filter(({ key }) => key !== "excused").map((measure) => ({
    key: measure.key,
    kind: "number",
    title: measure.title,
    help: measure.help,
    width: measure.isFraction ? 96 : 56,
    value: (k) => valueOf(measure.of(counts[k]!)),
    format: measure.isFraction ? formatMeasure : formatCount,
    ...(measure.isFraction && { barOf: 1 }),
  }));
}

function averageColumns(meta: Meta, areaIdx: number): NumberColumn[] {
  const half = thresholdIndex(meta, "0.5");
  const exact = (key: string, title: string, help: string, of: (row: Averages) => Measure) =>
    measureColumn(key, title, help, (k) => {
      const row = findAverages(meta, k, areaIdx);
      return row ? of(row) : null;
    });
  const columns = [
    exact("ap", "AP", "Protocol exact, mean over IoU thresholds, in the chosen area range", (row) =>
      meanOverThresholds(row.average_precision),
    ),
  ];
  if (half !== -1) {
    columns.push(exact("ap50", "AP@50", "At IoU 0.5", (row) => row.average_precision[half]!));
  }
  const coco = meta.coco?.category_average_precision;
  if (coco) {
    columns.push(
      measureColumn(
        "ap-coco",
        "AP, coco",
        "As pycocotools gives it, all sizes",
        (k) => coco[k]?.[0] ?? null,
      ),
    );
  }
  return columns;
}

/** AP in each area range but the first, which is all. */
function rangeColumns(meta: Meta): NumberColumn[] {
  return meta.area_ranges.slice(1).map(({ name }, i) =>
    measureColumn(
      `ap-${name.replaceAll(".", "_")}`,
      `AP ${name}`,
      `AP in the range ${name}`,
      (k) => {
        const row = findAverages(meta, k, i + 1);
        return row ? meanOverThresholds(row.average_precision) : null;
      },
    ),
  );
}

function thresholdColumns({ best, meanIou }: CategoryNumbers): NumberColumn[] {
  const ofBest = (k: number, part: keyof BestF1) => {
    const row = best[k]!;
    return typeof row === "string" ? null : row[part];
  };
  return [
    {
      key: "best-score",
      kind: "number",
      title: "Best score >",
      help: "The score threshold at which this category has its highest F1",
      width: 104,
      value: (k) => ofBest(k, "scoreThreshold"),
      format: formatScore,
    },
    measureColumn("best-f1", "Best F1", "The highest F1 of any score threshold", (k) =>
      ofBest(k, "f1"),
    ),
    {
      ...measureColumn("mean-iou", "Mean IoU", "Of the true positives", (k) => meanIou[k]!),
      barOf: undefined,
    },
  ];
}

function measureColumn(
  key: string,
  title: string,
  help: string,
  of: (category: number) => Measure | null,
): NumberColumn {
  const value = (k: number) => {
    const measure = of(k);
    return typeof measure === "number" ? measure : null;
  };
  return { key, kind: "number", title, help, width: 104, value, format: formatMeasure, barOf: 1 };
}
