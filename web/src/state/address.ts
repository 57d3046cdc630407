/**
 * The part of the address after "#": it holds the whole filter and view, so that a link shows
 * another person the same page.
 *
 * What stands at its start value is left out.
 */
import { batch, effect } from "@preact/signals";
import { ALL_OUTCOMES } from "../count/objects";
import type { Run } from "../data/run";
import { IMAGE_FIELDS, OBJECT_FIELDS, type Brush, type Filter } from "./filter";
import type { Opened, Sort, View } from "./view";

/** One-letter names of outcomes, in the order of their bits. */
const OUTCOME_NAMES = ["tp", "fp", "fn", "excused"];

/** Writes filter and view as an address. */
export function writeAddress(run: Run, filter: Filter, view: View): string {
  const start = run.meta.operating_point;
  const pairs = new URLSearchParams();
  const put = (key: string, value: string | number, isStart: boolean) => {
    if (!isStart) pairs.set(key, String(value));
  };
  const outcomes = filter.outcomes.value;
  put("score", filter.score.value, filter.score.value === start.score_threshold);
  const iou = run.meta.iou_thresholds[filter.iouIdx.value] ?? "";
  put("iou", iou, filter.iouIdx.value === start.reference_iou_idx);
  put("area", run.meta.area_ranges[filter.areaIdx.value]?.name ?? "", filter.areaIdx.value === 0);
  put("categories", filter.categories.value?.join(".") ?? "", filter.categories.value === null);
  put("search", filter.search.value, filter.search.value === "");
  const names = OUTCOME_NAMES.filter((_, bit) => (outcomes >> bit) & 1).join(".");
  put("outcomes", names, outcomes === ALL_OUTCOMES);
  put("where", writeBrush(filter.brush.value), filter.brush.value === null);
  put("by", view.mode.value, view.mode.value === "image");
  put("as", view.layout.value, view.layout.value === "gallery");
  const imageSort = writeSort(view.imageSort.value);
  put("images", imageSort, imageSort === "errors.down");
  const objectSort = writeSort(view.objectSort.value);
  put("objects", objectSort, objectSort === "score.down");
  put("open", writeOpened(view.opened.value), view.opened.value === null);
  return pairs.toString();
}

/** Reads an address into filter and view; what it does not name or cannot mean is reset. */
export function readAddress(address: string, run: Run, filter: Filter, view: View): void {
  const pairs = new URLSearchParams(address.replace(/^#/, ""));
  const { meta } = run;
  const indexIn = (names: string[], key: string, otherwise: number) => {
    const found = names.indexOf(pairs.get(key) ?? "");
    return found === -1 ? otherwise : found;
  };
  batch(() => {
    filter.reset();
    const score = Number.parseFloat(pairs.get("score") ?? "");
    if (Number.isFinite(score)) filter.score.value = score;
    filter.iouIdx.value = indexIn(meta.iou_thresholds, "iou", filter.iouIdx.value);
    filter.areaIdx.value = indexIn(
      meta.area_ranges.map((range) => range.name),
      "area",
      0,
    );
    filter.categories.value = readCategories(pairs.get("categories"), meta.categories.length);
    filter.search.value = pairs.get("search") ?? "";
    filter.outcomes.value = readOutcomes(pairs.get("outcomes"));
    filter.brush.value = readBrush(pairs.get("where"));
    view.mode.value = pairs.get("by") === "object" ? "object" : "image";
    view.layout.value = pairs.get("as") === "table" ? "table" : "gallery";
    view.imageSort.value = readSort(pairs.get("images"), "errors");
    view.objectSort.value = readSort(pairs.get("objects"), "score");
    view.opened.value = readOpened(pairs.get("open"), run);
  });
}

/**
 * Keeps address and state equal, both ways.
 *
 * Only opening the viewer makes a step in the history, so that "back" closes it. A slider that
 * moves is written when it rests: browsers refuse more than a few addresses a second.
 */
export function followAddress(run: Run, filter: Filter, view: View, runKey: string | null): void {
  readAddress(location.hash, run, filter, view);
  const prefix = runKey === null ? "" : `run=${encodeURIComponent(runKey)}&`;
  let wasOpen = view.opened.value !== null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const address = `#${prefix}${writeAddress(run, filter, view)}`;
    const isOpen = view.opened.value !== null;
    clearTimeout(timer);
    if (isOpen && !wasOpen) history.pushState(null, "", address);
    else timer = setTimeout(() => history.replaceState(null, "", address), REST_MS);
    wasOpen = isOpen;
  });
  addEventListener("popstate", () => {
    clearTimeout(timer);
    readAddress(location.hash, run, filter, view);
  });
}

const REST_MS = 120;

function readCategories(text: string | null, n: number): readonly number[] | null {
  if (text === null) return null;
  const indices = text
    .split(".")
    .filter((part) => part !== "")
    .map(Number);
  const known = indices.filter((idx) => Number.isInteger(idx) && 0 <= idx && idx < n);
  return known.length > 0 ? known : null;
}

function readOutcomes(text: string | null): number {
  if (text === null) return ALL_OUTCOMES;
  const names = text.split(".");
  const bits = OUTCOME_NAMES.map((name, bit) => (names.includes(name) ? 1 << bit : 0));
  return bits.reduce((set, bit) => set | bit, 0) || ALL_OUTCOMES;
}

const writeBrush = (brush: Brush | null) =>
  brush ? `${brush.field}:${brush.low}:${brush.high}` : "";

function readBrush(text: string | null): Brush | null {
  const [name, low, high] = (text ?? "").split(":");
  const field = [...OBJECT_FIELDS, ...IMAGE_FIELDS].find((known) => known === name);
  const bounds = [Number(low), Number(high)];
  if (!field || bounds.some(Number.isNaN)) return null;
  return { field, low: bounds[0]!, high: bounds[1]! };
}

const writeSort = (sort: Sort) => `${sort.column}.${sort.descending ? "down" : "up"}`;

function readSort(text: string | null, column: string): Sort {
  const [name, direction] = (text ?? "").split(".");
  return { column: name || column, descending: direction !== "up" };
}

const writeOpened = (opened: Opened | null) =>
  opened ? [opened.image, opened.key ?? ""].join(".") : "";

function readOpened(text: string | null, run: Run): Opened | null {
  if (!text) return null;
  const [image, key] = text.split(".");
  const idx = Number(image);
  if (!Number.isInteger(idx) || idx < 0 || idx >= run.images.length) return null;
  const nKeys = run.detections.length + run.groundTruths.length;
  const wanted = key ? Number(key) : Number.NaN;
  return { image: idx, key: wanted >= 0 && wanted < nKeys ? wanted : null };
}
