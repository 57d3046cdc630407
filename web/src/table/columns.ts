/**
 * What a table knows about a column: how to read a row's number or text, and how to show it.
 */
import type { ComponentChildren } from "preact";

interface ColumnBase {
  /** Name in addresses and CSV files; without a full stop. */
  readonly key: string;
  readonly title: string;
  /** What the column holds, in a sentence. */
  readonly help?: string;
  /** px */
  readonly width: number;
}

/** A column of numbers, right-aligned; null where a row has none. */
export interface NumberColumn extends ColumnBase {
  readonly kind: "number";
  value(row: number): number | null;
  format(value: number): string;
  /** Shown in place of the formatted number; a picture, which begins at the left. */
  cell?(row: number): ComponentChildren;
  /** Largest value, to draw a bar beside the number in proportion. */
  readonly barOf?: number | undefined;
}

/** A column of texts. */
export interface TextColumn extends ColumnBase {
  readonly kind: "text";
  text(row: number): string;
  /** Place of the row's text among all texts, so that sorting compares numbers. */
  order(row: number): number;
  cell?(row: number): ComponentChildren;
}

export type TableColumn = NumberColumn | TextColumn;

/** The class of a column's cells: numbers stand at the right, all else at the left. */
export const classOf = (column: TableColumn): string =>
  column.kind === "number" && column.cell ? "picture-cell" : column.kind;

/** The number by which a column sorts. */
export function sortValue(column: TableColumn, row: number): number | null {
  return column.kind === "number" ? column.value(row) : column.order(row);
}

/** What a CSV file holds for a row. */
export function csvValue(column: TableColumn, row: number): string | number | null {
  return column.kind === "number" ? column.value(row) : column.text(row);
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** The place of each text in alphabetical order; equal texts share a place. */
export function orderOf(texts: readonly string[]): Uint32Array {
  const sorted = [...new Set(texts)].sort(COLLATOR.compare);
  const places = new Map(sorted.map((text, place) => [text, place]));
  return Uint32Array.from(texts, (text) => places.get(text)!);
}
