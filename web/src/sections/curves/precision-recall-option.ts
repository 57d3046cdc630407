/**
 * How the precision-recall chart is drawn.
 */
import { baseOption, INSIDE, labels, tipHtml, valueAxis, type Ink } from "../../charts/ink";
import type { Measure } from "../../data/meta";
import { thinPoints, type Curve } from "../../count/curve";
import { formatCount, formatMeasure, formatScore } from "../../parts/format";
import type { Line } from "./families";

/** Points drawn of each line; more than the chart has pixels are not seen. */
const MAX_POINTS = 300;

interface Here {
  readonly recall: Measure;
  readonly precision: Measure;
}

/** A drawn point: recall, precision, score, TP, FP. */
type Point = [number, number, number, number, number];

/** `pointed` is the name of the line that stands out beside the chosen one. */
export function precisionRecallOption(lines: readonly Line[], pointed: string | null) {
  return (ink: Ink) => ({
    ...baseOption(ink),
    xAxis: valueAxis(ink, "Recall", { min: 0, max: 1, axisLabel: { ...labels(ink), ...INSIDE } }),
    yAxis: valueAxis(ink, "Precision", { min: 0, max: 1 }),
    tooltip: {
      ...baseOption(ink).tooltip,
      trigger: "axis",
      axisPointer: { type: "line", snap: true, lineStyle: { color: ink.line2, type: "solid" } },
      formatter: tipOf(lines),
    },
    series: [
      ...lines.map((line) => lineSeries(line, line.name === pointed, ink)),
      { type: "scatter", id: "here", data: [] },
    ],
  });
}

/** The operating point: all that moves with the score threshold. */
export function hereOption(here: Here, score: number) {
  return (ink: Ink) => ({ series: [hereSeries(here, score, ink)] });
}

function lineSeries(line: Line, isPointed: boolean, ink: Ink) {
  const { isChosen } = line;
  const color = isChosen ? ink.ink : isPointed ? ink.ink2 : ink.line2;
  return {
    type: "line",
    id: line.name,
    name: line.name,
    data: pointsOf(line.curve),
    z: isChosen ? 3 : 2,
    showSymbol: false,
    symbol: "circle",
    symbolSize: 8,
    // Of all lines the chosen one shows where the pointer is.
    itemStyle: { color: isChosen ? ink.ink : "transparent" },
    lineStyle: { color, width: isChosen || isPointed ? 2.5 : 1.25 },
  };
}

function pointsOf(curve: Curve): Point[] {
  return thinPoints(curve, MAX_POINTS).map((i) => {
    const [tp, fp] = [curve.tp[i]!, curve.fp[i]!];
    return [tp / curve.nGroundTruths, tp / (tp + fp), curve.score[i]!, tp, fp];
  });
}

/** The operating point. */
function hereSeries({ recall, precision }: Here, score: number, ink: Ink) {
  const exists = typeof recall === "number" && typeof precision === "number";
  // Where there is room: lines fall to the right, so above them there and below them to the left.
  const isLeft = exists && recall > 0.5;
  return {
    type: "scatter",
    id: "here",
    name: "Score threshold",
    silent: true,
    symbolSize: 13,
    data: exists ? [[recall, precision]] : [],
    itemStyle: { color: ink.ink, borderColor: ink.card, borderWidth: 2, opacity: 1 },
    label: {
      show: true,
      position: isLeft ? "left" : "right",
      distance: 8,
      offset: [0, isLeft ? 16 : -16],
      formatter: `score > ${formatScore(score)}`,
      color: ink.ink,
      fontWeight: 600,
      fontSize: 12,
      backgroundColor: ink.card,
      padding: [2, 4],
      borderRadius: 3,
    },
  };
}

/** The words for the place on the chosen line that is nearest to the pointer. */
function tipOf(lines: readonly Line[]) {
  const line = lines.find(({ isChosen }) => isChosen);
  const points = line ? pointsOf(line.curve) : [];
  return (params: { seriesIndex: number; axisValue: number; data: Point }[]): string => {
    if (!line || points.length === 0) return "";
    // Other lines may have points that are nearer to the pointer, and then only theirs come.
    const own = params.find(({ seriesIndex }) => lines[seriesIndex] === line);
    const [recall, precision, score, tp, fp] =
      own?.data ?? nearestTo(params[0]?.axisValue ?? 0, points);
    return tipHtml(line.title, [
      ["Score", formatScore(score)],
      ["Recall", formatMeasure(recall)],
      ["Precision", formatMeasure(precision)],
      ["TP", formatCount(tp)],
      ["FP", formatCount(fp)],
    ]);
  };
}

const nearestTo = (recall: number, points: readonly Point[]): Point =>
  points.reduce((a, b) => (Math.abs(b[0] - recall) < Math.abs(a[0] - recall) ? b : a));
