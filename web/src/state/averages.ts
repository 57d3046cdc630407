/**
 * AP and AR as the run computed them, looked up for what the filter chooses.
 *
 * They are over all scores and never follow the score threshold.
 */
import { meanOf, NO_GROUND_TRUTH } from "../count/counts";
import type { Averages, AverageScope, Measure, Meta } from "../data/meta";
import type { Session } from "./session";

/**
 * The averages of a scope in an area range, if the run has them.
 *
 * With one category a run leaves out what is class-agnostic: it equals the pool.
 */
export function findAverages(meta: Meta, scope: AverageScope, areaIdx: number): Averages | null {
  const index = averagesIndex(meta);
  const found = index.get(`${scope} ${areaIdx}`);
  if (found || scope !== "class_agnostic") return found ?? null;
  return index.get(`pooled ${areaIdx}`) ?? null;
}

const indices = new WeakMap<Meta, Map<string, Averages>>();

function averagesIndex(meta: Meta): Map<string, Averages> {
  let index = indices.get(meta);
  if (!index) {
    index = new Map(meta.averages.map((a) => [`${a.scope} ${a.area_idx}`, a]));
    indices.set(meta, index);
  }
  return index;
}

/** The mean over IoU thresholds; the reason of the first that has no value. */
export function meanOverThresholds(measures: readonly Measure[]): Measure {
  const missing = measures.find((measure) => typeof measure === "string");
  return missing ?? meanOf(measures, NO_GROUND_TRUTH);
}

/** Index of an IoU threshold given as a number in text, -1 if the run has none such. */
export const thresholdIndex = (meta: Meta, threshold: string): number =>
  meta.iou_thresholds.findIndex((text) => Number(text) === Number(threshold));

/** AP of a choice of categories in the chosen area range. */
export interface ChosenAverages {
  /** Mean over IoU thresholds. */
  readonly map: Measure | null;
  /** Categories that went into the mean. */
  readonly nCategories: number;
  /** At one IoU threshold; null if the run has none such. */
  at(threshold: string): Measure | null;
}

/** AP for the filter's categories and area range: the mean over those that have a value. */
export function chosenAverages({ run, filter }: Session): ChosenAverages {
  const { meta } = run;
  const areaIdx = filter.areaIdx.value;
  const chosen = filter.categories.value;
  const rows = (chosen ?? ["mean" as const])
    .map((scope) => findAverages(meta, scope, areaIdx))
    .filter((row) => row !== null);
  const mean = (of: (row: Averages) => Measure): Measure | null =>
    rows.length === 0 ? null : meanOf(rows.map(of), reasonOf(rows.map(of)));
  return {
    map: mean((row) => meanOverThresholds(row.average_precision)),
    nCategories: chosen ? rows.length : (rows[0]?.n_categories ?? 0),
    at(threshold) {
      const idx = thresholdIndex(meta, threshold);
      return idx === -1 ? null : mean((row) => row.average_precision[idx]!);
    },
  };
}

function reasonOf(measures: readonly Measure[]): string {
  return measures.find((measure) => typeof measure === "string") ?? NO_GROUND_TRUTH;
}
