/**
 * What a reader writes under a column's heading to narrow a table.
 *
 * Texts are matched by part; numbers by ">0.5", "<= 3", "0.2..0.4" or a number alone.
 */
import type { TableColumn } from "./columns";

/** Whether `row` passes; null if the text says nothing that can be understood. */
export type RowTest = (row: number) => boolean;

const RANGE = /^(-?[\d.e+-]*?)\s*\.\.\s*(-?[\d.e+-]*)$/i;
const COMPARISON = /^(<=|>=|<|>|=)?\s*(-?[\d.]+(?:e[+-]?\d+)?)$/i;

/** The test that a filter text means for a column; null lets every row pass. */
export function parseColumnFilter(column: TableColumn, text: string): RowTest | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  if (column.kind === "text") return (row) => column.text(row).toLowerCase().includes(wanted);
  const accepts = parseNumberFilter(wanted);
  if (!accepts) return null;
  return (row) => {
    const value = column.value(row);
    return value !== null && accepts(value);
  };
}

/** The test that a text means for a number; null if it means none. */
export function parseNumberFilter(text: string): ((value: number) => boolean) | null {
  const range = RANGE.exec(text);
  if (range) {
    const low = range[1] ? Number(range[1]) : -Infinity;
    const high = range[2] ? Number(range[2]) : Infinity;
    return Number.isNaN(low) || Number.isNaN(high) ? null : (v) => low <= v && v <= high;
  }
  const comparison = COMPARISON.exec(text);
  const bound = Number(comparison?.[2] ?? "x");
  if (Number.isNaN(bound)) return null;
  switch (comparison?.[1]) {
    case "<":
      return (v) => v < bound;
    case "<=":
      return (v) => v <= bound;
    case ">":
      return (v) => v > bound;
    case ">=":
      return (v) => v >= bound;
    default:
      return (v) => v === bound;
  }
}
