/**
 * What became of each row at one IoU threshold.
 */
import { NONE, Role, type Run } from "../data/run";
import type { Column } from "../data/shard";

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
  const matchedBy = new Uint32Array(groundTruths.length).fill(NONE);
  for (const i of matchesAt(run, iouIdx)) {
    const [row, gt] = [matches.detection[i]!, matches.groundTruth[i]!];
    const counted = groundTruths.role[gt] === Role.Counted;
    ofDetection[row] = counted ? Outcome.TruePositive : Outcome.Excused;
    if (matchedBy[gt]! > row) matchedBy[gt] = row;
  }
  const { beyondLimit } = detections;
  if (beyondLimit) {
    for (let i = 0; i < beyondLimit.length; i++) if (beyondLimit[i]) ofDetection[i] = BEYOND_LIMIT;
  }
  return new LazyOutcomes(run, iouIdx, ofDetection, matchedBy);
}

/** Rows of `matches` that hold at an IoU threshold. */
function* matchesAt({ matches }: Run, iouIdx: number): Generator<number> {
  for (let i = 0; i < matches.length; i++) {
    if (matches.iouFirst[i]! <= iouIdx && iouIdx < matches.iouEnd[i]!) yield i;
  }
}

/** Outcomes whose large columns are made when they are asked for: curves never do. */
class LazyOutcomes implements Outcomes {
  private partnerColumn: Uint32Array | null = null;
  private iouColumn: Float64Array | null = null;

  constructor(
    private readonly run: Run,
    private readonly iouIdx: number,
    readonly ofDetection: Uint8Array,
    readonly matchedBy: Uint32Array,
  ) {}

  get partner(): Uint32Array {
    this.partnerColumn ??= this.spread(
      new Uint32Array(this.ofDetection.length).fill(NONE),
      this.run.matches.groundTruth,
    );
    return this.partnerColumn;
  }

  get iou(): Float64Array {
    this.iouColumn ??= this.spread(new Float64Array(this.ofDetection.length), this.run.matches.iou);
    return this.iouColumn;
  }

  /** Puts what a column of the matches says into the rows of their detections. */
  private spread<T extends Uint32Array | Float64Array>(rows: T, column: Column): T {
    const { detection } = this.run.matches;
    for (const i of matchesAt(this.run, this.iouIdx)) rows[detection[i]!] = column[i]!;
    return rows;
  }
}
