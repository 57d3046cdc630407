/**
 * Which layers the chosen outcomes leave in a tile.
 */
import { Outcome } from "../../count/outcomes";
import type { OutcomeSet } from "../../count/objects";
import type { LayerName } from "../../viewer/layers";

const OUTCOMES: Record<LayerName, Outcome | null> = {
  gt: null,
  tp: Outcome.TruePositive,
  fp: Outcome.FalsePositive,
  fn: Outcome.FalseNegative,
  excused: Outcome.Excused,
};

export function isOutcomeShown(layer: LayerName, shown: OutcomeSet): boolean {
  const outcome = OUTCOMES[layer];
  return outcome === null || ((shown >> outcome) & 1) === 1;
}
