/**
 * Everything counted, each number computed once and only when the part of the filter that it
 * depends on has moved.
 */
import { computed, type ReadonlySignal } from "@preact/signals";
import type { Counts } from "../count/counts";
import { curveOf, type Curve } from "../count/curve";
import {
  binIou,
  binRun,
  distribute,
  iouEdgesFrom,
  type Binning,
  type Distributions,
} from "../count/distributions";
import { countImages, type ImageCounts } from "../count/images";
import { countKept } from "../count/kept";
import { outcomesAt, type Outcomes } from "../count/outcomes";
import { scopeOf, type Scope } from "../count/scope";
import { countsOf, indexTally, tallyKept, type Selection, type Tally } from "../count/tally";
import type { Run } from "../data/run";
import type { Filter } from "./filter";

export interface Numbers {
  /** 1 for each image that the search leaves, or null if it leaves all. */
  readonly isImageIn: ReadonlySignal<Uint8Array | null>;
  /** The images that the search leaves. */
  readonly listedImages: ReadonlySignal<Uint32Array>;
  /** Detections above the score threshold. */
  readonly nKept: ReadonlySignal<number>;
  readonly selection: ReadonlySignal<Selection>;
  readonly tally: ReadonlySignal<Tally>;
  /** The counts of the selection. */
  readonly counts: ReadonlySignal<Counts>;
  readonly outcomes: ReadonlySignal<Outcomes>;
  readonly scope: ReadonlySignal<Scope>;
  readonly curve: ReadonlySignal<Curve>;
  readonly images: ReadonlySignal<ImageCounts>;
  readonly binning: ReadonlySignal<Binning>;
  readonly distributions: ReadonlySignal<Distributions>;
  /** Outcomes at any IoU threshold; each is made once. */
  outcomesAt(iouIdx: number): Outcomes;
  /** A scope like the present one, at another IoU threshold, range or category. */
  scopeLike(changes: Partial<Selection>): Scope;
}

/** Wires the counts of `run` to `filter`. */
export function countNumbers(run: Run, filter: Filter): Numbers {
  const cache = new Map<number, Outcomes>();
  const outcomesOf = (iouIdx: number): Outcomes => {
    const outcomes = cache.get(iouIdx) ?? outcomesAt(run, iouIdx);
    cache.set(iouIdx, outcomes);
    return outcomes;
  };
  const isImageIn = computed(() => findImages(run, filter.search.value));
  const listedImages = computed(() => listImages(run, isImageIn.value));
  const nKept = computed(() => countKept(run.detections.score, filter.score.value));
  const selection = computed<Selection>(() => ({
    iouIdx: filter.iouIdx.value,
    areaIdx: filter.areaIdx.value,
    categories: filter.categories.value,
  }));
  const index = computed(() => indexTally(run, isImageIn.value));
  const tally = computed(() => tallyKept(index.value, nKept.value));
  const counts = computed(() => countsOf(tally.value, selection.value));
  const outcomes = computed(() => outcomesOf(filter.iouIdx.value));
  const scope = computed(() => scopeOf(run, outcomes.value, selection.value, isImageIn.value));
  return {
    isImageIn,
    listedImages,
    nKept,
    selection,
    tally,
    counts,
    outcomes,
    scope,
    curve: computed(() => curveOf(scope.value)),
    images: computed(() => countImages(scope.value, nKept.value)),
    ...wireDistributions(run, filter, { outcomes, scope, nKept }),
    outcomesAt: outcomesOf,
    scopeLike: scopeMaker(run, outcomesOf, selection, isImageIn),
  };
}

/** Makes `Numbers.scopeLike`. */
export function scopeMaker(
  run: Run,
  outcomesOf: (iouIdx: number) => Outcomes,
  selection: ReadonlySignal<Selection>,
  isImageIn: ReadonlySignal<Uint8Array | null>,
): (changes: Partial<Selection>) => Scope {
  return (changes) => {
    const wanted = { ...selection.value, ...changes };
    return scopeOf(run, outcomesOf(wanted.iouIdx), wanted, isImageIn.value);
  };
}

function wireDistributions(
  run: Run,
  filter: Filter,
  { outcomes, scope, nKept }: Pick<Numbers, "outcomes" | "scope" | "nKept">,
): Pick<Numbers, "binning" | "distributions"> {
  const binning = computed(() => binRun(run));
  const iouEdges = computed(() => {
    return iouEdgesFrom(Number(run.meta.iou_thresholds[filter.iouIdx.value]));
  });
  const iouBin = computed(() => binIou(outcomes.value, iouEdges.value));
  const distributions = computed(() =>
    distribute(scope.value, nKept.value, binning.value, iouEdges.value, iouBin.value),
  );
  return { binning, distributions };
}

function listImages(run: Run, isImageIn: Uint8Array | null): Uint32Array {
  const all = new Uint32Array(run.images.length).map((_, image) => image);
  return isImageIn ? all.filter((image) => isImageIn[image] === 1) : all;
}

function findImages(run: Run, search: string): Uint8Array | null {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return null;
  const { fileName, id, length } = run.images;
  return Uint8Array.from({ length }, (_, i) =>
    fileName[i]!.toLowerCase().includes(wanted) || id[i] === wanted ? 1 : 0,
  );
}
