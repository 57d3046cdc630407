/**
 * Section 5: overlap, score and size of what was found, wrongly reported and missed.
 */
import type { Run } from "../data/run";
import { binColumn, evenEdges, factorEdges, type Edges } from "./histogram";
import { Outcome, type Outcomes } from "./outcomes";
import { isMissed, type Scope } from "./scope";

const N_SCORE_BINS = 40;
const AREA_BINS_PER_DECADE = 10;

/** Bins of rows that no filter changes. */
export interface Binning {
  readonly scoreEdges: Edges;
  readonly areaEdges: Edges;
  readonly scoreBin: Uint16Array;
  readonly detectionAreaBin: Uint16Array;
  readonly groundTruthAreaBin: Uint16Array;
}

/** The distributions; lists have an entry for each bin. */
export interface Distributions {
  readonly iouEdges: Edges;
  readonly tpIou: Uint32Array;
  readonly tpScore: Uint32Array;
  readonly fpScore: Uint32Array;
  readonly foundArea: Uint32Array;
  readonly missedArea: Uint32Array;
  readonly tpArea: Uint32Array;
  readonly fpArea: Uint32Array;
}

/** Bins scores evenly and areas by factors. */
export function binRun(run: Run): Binning {
  const { detections, groundTruths } = run;
  const { score, length } = detections;
  const [top, bottom] = length ? [score[0]!, score[length - 1]!] : [1, 0];
  const scoreEdges = evenEdges(Math.min(0, bottom), Math.max(1, top), N_SCORE_BINS);
  const areaEdges = factorEdges([detections.area, groundTruths.area], AREA_BINS_PER_DECADE);
  return {
    scoreEdges,
    areaEdges,
    scoreBin: binColumn(scoreEdges, score),
    detectionAreaBin: binColumn(areaEdges, detections.area),
    groundTruthAreaBin: binColumn(areaEdges, groundTruths.area),
  };
}

/** Bins of the overlaps at one IoU threshold: 0.025 wide, from the threshold's step to 1. */
export function iouEdgesFrom(threshold: number): Edges {
  const first = Math.floor(threshold * 40 + 1e-9) / 40;
  return evenEdges(first, 1, Math.max(1, Math.round((1 - first) * 40)));
}

/** The bin of each detection's overlap at one IoU threshold. */
export const binIou = (outcomes: Outcomes, edges: Edges) => binColumn(edges, outcomes.iou);

/** Counts the first `nKept` detections of a scope into bins. */
export function distribute(
  scope: Scope,
  nKept: number,
  binning: Binning,
  iouEdges: Edges,
  iouBin: Uint16Array,
): Distributions {
  const bins = (edges: Edges) => new Uint32Array(edges.length - 1);
  const { scoreEdges, areaEdges } = binning;
  const [tpIou, tpScore, fpScore] = [bins(iouEdges), bins(scoreEdges), bins(scoreEdges)];
  const [tpArea, fpArea] = [bins(areaEdges), bins(areaEdges)];
  const [foundArea, missedArea] = [bins(areaEdges), bins(areaEdges)];
  const { ofDetection } = scope;
  for (let i = 0; i < nKept; i++) {
    const outcome = ofDetection[i]!;
    if (outcome === Outcome.TruePositive) {
      tpIou[iouBin[i]!]!++;
      tpScore[binning.scoreBin[i]!]!++;
      tpArea[binning.detectionAreaBin[i]!]!++;
    } else if (outcome === Outcome.FalsePositive) {
      fpScore[binning.scoreBin[i]!]!++;
      fpArea[binning.detectionAreaBin[i]!]!++;
    }
  }
  const { isGroundTruthIn } = scope;
  for (let i = 0; i < isGroundTruthIn.length; i++) {
    if (!isGroundTruthIn[i]) continue;
    const counts = isMissed(scope, i, nKept) ? missedArea : foundArea;
    counts[binning.groundTruthAreaBin[i]!]!++;
  }
  return { iouEdges, tpIou, tpScore, fpScore, foundArea, missedArea, tpArea, fpArea };
}
