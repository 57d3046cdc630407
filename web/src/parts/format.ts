/**
 * How numbers are written: fractions with three decimals, counts with separators, "–" for nothing.
 */
import type { AreaRange, AskedRange, Measure } from "../data/meta";

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** 1453 as "1,453". */
export const formatCount = (count: number): string => COUNT.format(count);

/** A count and its noun: "1 image", "2 images". */
export const formatCounted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A measure in [0, 1] as "0.412", or "–". */
export const formatMeasure = (measure: Measure | null): string =>
  typeof measure === "number" ? measure.toFixed(3) : "–";

/** A fraction in words: "71 %"; what is not all or nothing is not rounded to it. */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  if (percent > 0 && percent < 1) return "under 1 %";
  if (percent < 100 && percent > 99) return "over 99 %";
  return `${Math.round(percent)} %`;
}

/** A score or a score threshold, with three decimals. */
export const formatScore = (score: number): string => score.toFixed(3);

/** An area in px², with separators; large ones shortened to "1.2 M". */
export function formatArea(areaPx2: number): string {
  if (areaPx2 >= 1e6) return `${(areaPx2 / 1e6).toFixed(areaPx2 >= 1e7 ? 0 : 1)} M`;
  return areaPx2 >= 100 || Number.isInteger(areaPx2) ? formatCount(areaPx2) : areaPx2.toFixed(1);
}

/** The bounds of a range, "1,024 to 9,216 px²". */
export function formatBounds({
  low_px2,
  high_px2,
}: Pick<AreaRange, "low_px2" | "high_px2">): string {
  if (high_px2 === null) return low_px2 === 0 ? "any" : `${formatArea(low_px2)} px² and up`;
  if (low_px2 === 0) return `below ${formatArea(high_px2)} px²`;
  return `${formatArea(low_px2)} to ${formatArea(high_px2)} px²`;
}

/** What a range was asked to be, "25 to 75 %" of the objects or bounds in px². */
export function formatAsked(asked: AskedRange): string {
  if ("percentiles" in asked) return `${asked.percentiles[0]} to ${asked.percentiles[1]} %`;
  return formatBounds({ low_px2: asked.pixels[0], high_px2: asked.pixels[1] });
}

/** "12.3 MB". */
export function formatBytes(nBytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let [value, unit] = [nBytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}
