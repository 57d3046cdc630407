/**
 * All measures for each area range, at the chosen IoU threshold.
 */
import { countsOf } from "../../count/tally";
import { saveCsv } from "../../parts/download";
import { MeasureBar } from "../../parts/MeasureBar";
import { OutcomeBar } from "../../parts/OutcomeBar";
import { Figure } from "../../parts/Section";
import { useSession } from "../../state/session";
import { formatCell, MEASURES } from "./measures";

export function CountsByRange() {
  const { run, filter, numbers } = useSession();
  const iou = Number(run.meta.iou_thresholds[filter.iouIdx.value]).toFixed(2);
  const rows = run.meta.area_ranges.map(({ name }, areaIdx) => ({
    name,
    areaIdx,
    counts: countsOf(numbers.tally.value, { ...numbers.selection.value, areaIdx }),
  }));
  const save = () =>
    saveCsv(
      `counts-by-range-iou-${iou}`,
      ["area_range", ...MEASURES.map(({ key }) => key)],
      rows.map(({ name, counts }) => [name, ...MEASURES.map((m) => csvNumber(m.of(counts)))]),
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
      <div class="table-frame">
        <table class="plain counts-table">
          <thead>
            <tr>
              <th scope="col">Area range</th>
              <th scope="col" class="outcome-head">
                FN · TP · FP
              </th>
              {MEASURES.map(({ key, title, help }) => (
                <th scope="col" class="number" key={key} title={help}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, areaIdx, counts }) => (
              <tr
                key={name}
                class={areaIdx === filter.areaIdx.value ? "chosen" : undefined}
                onClick={() => (filter.areaIdx.value = areaIdx)}
              >
                <th scope="row">
                  <button
                    type="button"
                    class="row-button"
                    aria-pressed={areaIdx === filter.areaIdx.value}
                  >
                    {name}
                  </button>
                </th>
                <td>
                  <OutcomeBar counts={counts} />
                </td>
                {MEASURES.map((measure) => (
                  <td class={`number ${measure.key}`} key={measure.key} data-measure={measure.key}>
                    {measure.isFraction ? (
                      <MeasureBar measure={measure.of(counts)} />
                    ) : (
                      formatCell(measure, measure.of(counts))
                    )}
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

const csvNumber = (value: number | string) => (typeof value === "number" ? value : null);
