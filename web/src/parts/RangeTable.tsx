/**
 * A small table with a row for each area range; a click on a row counts that range alone.
 */
import type { ComponentChildren } from "preact";
import { useSession } from "../state/session";

/** A column after the name of the range. */
export interface RangeColumn {
  readonly title: string;
  readonly help?: string;
  /** Class of its cells: "number", and what a section adds. */
  readonly kind?: string;
  readonly headKind?: string;
  cell(areaIdx: number): ComponentChildren;
}

export function RangeTable({ columns }: { columns: readonly RangeColumn[] }) {
  const { run, filter } = useSession();
  return (
    <div class="table-frame">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Area range</th>
            {columns.map(({ title, help, kind, headKind }) => (
              <th scope="col" class={headKind ?? kind} key={title} title={help}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.meta.area_ranges.map(({ name }, areaIdx) => (
            <RangeRow
              key={name}
              name={name}
              areaIdx={areaIdx}
              columns={columns}
              isChosen={areaIdx === filter.areaIdx.value}
              onChoose={() => (filter.areaIdx.value = areaIdx)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  name: string;
  areaIdx: number;
  columns: readonly RangeColumn[];
  isChosen: boolean;
  onChoose: () => void;
}

function RangeRow({ name, areaIdx, columns, isChosen, onChoose }: RowProps) {
  return (
    <tr class={isChosen ? "chosen" : undefined} onClick={onChoose}>
      <th scope="row">
        <button type="button" class="row-button" aria-pressed={isChosen}>
          {name}
        </button>
      </th>
      {columns.map((column) => (
        <td class={column.kind} key={column.title}>
          {column.cell(areaIdx)}
        </td>
      ))}
    </tr>
  );
}
