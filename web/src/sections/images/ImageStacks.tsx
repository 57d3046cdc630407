/**
 * Images side by side: above the line DT as TP + FP, below it GT as TP + FN.
 */
import { useMemo } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { outcomeFill, type OutcomeName } from "../../charts/bars";
import { ChartFigure } from "../../charts/ChartFigure";
import { baseOption, tipHtml, valueAxis, type Ink } from "../../charts/ink";
import { f1Of, groundTruthsOf, detectionsOf, valueOf } from "../../count/counts";
import { countsOfImage, type ImageCounts } from "../../count/images";
import { sortRows } from "../../count/sort";
import type { Run } from "../../data/run";
import { formatCount, formatMeasure } from "../../parts/format";
import { Segmented } from "../../parts/Segmented";
import { openImage } from "../../state/actions";
import { listImages } from "../../state/lists";
import { useSession } from "../../state/session";
import { imageName } from "./columns";

type Order = "errors" | "gt" | "f1";

const ORDERS = [
  { value: "errors", label: "Most errors" },
  { value: "gt", label: "Most objects" },
  { value: "f1", label: "Lowest F1" },
] as const satisfies readonly { value: Order; label: string }[];

/** Up to here each image is a bar of its own; beyond it a step in a skyline. */
const MAX_BARS = 160;

export function ImageStacks() {
  const session = useSession();
  const { run, numbers } = session;
  const order = useSignal<Order>("errors");
  const counts = numbers.images.value;
  const isImageIn = numbers.isImageIn.value;
  const images = useMemo(
    () => orderImages(listImages(run, isImageIn), counts, order.value),
    [run, isImageIn, counts, order.value],
  );
  const option = useMemo(() => stackOption(run, images, counts), [run, images, counts]);
  const open = (i: number) => {
    const image = images[Math.round(i)];
    if (image !== undefined) openImage(session, image);
  };
  return (
    <ChartFigure
      name="images"
      title="Detections and ground truths of each image"
      lead="Above the line what is reported, found and false; below it what is there, found and missed."
      height={304}
      label={`Stacked counts of ${formatCount(images.length)} images.`}
      option={option}
      onPick={open}
      points={{
        n: images.length,
        place: (i) => ({ seriesIndex: 0, dataIndex: i }),
        describe: (i) => describe(run, images[i]!, counts),
        pick: open,
      }}
      csv={{
        header: ["image", "gt", "dt", "tp", "fp", "fn"],
        rows: () => Array.from(images, (image) => csvRow(run, image, counts)),
      }}
      actions={
        <Segmented
          label="Order"
          value={order.value}
          options={ORDERS}
          onChange={(value) => (order.value = value)}
        />
      }
    />
  );
}

function orderImages(images: Uint32Array, counts: ImageCounts, order: Order): Uint32Array {
  switch (order) {
    case "errors":
      return sortRows(images, (image) => counts.fp[image]! + counts.fn[image]!, true);
    case "gt":
      return sortRows(images, (image) => groundTruthsOf(countsOfImage(counts, image)), true);
    case "f1":
      return sortRows(images, (image) => valueOf(f1Of(countsOfImage(counts, image))), false);
  }
}

function describe(run: Run, image: number, counts: ImageCounts): string {
  const { tp, fp, fn } = countsOfImage(counts, image);
  return `${imageName(run, image)}: ${tp} found, ${fp} false, ${fn} missed`;
}

function csvRow(run: Run, image: number, counts: ImageCounts) {
  const row = countsOfImage(counts, image);
  return [imageName(run, image), groundTruthsOf(row), detectionsOf(row), row.tp, row.fp, row.fn];
}

function stackOption(run: Run, images: Uint32Array, counts: ImageCounts) {
  return (ink: Ink) => ({
    ...baseOption(ink),
    xAxis: {
      type: "category",
      data: Array.from(images.keys()),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: ink.ink3 } },
    },
    yAxis: valueAxis(ink, "GT  ·  DT", {
      axisLabel: {
        color: ink.ink3,
        fontSize: 12,
        formatter: (v: number) => formatCount(Math.abs(v)),
      },
    }),
    tooltip: {
      ...baseOption(ink).tooltip,
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: ink.line, opacity: 0.5 } },
      formatter: tipOf(run, images, counts),
    },
    series: [
      layer("dt-tp", "dt", "tp", (image) => counts.tp[image]!),
      layer("dt-fp", "dt", "fp", (image) => counts.fp[image]!),
      layer("gt-tp", "gt", "tp", (image) => -counts.tp[image]!),
      layer("gt-fn", "gt", "fn", (image) => -counts.fn[image]!),
    ].map((make) => make(images, ink)),
  });
}

/** One layer of a stack: bars for a few images, a skyline for many. */
function layer(id: string, stack: string, outcome: OutcomeName, of: (image: number) => number) {
  return (images: Uint32Array, ink: Ink) => {
    const fill = outcomeFill(outcome, ink);
    const data = Array.from(images, of);
    if (images.length <= MAX_BARS) {
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
      showSymbol: false,
      lineStyle: { width: 0 },
      itemStyle: { color: fill.color },
      areaStyle: { color: outcome === "fn" ? ink.fn : fill.color, opacity: 1 },
    };
  };
}

function tipOf(run: Run, images: Uint32Array, counts: ImageCounts) {
  return (params: { dataIndex: number }[]): string => {
    const image = images[params[0]?.dataIndex ?? 0];
    if (image === undefined) return "";
    const row = countsOfImage(counts, image);
    return tipHtml(imageName(run, image), [
      ["Found (TP)", formatCount(row.tp)],
      ["False (FP)", formatCount(row.fp)],
      ["Missed (FN)", formatCount(row.fn)],
      ["F1", formatMeasure(f1Of(row))],
    ]);
  };
}
