/**
 * The columns of a table of images.
 */
import { valueOf, type Counts } from "../../count/counts";
import { countsOfImage, meanIouOf, type ImageCounts } from "../../count/images";
import type { Run } from "../../data/run";
import { formatCount, formatMeasure } from "../../parts/format";
import { OutcomeBar } from "../../parts/OutcomeBar";
import { orderOf, type NumberColumn, type TableColumn } from "../../table/columns";
import { MEASURES } from "../counts/measures";

/** What an image is called: its file name, or its id if it has none. */
export const imageName = (run: Run, image: number): string =>
  run.images.fileName[image] || `image ${run.images.id[image]}`;

const orders = new WeakMap<Run, Uint32Array>();

/** The place of each image in the order of names. */
export function imageOrder(run: Run): Uint32Array {
  let order = orders.get(run);
  if (!order) {
    order = orderOf(Array.from(run.images.fileName, (_, image) => imageName(run, image)));
    orders.set(run, order);
  }
  return order;
}

export function imageColumns(run: Run, counts: ImageCounts): TableColumn[] {
  const order = imageOrder(run);
  return [
    {
      key: "image",
      kind: "text",
      title: "Image",
      width: 160,
      text: (image) => imageName(run, image),
      order: (image) => order[image]!,
    },
    errorColumn(counts),
    ...MEASURES.map((measure): NumberColumn => ({
      key: measure.key,
      kind: "number",
      title: measure.title,
      help: measure.help,
      width: measure.isFraction ? 88 : measure.key === "excused" ? 68 : 48,
      value: (image) => valueOf(measure.of(countsOfImage(counts, image))),
      format: measure.isFraction ? formatMeasure : formatCount,
      ...(measure.isFraction && { barOf: 1 }),
    })),
    {
      key: "mean-iou",
      kind: "number",
      title: "Mean IoU",
      help: "Of the true positives",
      width: 80,
      value: (image) => valueOf(meanIouOf(counts, image)),
      format: formatMeasure,
    },
  ];
}

function errorColumn(counts: ImageCounts): NumberColumn {
  const sizeOf = ({ tp, fp, fn }: Counts) => tp + fp + fn;
  let most = 1;
  for (let image = 0; image < counts.tp.length; image++) {
    most = Math.max(most, sizeOf(countsOfImage(counts, image)));
  }
  return {
    key: "errors",
    kind: "number",
    title: "FN · TP · FP",
    help: "Missed, found, false; sorts by the number of errors, FP + FN",
    width: 120,
    value: (image) => counts.fp[image]! + counts.fn[image]!,
    format: formatCount,
    cell: (image) => <OutcomeBar counts={countsOfImage(counts, image)} whole={most} />,
  };
}
