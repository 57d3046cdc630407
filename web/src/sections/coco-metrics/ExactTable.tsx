/**
 * AP and AR of the protocol exact: a row for each area range.
 */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { valueOf } from "../../count/counts";
import type { AverageScope, Meta } from "../../data/meta";
import { saveCsv } from "../../parts/download";
import { formatCount } from "../../parts/format";
import { MeasureBar } from "../../parts/MeasureBar";
import { RangeTable, type RangeColumn } from "../../parts/RangeTable";
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

export function ExactTable() {
  const { meta } = useSession().run;
  const scope = useSignal<ScopeName>("mean");
  const columns = useMemo(() => exactColumns(meta), [meta]);
  return (
    <Figure
      title="By area range"
      lead={
        "Protocol exact: the area under the curve itself, each match made once. " +
        "Longer bars are better; a click counts that range alone."
      }
      actions={
        <>
          <Segmented
            label="What the averages are made of"
            value={scope.value}
            options={SCOPES}
            onChange={(value) => (scope.value = value)}
          />
          <button
            type="button"
            class="button small"
            onClick={() => saveTable(meta, scope.value, columns)}
          >
            CSV
          </button>
        </>
      }
    >
      <RangeTable columns={[...sizeColumns(meta), ...measureColumns(meta, scope.value, columns)]} />
    </Figure>
  );
}

const nCategoriesIn = (meta: Meta, areaIdx: number): number =>
  findAverages(meta, "mean", areaIdx)?.n_categories ?? 0;

/** How much there is in each range. */
function sizeColumns(meta: Meta): RangeColumn[] {
  return [
    {
      title: "Objects",
      kind: "number",
      cell: (areaIdx) => formatCount(meta.area_ranges[areaIdx]!.n_ground_truths),
    },
    {
      title: "Categories",
      help: "Categories with an object in the range",
      kind: "number",
      cell: (areaIdx) => formatCount(nCategoriesIn(meta, areaIdx)),
    },
  ];
}

function measureColumns(
  meta: Meta,
  scope: AverageScope,
  columns: readonly ExactColumn[],
): RangeColumn[] {
  return columns.map(({ title, help, read }) => ({
    title,
    help,
    kind: "number",
    headKind: "number wide",
    cell: (areaIdx) => <MeasureBar measure={read(meta, scope, areaIdx)} />,
  }));
}

function saveTable(meta: Meta, scope: ScopeName, columns: readonly ExactColumn[]): void {
  const rows = meta.area_ranges.map(({ name, n_ground_truths }, areaIdx) => [
    name,
    n_ground_truths,
    nCategoriesIn(meta, areaIdx),
    ...columns.map(({ read }) => valueOf(read(meta, scope, areaIdx))),
  ]);
  const titles = columns.map(({ title }) => title);
  saveCsv(`averages-${scope}`, ["area_range", "n_ground_truths", "n_categories", ...titles], rows);
}
