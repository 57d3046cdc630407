/**
 * How precision, recall and F1 against the score threshold are drawn.
 */
import { baseOption, INSIDE, labels, tipHtml, valueAxis, type Ink } from "../../charts/ink";
import { f1Of, precisionOf, recallOf, valueOf, type Counts } from "../../count/counts";
import type { BestF1, Sweep } from "../../count/curve";
import { formatMeasure, formatScore } from "../../parts/format";

/** The counts at threshold `i`. */
export function countsAt({ tp, fp, nGroundTruths }: Sweep, i: number): Counts {
  return { tp: tp[i]!, fp: fp[i]!, fn: nGroundTruths - tp[i]!, excused: 0 };
}

export const LINES = [
  { name: "Recall", of: recallOf, dash: [7, 4] },
  { name: "Precision", of: precisionOf, dash: [2, 3] },
  { name: "F1", of: f1Of, dash: null },
] as const;

export function sweepOption(sweep: Sweep, best: BestF1 | string) {
  const [low, high] = [sweep.threshold[0]!, sweep.threshold.at(-1)!];
  return (ink: Ink) => ({
    ...baseOption(ink),
    xAxis: valueAxis(ink, "Score threshold", {
      min: low,
      max: high,
      axisLabel: { ...labels(ink), ...INSIDE },
    }),
    yAxis: valueAxis(ink, "", { min: 0, max: 1 }),
    tooltip: { ...baseOption(ink).tooltip, trigger: "axis", formatter: tipOf(sweep) },
    series: [
      ...LINES.map((line) => lineSeries(sweep, line, ink)),
      bestSeries(best, low, high, ink),
      { type: "line", id: "now", data: [] },
    ],
  });
}

function lineSeries(sweep: Sweep, line: (typeof LINES)[number], ink: Ink) {
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
  };
}

/** The upright line at the score threshold: all that moves with it. */
export function thresholdOption(score: number) {
  const ends = [
    [score, 0],
    [score, 1],
  ];
  return (ink: Ink) => ({
    series: [
      {
        type: "line",
        id: "now",
        data: ends,
        silent: true,
        showSymbol: false,
        lineStyle: { color: ink.ink, width: 1 },
        tooltip: { show: false },
      },
    ],
  });
}

/** A ring where F1 is highest. */
function bestSeries(best: BestF1 | string, low: number, high: number, ink: Ink) {
  const exists = typeof best !== "string";
  const share = exists ? (best.scoreThreshold - low) / (high - low) : 0;
  return {
    type: "scatter",
    id: "best",
    name: "Best F1",
    z: 5,
    silent: true,
    symbolSize: 11,
    data: exists ? [[best.scoreThreshold, best.f1]] : [],
    itemStyle: { color: ink.card, borderColor: ink.ink, borderWidth: 2, opacity: 1 },
    label: {
      show: true,
      // Above the ring precision and recall cross; near an end the words stay inside.
      position: "bottom",
      distance: 8,
      align: share < 0.25 ? "left" : share > 0.75 ? "right" : "center",
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
    if (i >= sweep.threshold.length) return "";
    const counts = countsAt(sweep, i);
    return tipHtml(`score > ${formatScore(sweep.threshold[i]!)}`, [
      ["Precision", formatMeasure(precisionOf(counts))],
      ["Recall", formatMeasure(recallOf(counts))],
      ["F1", formatMeasure(f1Of(counts))],
    ]);
  };
}
