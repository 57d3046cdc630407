/**
 * A table of any number of rows: only those in sight are in the document.
 *
 * It is a real table, with spacers above and below, so that it reads as one to every tool.
 */
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { sortRows } from "../count/sort";
import { saveCsv } from "../parts/download";
import { formatCount } from "../parts/format";
import type { Sort } from "../state/view";
import { parseColumnFilter, type RowTest } from "./column-filter";
import { csvValue, sortValue, type TableColumn } from "./columns";
import { TableHead } from "./TableHead";
import { TableRows } from "./TableRows";
import { ROW_PX, useWindow } from "./window";

interface Props {
  /** Name of the CSV file. */
  name: string;
  /** Heard by those who do not see the table. */
  label: string;
  /** Rows in their natural order. */
  rows: Uint32Array;
  columns: readonly TableColumn[];
  sort: Signal<Sort>;
  /** Rows in sight at most; fewer rows make a lower table. */
  maxRows?: number;
  /** Rows stand out as chosen. */
  isChosen?: (row: number) => boolean;
  onOpen?: (row: number) => void;
  /** Beside the count of rows. */
  actions?: ComponentChildren;
}

export function VirtualTable(props: Props) {
  const { columns, rows, sort, maxRows = 16 } = props;
  const filters = useSignal<Readonly<Record<string, string>>>({});
  const hasFilterRow = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);

  const passing = useMemo(
    () => filterRows(rows, columns, filters.value),
    [rows, columns, filters.value],
  );
  const sorted = useMemo(
    () => sortTable(passing, columns, sort.value),
    [passing, columns, sort.value],
  );
  const shown = useWindow(frame, sorted.length, maxRows);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div class="table">
      <TableTools
        {...props}
        sorted={sorted}
        isFiltering={hasFilterRow.value}
        onToggleFilter={() => {
          hasFilterRow.value = !hasFilterRow.value;
          filters.value = {};
        }}
      />
      <div
        class="table-frame"
        ref={frame}
        tabIndex={0}
        role="region"
        aria-label={props.label}
        style={{ maxHeight: `${(maxRows + 1.5 + (hasFilterRow.value ? 1 : 0)) * ROW_PX}px` }}
      >
        <table style={{ minWidth: `${width}px` }} aria-rowcount={sorted.length + 1}>
          <colgroup>
            {columns.map((column) => (
              <col key={column.key} style={{ width: `${column.width}px` }} />
            ))}
          </colgroup>
          <TableHead columns={columns} sort={sort} filters={hasFilterRow.value ? filters : null} />
          <TableRows {...props} rows={sorted} window={shown} />
        </table>
      </div>
    </div>
  );
}

interface ToolsProps extends Props {
  sorted: Uint32Array;
  isFiltering: boolean;
  onToggleFilter: () => void;
}

function TableTools(props: ToolsProps) {
  const { name, rows, sorted, columns, actions } = props;
  const save = () => {
    const header = columns.map((column) => column.key);
    const lines = Array.from(sorted, (row) => columns.map((column) => csvValue(column, row)));
    saveCsv(name, header, lines);
  };
  return (
    <div class="table-tools">
      <span class="quiet">
        {sorted.length === rows.length
          ? `${formatCount(rows.length)} rows`
          : `${formatCount(sorted.length)} of ${formatCount(rows.length)} rows`}
      </span>
      <span class="actions">
        {actions}
        <button
          type="button"
          class="button small"
          aria-pressed={props.isFiltering}
          onClick={props.onToggleFilter}
        >
          Filter columns
        </button>
        <button type="button" class="button small" onClick={save}>
          CSV
        </button>
      </span>
    </div>
  );
}

function filterRows(
  rows: Uint32Array,
  columns: readonly TableColumn[],
  filters: Readonly<Record<string, string>>,
): Uint32Array {
  const tests = columns
    .map((column) => parseColumnFilter(column, filters[column.key] ?? ""))
    .filter((test): test is RowTest => test !== null);
  return tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
}

function sortTable(rows: Uint32Array, columns: readonly TableColumn[], sort: Sort): Uint32Array {
  const column = columns.find(({ key }) => key === sort.column);
  return column ? sortRows(rows, (row) => sortValue(column, row), sort.descending) : rows;
}
