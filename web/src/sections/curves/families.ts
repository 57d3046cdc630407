/**
 * Families of curves: one line for each IoU threshold, area range or category.
 */
import type { Measure } from "../../data/meta";
import { curveOf, type Curve } from "../../count/curve";
import type { Selection } from "../../count/tally";
import { findAverages } from "../../state/averages";
import type { Session } from "../../state/session";

export type FamilyName = "iou" | "area" | "category";

/** One line of a family. */
export interface Line {
  readonly name: string;
  /** The name where it stands alone. */
  readonly title: string;
  readonly isChosen: boolean;
  readonly curve: Curve;
  /** Area under it as the run computed it; null where the run has none for this choice. */
  readonly averagePrecision: Measure | null;
  /** Makes the filter choose this line. */
  choose(): void;
}

/** More lines than this cannot be told apart; those with the most objects are drawn. */
const MAX_LINES = 12;

/** The lines of a family around the present selection. */
export function linesOf(session: Session, family: FamilyName): Line[] {
  switch (family) {
    case "iou":
      return iouLines(session);
    case "area":
      return areaLines(session);
    case "category":
      return categoryLines(session);
  }
}

function iouLines(session: Session): Line[] {
  const { run, filter } = session;
  return run.meta.iou_thresholds.map((threshold, iouIdx) => ({
    name: Number(threshold).toFixed(2),
    title: `IoU ≥ ${Number(threshold).toFixed(2)}`,
    isChosen: iouIdx === filter.iouIdx.value,
    ...measured(session, { iouIdx }),
    choose: () => (filter.iouIdx.value = iouIdx),
  }));
}

function areaLines(session: Session): Line[] {
  const { run, filter } = session;
  return run.meta.area_ranges.map(({ name }, areaIdx) => ({
    name,
    title: name,
    isChosen: areaIdx === filter.areaIdx.value,
    ...measured(session, { areaIdx }),
    choose: () => (filter.areaIdx.value = areaIdx),
  }));
}

function categoryLines(session: Session): Line[] {
  const { run, filter, numbers } = session;
  const chosen = filter.categories.value;
  const nObjects = (category: number) => objectsOf(session, category);
  const listed = [...(chosen ?? run.meta.categories.keys())]
    .sort((a, b) => nObjects(b) - nObjects(a))
    .slice(0, MAX_LINES);
  const all: Line = {
    name: chosen ? "chosen" : "all",
    title: chosen ? "chosen categories" : "all categories",
    isChosen: true,
    curve: numbers.curve.value,
    averagePrecision: averageOf(session, numbers.selection.value),
    choose: () => {},
  };
  if (listed.length < 2) return [all];
  const lines = listed.map((category) => ({
    name: run.meta.categories[category]!.name,
    title: run.meta.categories[category]!.name,
    isChosen: false,
    ...measured(session, { categories: [category] }),
    choose: () => (filter.categories.value = [category]),
  }));
  return [...lines, all];
}

function objectsOf({ numbers }: Session, category: number): number {
  const { zones, groundTruths } = numbers.tally.value.index;
  const n = zones.masks.length;
  return groundTruths.subarray(category * n, (category + 1) * n).reduce((a, b) => a + b, 0);
}

function measured(session: Session, changes: Partial<Selection>) {
  const selection = { ...session.numbers.selection.value, ...changes };
  return {
    curve: curveOf(session.numbers.scopeLike(changes)),
    averagePrecision: averageOf(session, selection),
  };
}

/** The run has areas under the curve of all categories pooled and of each alone, over all images. */
function averageOf(session: Session, selection: Selection): Measure | null {
  const { categories, areaIdx, iouIdx } = selection;
  if (session.filter.search.value !== "" || (categories && categories.length !== 1)) return null;
  const scope = categories ? categories[0]! : "pooled";
  return findAverages(session.run.meta, scope, areaIdx)?.average_precision[iouIdx] ?? null;
}
