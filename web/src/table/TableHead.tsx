/**
 * The headings of a table: a click sorts; a second row takes filters.
 */
import type { Signal } from "@preact/signals";
import type { Sort } from "../state/view";
import { classOf, type TableColumn } from "./columns";

interface Props {
  columns: readonly TableColumn[];
  sort: Signal<Sort>;
  /** Filter texts by column, or null while the filter row is hidden. */
  filters: Signal<Readonly<Record<string, string>>> | null;
}

export function TableHead({ columns, sort, filters }: Props) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <Heading key={column.key} column={column} sort={sort} />
        ))}
      </tr>
      {filters && (
        <tr class="filters">
          {columns.map((column) => (
            <td key={column.key}>
              <input
                type="text"
                aria-label={`Filter ${column.title}`}
                placeholder={column.kind === "number" ? ">0 or 0..1" : "part of it"}
                value={filters.value[column.key] ?? ""}
                onInput={(event) => {
                  const text = event.currentTarget.value;
                  filters.value = { ...filters.value, [column.key]: text };
                }}
              />
            </td>
          ))}
        </tr>
      )}
    </thead>
  );
}

function Heading({ column, sort }: { column: TableColumn; sort: Signal<Sort> }) {
  const { column: sorted, descending } = sort.value;
  const isSorted = sorted === column.key;
  const toggle = () => {
    // Numbers are wanted from the top, texts from A.
    const first = column.kind === "number";
    sort.value = { column: column.key, descending: isSorted ? !descending : first };
  };
  const order = isSorted ? (descending ? "descending" : "ascending") : "none";
  return (
    <th scope="col" class={classOf(column)} aria-sort={order} title={column.help}>
      <button type="button" onClick={toggle}>
        {column.title}
        <span class="arrow" aria-hidden="true">
          {isSorted ? (descending ? "↓" : "↑") : ""}
        </span>
      </button>
    </th>
  );
}
