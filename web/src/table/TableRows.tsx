/**
 * The rows of a table that are in sight.
 */
import { classOf, type TableColumn } from "./columns";
import type { RowWindow } from "./window";

interface Props {
  rows: Uint32Array;
  columns: readonly TableColumn[];
  window: RowWindow;
  isChosen?: (row: number) => boolean;
  onOpen?: (row: number) => void;
}

export function TableRows(props: Props) {
  const { rows, columns, window } = props;
  const { first, end, above, below } = window;
  return (
    <tbody onKeyDown={walkRows}>
      <Spacer height={above} nColumns={columns.length} />
      {Array.from(rows.subarray(first, end), (row, i) => (
        <Row key={row} row={row} index={first + i} {...props} />
      ))}
      <Spacer height={below} nColumns={columns.length} />
    </tbody>
  );
}

function Row({ row, index, columns, isChosen, onOpen }: Props & { row: number; index: number }) {
  return (
    <tr
      aria-rowindex={index + 2}
      class={isChosen?.(row) ? "chosen" : undefined}
      onClick={() => onOpen?.(row)}
    >
      {columns.map((column, i) => (
        <td key={column.key} class={classOf(column)}>
          {i === 0 && onOpen ? (
            <button type="button" class="row-button">
              <CellContent column={column} row={row} />
            </button>
          ) : (
            <CellContent column={column} row={row} />
          )}
        </td>
      ))}
    </tr>
  );
}

function CellContent({ column, row }: { column: TableColumn; row: number }) {
  if (column.cell) return <>{column.cell(row)}</>;
  if (column.kind === "text") {
    const text = column.text(row);
    return <span title={text}>{text}</span>;
  }
  const value = column.value(row);
  if (value === null) return <span class="quiet">–</span>;
  if (!column.barOf) return <>{column.format(value)}</>;
  const width = `${Math.min(100, Math.max(0, (100 * value) / column.barOf))}%`;
  return (
    <span class="bar-cell">
      <span>
        <i style={{ width }} />
      </span>
      {column.format(value)}
    </span>
  );
}

function Spacer({ height, nColumns }: { height: number; nColumns: number }) {
  if (height === 0) return null;
  return (
    <tr class="spacer" aria-hidden="true">
      <td colSpan={nColumns} style={{ height: `${height}px` }} />
    </tr>
  );
}

/** Up and down go from one row's button to the next. */
function walkRows(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = (event.target as HTMLElement).closest("tr")?.[step];
  const button = row?.querySelector<HTMLButtonElement>(".row-button");
  if (!button) return;
  event.preventDefault();
  button.focus();
  row?.scrollIntoView({ block: "nearest" });
}
