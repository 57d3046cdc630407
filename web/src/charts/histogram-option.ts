/**
 * How a histogram is drawn: rectangles from edge to edge on an axis of numbers.
 */
import type { Edges } from "../count/histogram";
import { formatCount } from "../parts/format";
import { outcomeFill, type OutcomeName } from "./bars";
import { baseOption, INSIDE, labels, tipHtml, valueAxis, type Ink } from "./ink";

/** Counts in bins of one group of objects. */
export interface Group {
  /** "Found (TP)". */
  readonly name: string;
  /** How it is drawn; "ink" for what is no outcome. */
  readonly fill: OutcomeName | "ink";
  readonly counts: ArrayLike<number>;
}

/** What the bins are of. */
export interface Axis {
  /** With the unit. */
  readonly name: string;
  /** Bins span equal factors. */
  readonly isLog?: boolean;
  /** Writes an edge. */
  format(edge: number): string;
}

export const sumOf = (counts: ArrayLike<number>): number =>
  Array.from(counts).reduce((a, b) => a + b, 0);

/** A bin in words, "0.50 to 0.55". */
export const binName = (edges: Edges, bin: number, axis: Axis): string =>
  `${axis.format(edges[bin]!)} to ${axis.format(edges[bin + 1]!)}`;

export function histogramOption(axis: Axis, edges: Edges, groups: readonly Group[]) {
  const nBins = edges.length - 1;
  const countIn = (group: Group | undefined, bin: number) => group?.counts[bin] ?? 0;
  return (ink: Ink) => ({
    ...baseOption(ink),
    xAxis: {
      ...valueAxis(ink, axis.name, { min: edges[0], max: edges[nBins] }),
      type: axis.isLog ? "log" : "value",
      axisLine: { onZero: true, lineStyle: { color: ink.ink3 } },
      axisLabel: {
        ...labels(ink),
        hideOverlap: true,
        ...INSIDE,
        // The ends of an axis of factors are no round numbers.
        ...(axis.isLog && { showMinLabel: false, showMaxLabel: false }),
        formatter: axis.format,
      },
      splitLine: { show: false },
    },
    yAxis: valueAxis(ink, "", {
      splitNumber: groups.length === 2 ? 6 : 4,
      minInterval: 1,
      axisLabel: { ...labels(ink), formatter: axisCount },
    }),
    tooltip: {
      ...baseOption(ink).tooltip,
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const lines = groups.map((g) => [g.name, formatCount(g.counts[dataIndex] ?? 0)] as const);
        return tipHtml(`${axis.name} ${binName(edges, dataIndex, axis)}`, lines);
      },
    },
    series: [
      {
        type: "custom",
        id: "bins",
        // The counts are there for the axis to reach around them.
        data: Array.from({ length: nBins }, (_, bin) => [
          edges[bin],
          countIn(groups[0], bin),
          -countIn(groups[1], bin),
        ]),
        encode: { x: 0, y: [1, 2] },
        renderItem: (params: RenderParams, api: RenderApi) => drawBin(edges, ink, params, api),
      },
      {
        type: "custom",
        id: "bars",
        // The bins below are what the pointer finds, and marks.
        silent: true,
        z: 3,
        data: [[edges[0], 0]],
        renderItem: (_: RenderParams, api: RenderApi) => ({
          type: "group",
          children: groups.map((_, i) => drawBars({ edges, groups, ink }, i, api)),
        }),
      },
    ],
  });
}

const axisCount = (value: number): string => formatCount(Math.abs(value));

/** The parts of ECharts' custom series that are used here. */
interface RenderParams {
  dataIndex: number;
  /** Where the axes lie, px. */
  coordSys: { y: number; height: number };
}
interface RenderApi {
  coord(point: [number, number]): [number, number];
}

interface Drawn {
  edges: Edges;
  groups: readonly Group[];
  ink: Ink;
}

/** The invisible column of a bin, for the pointer to find. */
function drawBin(edges: Edges, ink: Ink, params: RenderParams, api: RenderApi) {
  const { dataIndex, coordSys } = params;
  return {
    type: "rect",
    shape: { ...placeOf(edges, dataIndex, api), y: coordSys.y, height: coordSys.height },
    style: { fill: "transparent" },
    emphasis: { style: { fill: ink.line } },
  };
}

/**
 * The bars of group `i` as one shape, which goes back to the axis between two bars: an element for
 * each would make a step of the slider slow, most of all where they are hatched.
 */
function drawBars({ edges, groups, ink }: Drawn, i: number, api: RenderApi) {
  const { counts, fill } = groups[i]!;
  const points: [number, number][] = [];
  for (let bin = 0; bin < edges.length - 1; bin++) {
    const n = counts[bin]!;
    if (n === 0) continue;
    const { x, width } = placeOf(edges, bin, api);
    const [, axis] = api.coord([0, 0]);
    const [, end] = api.coord([0, i === 0 ? n : -n]);
    points.push([x, axis], [x, end], [x + width, end], [x + width, axis]);
  }
  return { type: "polygon", shape: { points }, style: fillOf(fill, ink) };
}

/** Where a bin lies across, px; next to it is a gap. */
function placeOf(edges: Edges, bin: number, api: RenderApi): { x: number; width: number } {
  const [left] = api.coord([edges[bin]!, 0]);
  const [right] = api.coord([edges[bin + 1]!, 0]);
  return { x: left, width: Math.max(0.5, right - left - 1) };
}

function fillOf(fill: OutcomeName | "ink", ink: Ink) {
  if (fill === "ink") return { fill: ink.ink3 };
  const { color, borderColor, borderWidth, decal } = outcomeFill(fill, ink);
  return {
    fill: color,
    ...(decal && { decal }),
    ...(borderColor && { stroke: borderColor, lineWidth: borderWidth }),
  };
}
