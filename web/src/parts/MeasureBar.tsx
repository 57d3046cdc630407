/**
 * A measure in [0, 1] with a bar beside it, or "–" with the reason why it does not exist.
 */
import type { Measure } from "../data/meta";
import { formatMeasure } from "./format";

export function MeasureBar({ measure }: { measure: Measure }) {
  if (typeof measure === "string") {
    return (
      <span class="quiet" title={measure}>
        –
      </span>
    );
  }
  return (
    <span class="bar-cell" title={String(measure)}>
      <span>
        <i style={{ width: `${measure * 100}%` }} />
      </span>
      {formatMeasure(measure)}
    </span>
  );
}
