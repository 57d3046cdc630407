/**
 * The twelve numbers of the protocol coco, with the protocol exact beside them.
 */
import type { CocoStatistic, Measure, Meta } from "../../data/meta";
import { saveCsv } from "../../parts/download";
import { MeasureBar } from "../../parts/MeasureBar";
import { Figure, Nothing } from "../../parts/Section";
import { meanOverThresholds, thresholdIndex } from "../../state/averages";
import { useSession } from "../../state/session";
import { ofAverages } from "./exact-columns";

export function CocoTable() {
  const { meta } = useSession().run;
  const lead =
    "Protocol coco: the same bits as pycocotools 2.0.11, in its order and words. Beside it the protocol exact where both mean the same objects.";
  if (!meta.coco) {
    return (
      <Figure title="The twelve numbers of pycocotools" lead={lead}>
        <Nothing>This run has the protocol exact alone; “--protocol both” adds coco.</Nothing>
      </Figure>
    );
  }
  const rows = meta.coco.statistics.map((statistic) => ({
    statistic,
    label: cocoLabel(meta, statistic),
    exact: exactCounterpart(meta, statistic),
  }));
  const save = () =>
    saveCsv(
      "coco-metrics",
      ["statistic", "coco", "exact"],
      rows.map(({ label, statistic, exact }) => [
        label,
        numberOf(statistic.value),
        numberOf(exact),
      ]),
    );
  return (
    <Figure
      title="The twelve numbers of pycocotools"
      lead={lead}
      actions={
        <button type="button" class="button small" onClick={save}>
          CSV
        </button>
      }
    >
      <div class="table-frame">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Statistic</th>
              <th scope="col" class="number wide">
                coco
              </th>
              <th scope="col" class="number wide">
                exact
              </th>
              <th scope="col" class="number">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, statistic, exact }) => (
              <tr key={label}>
                <th scope="row">
                  <code>{label}</code>
                </th>
                <td class="number">
                  <MeasureBar measure={statistic.value} />
                </td>
                <td class="number">
                  {exact === null ? <OtherBounds /> : <MeasureBar measure={exact} />}
                </td>
                <td class="number">{differenceOf(statistic.value, exact)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

function OtherBounds() {
  return (
    <span class="quiet" title="The run's own ranges have other bounds, or none are limited so">
      other bounds
    </span>
  );
}

const numberOf = (measure: Measure | null) => (typeof measure === "number" ? measure : null);

function differenceOf(coco: Measure, exact: Measure | null): string {
  if (typeof coco !== "number" || typeof exact !== "number") return "";
  const difference = exact - coco;
  return `${difference < 0 ? "−" : "+"}${Math.abs(difference).toFixed(3)}`;
}

/** The line that `COCOeval.summarize` prints, up to the number. */
function cocoLabel(meta: Meta, statistic: CocoStatistic): string {
  const title = statistic.kind === "AP" ? "Average Precision  (AP)" : "Average Recall     (AR)";
  const [first, last] = [meta.iou_thresholds[0], meta.iou_thresholds.at(-1)];
  const iou =
    statistic.iou_threshold === null
      ? `${Number(first).toFixed(2)}:${Number(last).toFixed(2)}`
      : statistic.iou_threshold.toFixed(2).padEnd(9);
  const area = statistic.area_range.padStart(6);
  const limit = String(statistic.max_detections).padStart(3);
  return `${title} @[ IoU=${iou} | area=${area} | maxDets=${limit} ]`;
}

/** The same statistic in the protocol exact, if a range of the run has COCO's bounds. */
function exactCounterpart(meta: Meta, statistic: CocoStatistic): Measure | null {
  const cocoRange = meta.coco?.area_ranges.find(({ name }) => name === statistic.area_range);
  const areaIdx = meta.area_ranges.findIndex((range) => {
    const high = range.high_px2 ?? 1e10;
    return cocoRange && range.low_px2 === cocoRange.low_px2 && high === cocoRange.high_px2;
  });
  const limits = meta.coco?.statistics.map(({ max_detections }) => max_detections) ?? [];
  if (areaIdx === -1 || statistic.max_detections !== Math.max(...limits)) return null;
  return ofAverages(meta, "mean", areaIdx, (row) => {
    const measures = statistic.kind === "AP" ? row.average_precision : row.recall;
    if (statistic.iou_threshold === null) return meanOverThresholds(measures);
    return measures[thresholdIndex(meta, String(statistic.iou_threshold))] ?? "not computed";
  });
}
