/**
 * The columns of a table of objects.
 */
import { isGroundTruthKey, outcomeOfKey, rowOfKey } from "../../count/objects";
import { objectNumber, type ObjectOrder } from "../../count/orders";
import type { Scope } from "../../count/scope";
import type { Column } from "../../data/shard";
import type { Detail } from "../../data/run";
import { formatArea, formatScore } from "../../parts/format";
import { orderOf, type NumberColumn, type TableColumn, type TextColumn } from "../../table/columns";
import { imageName, imageOrder, ShortName } from "../images/columns";
import { OUTCOME_NAMES } from "./ObjectBadge";

const formatIou = (iou: number) => iou.toFixed(3);

/** Columns of objects; the best overlaps stay empty until `detail` has arrived. */
export function objectColumns(scope: Scope, detail: Detail | null): TableColumn[] {
  return [
    outcomeColumn(scope),
    categoryColumn(scope),
    numberColumn(scope, "score", "Score", "Of a detection", 80, formatScore),
    numberColumn(scope, "iou", "IoU", "With the ground truth that it matched", 80, formatIou),
    numberColumn(scope, "area", "Area, px²", "Of the region that is evaluated", 96, formatArea),
    bestColumn(scope, detail, "Same"),
    bestColumn(scope, detail, "Other"),
    imageColumn(scope),
  ];
}

function outcomeColumn(scope: Scope): TextColumn {
  const { run, outcomes } = scope;
  const names = (key: number) => OUTCOME_NAMES[outcomeOfKey(run, outcomes, key)];
  return {
    key: "outcome",
    kind: "text",
    title: "Outcome",
    width: 104,
    text: (key) => `${names(key).short} ${names(key).long}`,
    order: (key) => outcomeOfKey(run, outcomes, key),
    cell: (key) => (
      <>
        <span class={`badge ${names(key).kind}`}>{names(key).short}</span> {names(key).long}
      </>
    ),
  };
}

function categoryColumn({ run }: Scope): TextColumn {
  const names = run.meta.categories.map(({ name }) => name);
  const order = orderOf(names);
  const categoryOf = (key: number) => {
    const side = isGroundTruthKey(run, key) ? run.groundTruths : run.detections;
    return side.category[rowOfKey(run, key)]!;
  };
  return {
    key: "category",
    kind: "text",
    title: "Category",
    width: 144,
    text: (key) => names[categoryOf(key)]!,
    order: (key) => order[categoryOf(key)]!,
  };
}

function imageColumn({ run }: Scope): TextColumn {
  const order = imageOrder(run);
  const imageOf = (key: number) => {
    const side = isGroundTruthKey(run, key) ? run.groundTruths : run.detections;
    return side.image[rowOfKey(run, key)]!;
  };
  return {
    key: "image",
    kind: "text",
    title: "Image",
    width: 208,
    text: (key) => imageName(run, imageOf(key)),
    order: (key) => order[imageOf(key)]!,
    cell: (key) => <ShortName run={run} image={imageOf(key)} />,
  };
}

function numberColumn(
  scope: Scope,
  key: ObjectOrder,
  title: string,
  help: string,
  width: number,
  format: (value: number) => string,
): NumberColumn {
  return {
    key,
    kind: "number",
    title,
    help,
    width,
    format,
    value: (row) => objectNumber(scope, key, row),
  };
}

/** The best overlap with any ground truth; of a ground truth, with any detection. */
function bestColumn(scope: Scope, detail: Detail | null, which: "Same" | "Other"): NumberColumn {
  const { run } = scope;
  const isSame = which === "Same";
  const overlaps = (isGt: boolean): Column | null => {
    if (!detail) return null;
    if (isGt) return isSame ? detail.groundTruths.bestIou : null;
    return isSame ? detail.detections.bestSameIou : detail.detections.bestOtherIou;
  };
  return {
    key: isSame ? "best-same" : "best-other",
    kind: "number",
    title: isSame ? "Best IoU, same" : "Best IoU, other",
    help: isSame
      ? "Best overlap with anything of the same category on the other side, matched or not"
      : "Best overlap with a ground truth of another category",
    width: 128,
    format: formatIou,
    value: (key) => overlaps(isGroundTruthKey(run, key))?.[rowOfKey(run, key)] ?? null,
  };
}
