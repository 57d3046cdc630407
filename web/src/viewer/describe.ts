/**
 * What is said of a shape: in its label, in the list and under the pointer.
 */
import { formatArea, formatScore } from "../parts/format";
import type { Detail } from "../data/run";
import { NONE } from "../data/run";
import { Role } from "../data/run";
import type { Session } from "../state/session";
import { layerOf, type Placed } from "./layers";

/** Category of a shape. */
export function categoryName({ run }: Session, { shape }: Placed): string {
  const side = shape.isGroundTruth ? run.groundTruths : run.detections;
  return run.meta.categories[side.category[shape.row]!]!.name;
}

/** "car 0.87 · IoU 0.91". */
export function labelOf(session: Session, placed: Placed): string {
  const { run, numbers } = session;
  const category = categoryName(session, placed);
  if (placed.shape.isGroundTruth) return category;
  const score = formatScore(run.detections.score[placed.shape.row]!);
  const iou = numbers.outcomes.value.iou[placed.shape.row]!;
  return iou > 0 ? `${category} ${score} · IoU ${iou.toFixed(2)}` : `${category} ${score}`;
}

/** Everything known of a shape, as names and values. */
export function factsOf(
  session: Session,
  placed: Placed,
  detail: Detail | null,
): (readonly [string, string])[] {
  const { shape, layer } = placed;
  const facts = [
    ["Outcome", layerOf(layer).title],
    ["Category", categoryName(session, placed)],
  ] as [string, string][];
  if (shape.isGroundTruth) facts.push(...groundTruthFacts(session, placed, detail));
  else facts.push(...detectionFacts(session, placed, detail));
  return facts;
}

function detectionFacts({ run, numbers }: Session, { shape }: Placed, detail: Detail | null) {
  const { row } = shape;
  const iou = numbers.outcomes.value.iou[row]!;
  const facts: [string, string][] = [
    ["Score", String(run.detections.score[row])],
    ["Area", `${formatArea(run.detections.area[row]!)} px²`],
  ];
  if (iou > 0) facts.push(["IoU with its match", iou.toFixed(3)]);
  if (!detail) return facts;
  const { bestSame, bestSameIou, bestOther, bestOtherIou } = detail.detections;
  const nameOf = (gt: number) => run.meta.categories[run.groundTruths.category[gt]!]!.name;
  const best = (gts: typeof bestSame, ious: typeof bestSameIou) =>
    gts[row] === NONE ? "none" : `${ious[row]!.toFixed(3)} ${nameOf(gts[row]!)}`;
  facts.push(["Best IoU, same category", best(bestSame, bestSameIou)]);
  facts.push(["Best IoU, another category", best(bestOther, bestOtherIou)]);
  return facts;
}

const ROLE_NAMES = {
  [Role.Counted]: "counted",
  [Role.Ignored]: "ignored",
  [Role.Crowd]: "crowd",
} as Record<number, string>;

function groundTruthFacts({ run }: Session, { shape }: Placed, detail: Detail | null) {
  const { row } = shape;
  const facts: [string, string][] = [
    ["Role", ROLE_NAMES[run.groundTruths.role[row]!]!],
    ["Area", `${formatArea(run.groundTruths.area[row]!)} px²`],
  ];
  if (!detail) return facts;
  const { id, best, bestIou } = detail.groundTruths;
  const rival = best[row]!;
  facts.push([
    "Best IoU at any score",
    rival === NONE
      ? "none"
      : `${bestIou[row]!.toFixed(3)} at score ${formatScore(run.detections.score[rival]!)}`,
  ]);
  facts.push(["Id", id[row]!]);
  return facts;
}
