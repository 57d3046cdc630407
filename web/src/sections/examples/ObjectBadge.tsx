/**
 * An object in few words: its outcome and category, its score and overlap.
 */
import { isGroundTruthKey, outcomeOfKey, rowOfKey } from "../../count/objects";
import { Outcome } from "../../count/outcomes";
import { formatArea, formatScore } from "../../parts/format";
import { useSession, type Session } from "../../state/session";

/** Names of outcomes, by their number. */
export const OUTCOME_NAMES = {
  [Outcome.TruePositive]: { kind: "tp", short: "TP", long: "found" },
  [Outcome.FalsePositive]: { kind: "fp", short: "FP", long: "false" },
  [Outcome.FalseNegative]: { kind: "fn", short: "FN", long: "missed" },
  [Outcome.Excused]: { kind: "excused", short: "EX", long: "excused" },
} as const;

export function ObjectBadge({ objectKey }: { objectKey: number }) {
  const { run, numbers } = useSession();
  const side = isGroundTruthKey(run, objectKey) ? run.groundTruths : run.detections;
  const category = run.meta.categories[side.category[rowOfKey(run, objectKey)]!]!.name;
  const { kind, short } = OUTCOME_NAMES[outcomeOfKey(run, numbers.outcomes.value, objectKey)];
  return (
    <>
      <span class={`badge ${kind}`}>{short}</span>
      <span class="tile-name" title={category}>
        {category}
      </span>
    </>
  );
}

/** "0.87 · IoU 0.91", or the area of an object without a score. */
export function describeObject({ run, numbers }: Session, key: number): string {
  const row = rowOfKey(run, key);
  if (isGroundTruthKey(run, key)) return `${formatArea(run.groundTruths.area[row]!)} px²`;
  const score = `score ${formatScore(run.detections.score[row]!)}`;
  const iou = numbers.outcomes.value.iou[row]!;
  return iou > 0 ? `${score} · IoU ${iou.toFixed(2)}` : score;
}
