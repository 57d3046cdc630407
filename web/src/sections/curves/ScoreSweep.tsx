/**
 * Precision, recall and F1 against the score threshold.
 */
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ChartFigure } from "../../charts/ChartFigure";
import { f1Of, precisionOf, recallOf, valueOf } from "../../count/counts";
import { bestF1Of, sweepScores, type BestF1, type Sweep } from "../../count/curve";
import { formatMeasure, formatScore } from "../../parts/format";
import { Figure, Nothing } from "../../parts/Section";
import { useSession } from "../../state/session";
import { countsAt, LINES, sweepOption, thresholdOption } from "./sweep-option";

const N_THRESHOLDS = 201;

const TITLE = "Against the score threshold";
const LEAD =
  "Each line at every threshold. The upright line is the threshold now; the ring is where F1 is highest.";

export function ScoreSweep() {
  const { run, filter, numbers } = useSession();
  const { score: scores } = run.detections;
  const sweep = useComputed(() =>
    sweepScores(
      numbers.scope.value,
      Math.min(0, scores.at(-1) ?? 0),
      Math.max(1, scores[0] ?? 1),
      N_THRESHOLDS,
    ),
  );
  const best = useComputed(() => bestF1Of(numbers.curve.value));
  const score = filter.score.value;
  const option = useMemo(() => sweepOption(sweep.value, best.value), [sweep.value, best.value]);
  const moving = useMemo(() => thresholdOption(score), [score]);
  const set = (threshold: number) => (filter.score.value = Math.round(threshold * 1000) / 1000);
  if (numbers.curve.value.tp.length === 0) {
    return (
      <Figure title={TITLE} lead={LEAD} span={5}>
        <Nothing>No detection counts at this filter, and so there is no curve.</Nothing>
      </Figure>
    );
  }
  return (
    <ChartFigure
      name="scores"
      title={TITLE}
      lead={LEAD}
      span={5}
      height={376}
      legend={<Legend />}
      option={option}
      moving={moving}
      label={describe(best.value)}
      points={pointsOf(sweep.value, set)}
      onPick={set}
      csv={{
        header: ["score_threshold", "tp", "fp", "fn", "precision", "recall", "f1"],
        rows: () => Array.from(sweep.value.threshold, (_, i) => csvRow(sweep.value, i)),
      }}
    />
  );
}

/** The lines by their dashes. */
function Legend() {
  return (
    <p class="chart-legend">
      {LINES.map(({ name, dash }) => (
        <span key={name} class={dash ? "quiet" : "main"}>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <line x1="0" x2="24" y1="4" y2="4" stroke-dasharray={dash?.join(" ")} />
          </svg>
          {name}
        </span>
      ))}
    </p>
  );
}

function describe(best: BestF1 | string): string {
  const words = "Precision, recall and F1 against the score threshold.";
  if (typeof best === "string") return `${words} No curve: ${best}.`;
  return `${words} F1 is highest, ${formatMeasure(best.f1)}, at score ${formatScore(best.scoreThreshold)}.`;
}

function csvRow(sweep: Sweep, i: number) {
  const counts = countsAt(sweep, i);
  const measures = [precisionOf, recallOf, f1Of].map((of) => valueOf(of(counts)));
  return [sweep.threshold[i]!, counts.tp, counts.fp, counts.fn, ...measures];
}

function pointsOf(sweep: Sweep, set: (threshold: number) => void) {
  return {
    n: sweep.threshold.length,
    place: (i: number) => ({ seriesIndex: 0, dataIndex: i }),
    describe: (i: number) => {
      const counts = countsAt(sweep, i);
      return (
        `Score above ${formatScore(sweep.threshold[i]!)}: precision ${formatMeasure(precisionOf(counts))}, ` +
        `recall ${formatMeasure(recallOf(counts))}, F1 ${formatMeasure(f1Of(counts))}`
      );
    },
    pick: (i: number) => set(sweep.threshold[i]!),
  };
}
