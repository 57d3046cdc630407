/**
 * One bar for TP, FP and FN: ground truths are its left part, detections its right part, and
 * where the two overlap are the true positives.
 *
 * Solid, hatched and hollow say the same as the colours.
 */
import { detectionsOf, groundTruthsOf, type Counts } from "../count/counts";
import { formatCount } from "./format";

interface Props {
  counts: Counts;
  /** What the full width stands for; the bar's own sum if it is left out. */
  whole?: number;
}

/** A small bar without words, for rows and captions. */
export function OutcomeBar({ counts, whole }: Props) {
  const { tp, fp, fn } = counts;
  const sum = Math.max(1, whole ?? tp + fp + fn);
  const width = (n: number) => ({ width: `${(100 * n) / sum}%` });
  return (
    <span class="outcome-bar" role="img" aria-label={describe(counts)} title={describe(counts)}>
      <i class="fn" style={width(fn)} />
      <i class="tp" style={width(tp)} />
      <i class="fp" style={width(fp)} />
    </span>
  );
}

/** The large bar of the header: with brackets that show what is a ground truth and a detection. */
export function OutcomeDiagram({ counts }: { counts: Counts }) {
  const { tp, fp, fn } = counts;
  const sum = Math.max(1, tp + fp + fn);
  const share = (n: number) => `${(100 * n) / sum}%`;
  return (
    <figure class="outcome-diagram" role="group" aria-label={describe(counts)}>
      <div class="bracket" style={{ width: share(fn + tp) }}>
        <span>Ground truths {formatCount(groundTruthsOf(counts))}</span>
      </div>
      <OutcomeBar counts={counts} />
      <div class="bracket below" style={{ width: share(tp + fp) }}>
        <span>Detections {formatCount(detectionsOf(counts))}</span>
      </div>
      <dl>
        <Term name="Missed" short="FN" kind="fn" count={fn} />
        <Term name="Found" short="TP" kind="tp" count={tp} />
        <Term name="False" short="FP" kind="fp" count={fp} />
      </dl>
    </figure>
  );
}

function Term(props: { name: string; short: string; kind: string; count: number }) {
  return (
    <div class={props.kind}>
      <dt>
        <i class={`swatch ${props.kind}`} /> {props.name} <abbr>{props.short}</abbr>
      </dt>
      <dd>{formatCount(props.count)}</dd>
    </div>
  );
}

function describe({ tp, fp, fn }: Counts): string {
  return `${formatCount(fn)} missed, ${formatCount(tp)} found, ${formatCount(fp)} false`;
}
