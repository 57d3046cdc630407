/**
 * The twelve numbers of the protocol coco, with the protocol exact beside them.
 */
import { valueOf } from "../../count/counts";
import type { CocoStatistic, Measure, Meta } from "../../data/meta";
import { saveCsv } from "../../parts/download";
import { MeasureBar } from "../../parts/MeasureBar";
import { Figure, Nothing } from "../../parts/Section";
import { meanOverThresholds, thresholdIndex } from "../../state/averages";
import { useSession } from "../../state/session";
import { ofAverages } from "./exact-columns";

const TITLE = "The twelve numbers of pycocotools";

const LEAD =
  "Protocol coco: the same bits as pycocotools 2.0.11, in its order and words. " +
  "Beside it the protocol exact where both mean the same objects.";

export function CocoTable() {
  const { meta } = useSession().run;
  if (!meta.coco) {
    return (
      <Figure title={TITLE} lead={LEAD}>
        <Nothing>This run has the protocol exact alone; “--protocol both” adds coco.</Nothing>
      </Figure>
    );
  }
  const rows = meta.coco.statistics.map((statistic) => ({
    statistic,
    exact: exactCounterpart(meta, statistic),
  }));
  return (
    <Figure
      title={TITLE}
      lead={LEAD}
      actions={
        <button type="button" class="button small" onClick={() => saveRows(rows)}>
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
              <th scope="col" class="number wide">
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CocoRow key={row.statistic.wording} {...row} />
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

interface Row {
  statistic: CocoStatistic;
  /** null: no range of the run has the same bounds. */
  exact: Measure | null;
}

function CocoRow({ statistic, exact }: Row) {
  return (
    <tr>
      <th scope="row">
        <code>{statistic.wording}</code>
      </th>
      <td class="number">
        <MeasureBar measure={statistic.value} />
      </td>
      <td class="number">
        {exact === null ? <NoCounterpart of={statistic} /> : <MeasureBar measure={exact} />}
      </td>
      <td class="number">{differenceOf(statistic.value, exact)}</td>
    </tr>
  );
}

function saveRows(rows: readonly Row[]): void {
  saveCsv(
    "coco-metrics",
    ["statistic", "coco", "exact"],
    rows.map(({ statistic: { wording, value }, exact }) => [
      wording,
      valueOf(value),
      exact === null ? null : valueOf(exact),
    ]),
  );
}

/** Why the protocol exact has nothing that means the same objects. */
function NoCounterpart({ of }: { of: CocoStatistic }) {
  const limits = useSession().run.meta.coco?.statistics ?? [];
  const isCut = limits.some(({ max_detections }) => max_detections > of.max_detections);
  return isCut ? (
    <span class="quiet" title="The protocol exact takes all detections of an image">
      no limit
    </span>
  ) : (
    <span class="quiet" title="No area range of this run has these bounds">
      other ranges
    </span>
  );
}

/** With a digit more than the two numbers: what tells them apart is small. */
function differenceOf(coco: Measure, exact: Measure | null): string {
  if (typeof coco !== "number" || typeof exact !== "number") return "";
  const size = Math.abs(exact - coco).toFixed(4);
  if (Number(size) === 0) return size;
  return `${exact < coco ? "−" : "+"}${size}`;
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
