/**
 * What became of each row at one IoU threshold.
 */
import { NONE, Role, type Run } from "../data/run";

/** Outcome of an object; also the order in which they are listed. */
export const Outcome = { TruePositive: 0, FalsePositive: 1, FalseNegative: 2, Excused: 3 } as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** In `Outcomes.ofDetection`: cut off by the detection limit. */
export const BEYOND_LIMIT = 4;

export interface Outcomes {
  /** Outcome of each detection were it kept, length D. */
  readonly ofDetection: Uint8Array;
  /** Row of the ground truth that each detection matched, or NONE, length D. */
  readonly partner: Uint32Array;
  /** Overlap with it; 0 without a match, length D. */
  readonly iou: Float64Array;
  /** Row of the first detection that matched each ground truth, or NONE, length G. */
  readonly matchedBy: Uint32Array;
}

/** Spreads the matches at IoU threshold `iouIdx` over the rows. */
export function outcomesAt(run: Run, iouIdx: number): Outcomes {
  const { detections, groundTruths, matches } = run;
  const ofDetection = new Uint8Array(detections.length).fill(Outcome.FalsePositive);
  const partner = new Uint32Array(detections.length).fill(NONE);
  const iou = new Float64Array(detections.length);
  const matchedBy = new Uint32Array(groundTruths.length).fill(NONE);
  for (let i = 0; i < matches.length; i++) {
    if (matches.iouFirst[i]! > iouIdx || iouIdx >= matches.iouEnd[i]!) continue;
    const [row, gt] = [matches.detection[i]!, matches.groundTruth[i]!];
    const counted = groundTruths.role[gt] === Role.Counted;
    ofDetection[row] = counted ? Outcome.TruePositive : Outcome.Excused;
    partner[row] = gt;
    iou[row] = matches.iou[i]!;
    if (matchedBy[gt]! > row) matchedBy[gt] = row;
  }
  const { beyondLimit } = detections;
  if (beyondLimit) {
    for (let i = 0; i < beyondLimit.length; i++) if (beyondLimit[i]) ofDetection[i] = BEYOND_LIMIT;
  }
  return { ofDetection, partner, iou, matchedBy };
}
