/**
 * Precision, recall and F1 against the score threshold.
 */
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ChartFigure } from "../../charts/ChartFigure";
import { baseOption, tipHtml, valueAxis, type Ink } from "../../charts/ink";
import { f1Of, precisionOf, recallOf, valueOf, type Counts } from "../../count/counts";
import { bestF1Of, sweepScores, type BestF1, type Sweep } from "../../count/curve";
import { formatMeasure, formatScore } from "../../parts/format";
import { useSession } from "../../state/session";

const N_THRESHOLDS = 201;

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
  const option = useMemo(
    () => sweepOption(sweep.value, best.value, score),
    [sweep.value, best.value, score],
  );
  const set = (threshold: number) => (filter.score.value = Math.round(threshold * 1000) / 1000);
  return (
    <ChartFigure
      name="scores"
      title="Against the score threshold"
      lead="Each line at every threshold. The upright line is the threshold now; the ring is where F1 is highest."
      span={5}
      height={376}
      legend={<Legend />}
      option={option}
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

function countsAt({ tp, fp, nGroundTruths }: Sweep, i: number): Counts {
  return { tp: tp[i]!, fp: fp[i]!, fn: nGroundTruths - tp[i]!, excused: 0 };
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

const LINES = [
  { name: "Recall", of: recallOf, dash: [7, 4] },
  { name: "Precision", of: precisionOf, dash: [2, 3] },
  { name: "F1", of: f1Of, dash: null },
] as const;

function sweepOption(sweep: Sweep, best: BestF1 | string, score: number) {
  const [low, high] = [sweep.threshold[0]!, sweep.threshold.at(-1)!];
  return (ink: Ink) => ({
    ...baseOption(ink),
    xAxis: valueAxis(ink, "Score threshold", { min: low, max: high }),
    yAxis: valueAxis(ink, "", { min: 0, max: 1 }),
    tooltip: { ...baseOption(ink).tooltip, trigger: "axis", formatter: tipOf(sweep) },
    series: [
      ...LINES.map((line, i) => lineSeries(sweep, line, ink, i === 0 ? score : null)),
      bestSeries(best, ink),
    ],
  });
}

function lineSeries(sweep: Sweep, line: (typeof LINES)[number], ink: Ink, score: number | null) {
  const isMain = line.dash === null;
  const data = Array.from(sweep.threshold, (x, i) => [x, valueOf(line.of(countsAt(sweep, i)))]);
  return {
    type: "line",
    id: line.name,
    name: line.name,
    data,
    showSymbol: false,
    z: isMain ? 4 : 3,
    lineStyle: {
      color: isMain ? ink.ink : ink.ink3,
      width: isMain ? 2.5 : 1.75,
      type: line.dash ?? "solid",
    },
    itemStyle: { color: ink.ink },
    ...(score !== null && { markLine: thresholdLine(score, ink) }),
  };
}

function thresholdLine(score: number, ink: Ink) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: ink.ink, width: 1, type: "solid" },
    label: { show: false },
    data: [{ xAxis: score }],
  };
}

/** A ring where F1 is highest. */
function bestSeries(best: BestF1 | string, ink: Ink) {
  const exists = typeof best !== "string";
  return {
    type: "scatter",
    id: "best",
    name: "Best F1",
    z: 5,
    silent: true,
    symbolSize: 11,
    data: exists ? [[best.scoreThreshold, best.f1]] : [],
    itemStyle: { color: ink.card, borderColor: ink.ink, borderWidth: 2 },
    label: {
      show: true,
      position: [10, -28],
      formatter: exists
        ? `best F1 ${formatMeasure(best.f1)} at ${formatScore(best.scoreThreshold)}`
        : "",
      color: ink.ink,
      fontSize: 12,
      fontWeight: 600,
      backgroundColor: ink.card,
      padding: [2, 4],
    },
  };
}

function tipOf(sweep: Sweep) {
  return (params: { dataIndex: number }[]): string => {
    const i = params[0]?.dataIndex ?? 0;
    const counts = countsAt(sweep, i);
    return tipHtml(`score > ${formatScore(sweep.threshold[i]!)}`, [
      ["Precision", formatMeasure(precisionOf(counts))],
      ["Recall", formatMeasure(recallOf(counts))],
      ["F1", formatMeasure(f1Of(counts))],
    ]);
  };
}
