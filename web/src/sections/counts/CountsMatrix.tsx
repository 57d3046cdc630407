/**
 * One measure for each IoU threshold and area range, shaded by its value.
 */
import { useSignal } from "@preact/signals";
import type { Counts } from "../../count/counts";
import { countsOf } from "../../count/tally";
import { saveCsv } from "../../parts/download";
import { Figure } from "../../parts/Section";
import { Segmented } from "../../parts/Segmented";
import { useSession, type Session } from "../../state/session";
import { formatCell, MEASURES, type CountMeasure } from "./measures";

export function CountsMatrix() {
  const session = useSession();
  const { run } = session;
  const key = useSignal("f1");
  const measure = MEASURES.find((m) => m.key === key.value)!;
  const cells = run.meta.iou_thresholds.map((_, iouIdx) =>
    run.meta.area_ranges.map((__, areaIdx) =>
      countsOf(session.numbers.tally.value, {
        ...session.numbers.selection.value,
        iouIdx,
        areaIdx,
      }),
    ),
  );
  return (
    <Figure
      title="By IoU threshold and area range"
      lead="The stronger the shade, the more; a stricter IoU threshold can only lose. A click on a cell chooses both."
      actions={
        <>
          <Segmented
            label="Measure"
            value={key.value}
            options={MEASURES.map((m) => ({ value: m.key, label: m.title, help: m.help }))}
            onChange={(value) => (key.value = value)}
          />
          <button type="button" class="button small" onClick={() => saveCells(session, cells)}>
            CSV
          </button>
        </>
      }
    >
      <div class="table-frame">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">IoU ≥</th>
              {run.meta.area_ranges.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((row, iouIdx) => (
              <tr key={iouIdx}>
                <th scope="row">{Number(run.meta.iou_thresholds[iouIdx]).toFixed(2)}</th>
                {row.map((counts, areaIdx) => (
                  <Cell
                    key={areaIdx}
                    session={session}
                    place={{ iouIdx, areaIdx }}
                    measure={measure}
                    counts={counts}
                    most={measure.isFraction ? 1 : mostIn(cells, measure)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

interface CellProps {
  session: Session;
  place: { iouIdx: number; areaIdx: number };
  measure: CountMeasure;
  counts: Counts;
  /** Value of the cell with the strongest shade. */
  most: number;
}

function Cell({ session, place, measure, counts, most }: CellProps) {
  const { filter, run } = session;
  const value = measure.of(counts);
  const shade = typeof value === "number" && most > 0 ? value / most : 0;
  const isChosen = place.iouIdx === filter.iouIdx.value && place.areaIdx === filter.areaIdx.value;
  const range = run.meta.area_ranges[place.areaIdx]!.name;
  const iou = run.meta.iou_thresholds[place.iouIdx];
  const choose = () => {
    filter.iouIdx.value = place.iouIdx;
    filter.areaIdx.value = place.areaIdx;
  };
  return (
    <td>
      <button
        type="button"
        aria-pressed={isChosen}
        aria-label={`${measure.title} ${formatCell(measure, value)}, IoU ${iou}, ${range}`}
        title={typeof value === "string" ? value : undefined}
        style={{ "--shade-of": shade.toFixed(3) }}
        onClick={choose}
      >
        {formatCell(measure, value)}
      </button>
    </td>
  );
}

function mostIn(cells: readonly (readonly Counts[])[], measure: CountMeasure): number {
  const values = cells.flat().map((counts) => measure.of(counts));
  return Math.max(...values.filter((value) => typeof value === "number"));
}

/** All measures of all cells, a line for each cell. */
function saveCells({ run }: Session, cells: readonly (readonly Counts[])[]): void {
  const rows = cells.flatMap((row, iouIdx) =>
    row.map((counts, areaIdx) => [
      run.meta.iou_thresholds[iouIdx]!,
      run.meta.area_ranges[areaIdx]!.name,
      ...MEASURES.map((measure) => {
        const value = measure.of(counts);
        return typeof value === "number" ? value : null;
      }),
    ]),
  );
  saveCsv("counts", ["iou_threshold", "area_range", ...MEASURES.map(({ key }) => key)], rows);
}
