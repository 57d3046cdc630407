/**
 * AP and AR of the protocol exact: a row for each area range.
 */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { AverageScope, Measure, Meta } from "../../data/meta";
import { saveCsv } from "../../parts/download";
import { formatCount } from "../../parts/format";
import { MeasureBar } from "../../parts/MeasureBar";
import { Figure } from "../../parts/Section";
import { Segmented } from "../../parts/Segmented";
import { findAverages } from "../../state/averages";
import { useSession } from "../../state/session";
import { exactColumns, type ExactColumn } from "./exact-columns";

const SCOPES = [
  { value: "mean", label: "Mean over categories", help: "Each category counts the same (macro)" },
  { value: "pooled", label: "Pooled", help: "Each object counts the same (micro)" },
  {
    value: "class_agnostic",
    label: "Class-agnostic",
    help: "Matched as if there were one category: how good is it at finding objects at all?",
  },
] as const satisfies readonly { value: AverageScope; label: string; help: string }[];

type ScopeName = (typeof SCOPES)[number]["value"];

/** One area range of the table: [column title, value]. */
interface ExactRow {
  readonly name: string;
  readonly areaIdx: number;
  readonly nGroundTruths: number;
  readonly nCategories: number;
  readonly measures: readonly Measure[];
}

export function ExactTable() {
  const { run, filter } = useSession();
  const scope = useSignal<ScopeName>("mean");
  const { meta } = run;
  const columns = useMemo(() => exactColumns(meta), [meta]);
  const rows = exactRows(meta, scope.value, columns);
  const save = () =>
    saveCsv(
      `coco-metrics-exact-${scope.value}`,
      ["area_range", "n_ground_truths", "n_categories", ...columns.map(({ title }) => title)],
      rows.map((row) => [
        row.name,
        row.nGroundTruths,
        row.nCategories,
        ...row.measures.map((m) => (typeof m === "number" ? m : null)),
      ]),
    );
  return (
    <Figure
      title="By area range"
      lead="Protocol exact: the area under the curve itself, each match made once. Longer bars are better; a click counts that range alone."
      actions={
        <>
          <Segmented
            label="What the averages are made of"
            value={scope.value}
            options={SCOPES}
            onChange={(value) => (scope.value = value)}
          />
          <button type="button" class="button small" onClick={save}>
            CSV
          </button>
        </>
      }
    >
      <div class="table-frame">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Area range</th>
              <th scope="col" class="number">
                Objects
              </th>
              <th scope="col" class="number" title="Categories with an object in the range">
                Categories
              </th>
              {columns.map(({ title, help }) => (
                <th scope="col" class="number wide" key={title} title={help}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={row.name}
                class={row.areaIdx === filter.areaIdx.value ? "chosen" : undefined}
                onClick={() => (filter.areaIdx.value = row.areaIdx)}
              >
                <th scope="row">
                  <button
                    type="button"
                    class="row-button"
                    aria-pressed={row.areaIdx === filter.areaIdx.value}
                  >
                    {row.name}
                  </button>
                </th>
                <td class="number">{formatCount(row.nGroundTruths)}</td>
                <td class="number">{formatCount(row.nCategories)}</td>
                {row.measures.map((measure, i) => (
                  <td class="number" key={i}>
                    <MeasureBar measure={measure} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

function exactRows(meta: Meta, scope: AverageScope, columns: readonly ExactColumn[]): ExactRow[] {
  return meta.area_ranges.map((range, areaIdx) => ({
    name: range.name,
    areaIdx,
    nGroundTruths: range.n_ground_truths,
    nCategories: findAverages(meta, "mean", areaIdx)?.n_categories ?? 0,
    measures: columns.map((column) => column.read(meta, scope, areaIdx)),
  }));
}
