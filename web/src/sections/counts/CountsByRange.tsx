/**
 * All measures for each area range, at the chosen IoU threshold.
 */
import { valueOf, type Counts } from "../../count/counts";
import { countsOf } from "../../count/tally";
import { saveCsv } from "../../parts/download";
import { MeasureBar } from "../../parts/MeasureBar";
import { OutcomeBar } from "../../parts/OutcomeBar";
import { RangeTable, type RangeColumn } from "../../parts/RangeTable";
import { Figure } from "../../parts/Section";
import { useSession } from "../../state/session";
import { formatCell, MEASURES } from "./measures";

export function CountsByRange() {
  const { run, numbers } = useSession();
  const { tally, selection } = numbers;
  const iou = Number(run.meta.iou_thresholds[selection.value.iouIdx]).toFixed(2);
  const counts = run.meta.area_ranges.map((_, areaIdx) =>
    countsOf(tally.value, { ...selection.value, areaIdx }),
  );
  const save = () =>
    saveCsv(
      `counts-by-range-iou-${iou}`,
      ["area_range", ...MEASURES.map(({ key }) => key)],
      run.meta.area_ranges.map(({ name }, areaIdx) => [
        name,
        ...MEASURES.map(({ of }) => valueOf(of(counts[areaIdx]!))),
      ]),
    );
  return (
    <Figure
      title={`By area range, IoU ≥ ${iou}`}
      lead="In the bar, from the left: missed, found, false. A click counts that range alone."
      actions={
        <button type="button" class="button small" onClick={save}>
          CSV
        </button>
      }
    >
      <RangeTable columns={columnsOf(counts)} />
    </Figure>
  );
}

/** `counts` has an entry for each area range. */
function columnsOf(counts: readonly Counts[]): RangeColumn[] {
  const bar: RangeColumn = {
    title: "FN · TP · FP",
    headKind: "outcome-head",
    cell: (areaIdx) => <OutcomeBar counts={counts[areaIdx]!} />,
  };
  const measures = MEASURES.map((measure): RangeColumn => {
    const { key, title, help, isFraction } = measure;
    const value = (areaIdx: number) => measure.of(counts[areaIdx]!);
    return {
      title,
      help,
      kind: `number ${key}`,
      headKind: isFraction ? "number measure" : "number",
      cell: (areaIdx) =>
        isFraction ? <MeasureBar measure={value(areaIdx)} /> : formatCell(measure, value(areaIdx)),
    };
  });
  return [bar, ...measures];
}
