/**
 * Images side by side: above the line DT as TP + FP, below it GT as TP + FN.
 */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ChartFigure } from "../../charts/ChartFigure";
import { tipHtml } from "../../charts/ink";
import { detectionsOf, f1Of, groundTruthsOf } from "../../count/counts";
import { countsOfImage, type ImageCounts } from "../../count/images";
import { imageNumber, type ImageOrder } from "../../count/orders";
import { sortRows } from "../../count/sort";
import type { Run } from "../../data/run";
import { formatCount, formatMeasure } from "../../parts/format";
import { Segmented } from "../../parts/Segmented";
import { openImage } from "../../state/actions";
import { useSession } from "../../state/session";
import { imageName } from "./columns";
import { imageColumnsOf, type ImageColumn } from "./columns-of-images";
import { imageStackOption } from "./image-stack-option";

const ORDERS = [
  { value: "errors", label: "Most errors", descending: true },
  { value: "gt", label: "Most objects", descending: true },
  { value: "f1", label: "Lowest F1", descending: false },
] as const satisfies readonly { value: ImageOrder; label: string; descending: boolean }[];

/** More columns than this are no wider than a pixel. */
const MAX_COLUMNS = 800;

export function ImageStacks() {
  const session = useSession();
  const { run, numbers } = session;
  const order = useSignal<(typeof ORDERS)[number]["value"]>("errors");
  const counts = numbers.images.value;
  const listed = numbers.listedImages.value;
  const images = useMemo(() => {
    const { descending } = ORDERS.find(({ value }) => value === order.value)!;
    return sortRows(listed, (image) => imageNumber(counts, order.value, image), descending);
  }, [listed, counts, order.value]);
  const columns = useMemo(() => imageColumnsOf(images, counts, MAX_COLUMNS), [images, counts]);
  const option = useMemo(
    () => imageStackOption(columns, (i) => tipOf(run, images, columns[i], counts)),
    [columns],
  );
  const perColumn = (columns[0]?.end ?? 1) - (columns[0]?.first ?? 0);
  const open = (i: number) => {
    const column = columns[Math.round(i)];
    if (column) openImage(session, images[column.first]!);
  };
  return (
    <ChartFigure
      name="images"
      title="Detections and ground truths of each image"
      lead={
        "Above the line what is reported, found and false; below it what is there, found and missed." +
        (perColumn > 1 ? ` Each column is the mean of ${perColumn} images.` : "")
      }
      legend={<Legend />}
      height={304}
      label={`Stacked counts of ${formatCount(images.length)} images.`}
      option={option}
      onPick={open}
      points={{
        n: columns.length,
        place: (i) => ({ seriesIndex: 0, dataIndex: i }),
        describe: (i) => describe(run, images, columns[i]!),
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

const OUTCOMES = [
  { kind: "fp", name: "False (FP)" },
  { kind: "tp", name: "Found (TP)" },
  { kind: "fn", name: "Missed (FN)" },
] as const;

/** What is stacked, from the top down. */
function Legend() {
  const counts = useSession().numbers.counts.value;
  return (
    <p class="chart-legend">
      {OUTCOMES.map(({ kind, name }) => (
        <span key={kind} class={kind}>
          <i class={`swatch ${kind}`} /> {name}
          <b>{formatCount(counts[kind])}</b>
        </span>
      ))}
    </p>
  );
}

/** The image of a column, or the first of several and how many there are. */
function columnName(run: Run, images: Uint32Array, { first, end }: ImageColumn): string {
  const name = imageName(run, images[first]!);
  return end - first === 1 ? name : `${name} and ${end - first - 1} more, mean`;
}

const formatMean = (count: number) => count.toFixed(Number.isInteger(count) ? 0 : 1);

function describe(run: Run, images: Uint32Array, column: ImageColumn): string {
  const [tp, fp, fn] = [column.tp, column.fp, column.fn].map(formatMean);
  return `${columnName(run, images, column)}: ${tp} found, ${fp} false, ${fn} missed`;
}

function tipOf(
  run: Run,
  images: Uint32Array,
  column: ImageColumn | undefined,
  counts: ImageCounts,
): string {
  if (!column) return "";
  const lines: [string, string][] = [
    ["Found (TP)", formatMean(column.tp)],
    ["False (FP)", formatMean(column.fp)],
    ["Missed (FN)", formatMean(column.fn)],
  ];
  if (column.end - column.first === 1) {
    lines.push(["F1", formatMeasure(f1Of(countsOfImage(counts, images[column.first]!)))]);
  }
  return tipHtml(columnName(run, images, column), lines);
}

function csvRow(run: Run, image: number, counts: ImageCounts) {
  const row = countsOfImage(counts, image);
  return [imageName(run, image), groundTruthsOf(row), detectionsOf(row), row.tp, row.fp, row.fn];
}
