/**
 * How the chart of images is drawn: DT grows up as TP + FP, GT grows down as TP + FN.
 */
import { outcomeFill, type OutcomeName } from "../../charts/bars";
import { baseOption, labels, valueAxis, type Ink } from "../../charts/ink";
import { formatCount } from "../../parts/format";
import type { ImageColumn } from "./columns-of-images";

/** Up to here each column is a bar of its own; beyond it a step in a skyline. */
const MAX_BARS = 160;

/** `tip` writes the words for a column. */
export function imageStackOption(columns: readonly ImageColumn[], tip: (i: number) => string) {
  return (ink: Ink) => ({
    ...baseOption(ink),
    xAxis: {
      type: "category",
      data: Array.from(columns.keys()),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: ink.ink3 } },
    },
    yAxis: valueAxis(ink, "GT  ·  DT", {
      axisLabel: {
        ...labels(ink),
        formatter: (v: number) => formatCount(Math.abs(v)),
      },
    }),
    tooltip: {
      ...baseOption(ink).tooltip,
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: ink.line, opacity: 0.5 } },
      formatter: (params: { dataIndex: number }[]) => tip(params[0]?.dataIndex ?? 0),
    },
    series: [
      layer("dt-tp", "dt", "tp", (column) => column.tp),
      layer("dt-fp", "dt", "fp", (column) => column.fp),
      layer("gt-tp", "gt", "tp", (column) => -column.tp),
      layer("gt-fn", "gt", "fn", (column) => -column.fn),
    ].map((make) => make(columns, ink)),
  });
}

/** One layer of a stack: bars for a few images, a skyline for many. */
function layer(
  id: string,
  stack: string,
  outcome: OutcomeName,
  of: (column: ImageColumn) => number,
) {
  return (columns: readonly ImageColumn[], ink: Ink) => {
    const fill = outcomeFill(outcome, ink);
    const data = columns.map(of);
    if (columns.length <= MAX_BARS) {
      return {
        type: "bar",
        id,
        stack,
        data,
        itemStyle: fill,
        barCategoryGap: "12%",
        barGap: "-100%",
      };
    }
    return {
      type: "line",
      id,
      stack,
      data,
      step: "middle",
      symbol: "none",
      emphasis: { disabled: true },
      lineStyle: { width: 0 },
      itemStyle: { color: fill.color },
      areaStyle: { color: outcome === "fn" ? ink.fn : fill.color, opacity: 1 },
    };
  };
}
