/**
 * The images and objects that the filter leaves, in natural order.
 */
import { ALL_OUTCOMES, isGroundTruthKey, listObjects, rowOfKey } from "../count/objects";
import { imageNumber, objectNumber } from "../count/orders";
import type { Scope } from "../count/scope";
import { IMAGE_FIELDS, OBJECT_FIELDS, type Brush } from "./filter";
import type { Session } from "./session";

/** What lists are made from. */
export type Source = Pick<Session, "numbers" | "filter">;

/** Images for the examples: the outcomes and a brush narrow them too. */
export function listExampleImages({ numbers, filter }: Source): Uint32Array {
  const counts = numbers.images.value;
  const outcomes = filter.outcomes.value;
  const byOutcome = [counts.tp, counts.fp, counts.fn, counts.excused];
  const hasOutcome = (image: number) =>
    outcomes === ALL_OUTCOMES || byOutcome.some((n, bit) => (outcomes >> bit) & 1 && n[image]! > 0);
  const images = numbers.listedImages.value.filter(hasOutcome);
  const brush = filter.brush.value;
  const field = IMAGE_FIELDS.find((known) => known === brush?.field);
  if (!brush || !field) return images;
  return images.filter((image) => isInBrush(brush, imageNumber(counts, field, image)));
}

/** Keys of the objects for the examples. */
export function listExampleObjects({ numbers, filter }: Source): Uint32Array {
  const scope = numbers.scope.value;
  const brush = filter.brush.value;
  const field = OBJECT_FIELDS.find((known) => known === brush?.field);
  const accepts =
    brush && field ? (key: number) => isInBrush(brush, brushValue(scope, field, key)) : undefined;
  return listObjects(scope, numbers.nKept.value, filter.outcomes.value, accepts);
}

/** The number of an object that a brush looks at; null where it does not exist. */
function brushValue(
  scope: Scope,
  field: (typeof OBJECT_FIELDS)[number],
  key: number,
): number | null {
  if (field !== "gt-area") return objectNumber(scope, field, key);
  const { run, outcomes } = scope;
  const row = isGroundTruthKey(run, key) ? rowOfKey(run, key) : outcomes.partner[key]!;
  return run.groundTruths.area[row] ?? null;
}

/** A bin holds its lower edge; the last one, which ends at 1, holds that too. */
function isInBrush({ low, high }: Brush, value: number | null): boolean {
  return value !== null && low <= value && (value < high || (value === high && high === 1));
}
