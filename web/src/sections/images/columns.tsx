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

/** An image's name without the folders that all names of the run share; the rest tells them apart. */
export function ShortName({ run, image }: { run: Run; image: number }) {
  const name = imageName(run, image);
  return <span title={name}>{name.slice(sharedFolders(run).length)}</span>;
}

const shared = new WeakMap<Run, string>();

/** The folders with which the name of every image begins, "train/left/" or "". */
function sharedFolders(run: Run): string {
  const known = shared.get(run);
  if (known !== undefined) return known;
  let folders = run.images.fileName[0] ?? "";
  for (const name of run.images.fileName) {
    while (!name.startsWith(folders)) folders = folders.slice(0, -1);
  }
  folders = folders.slice(0, folders.lastIndexOf("/") + 1);
  shared.set(run, folders);
  return folders;
}

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
      cell: (image) => <ShortName run={run} image={image} />,
    },
    errorColumn(counts),
    ...MEASURES.map((measure): NumberColumn => ({
      key: measure.key,
      kind: "number",
      title: measure.title,
      help: measure.help,
      width: measure.isFraction ? 80 : measure.key === "excused" ? 68 : 48,
      value: (image) => valueOf(measure.of(countsOfImage(counts, image))),
      format: measure.isFraction ? formatMeasure : formatCount,
      ...(measure.isFraction && { barOf: 1 }),
    })),
    {
      key: "mean-iou",
      kind: "number",
      title: "Mean IoU",
      help: "Of the true positives",
      width: 72,
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
    width: 104,
    value: (image) => counts.fp[image]! + counts.fn[image]!,
    format: formatCount,
    cell: (image) => <OutcomeBar counts={countsOfImage(counts, image)} whole={most} />,
  };
}
