/**
 * Section 5: overlap, score and size of TP, FP and FN.
 */
import type { Axis } from "../charts/histogram-option";
import { HistogramFigure } from "../charts/HistogramFigure";
import { Outcome } from "../count/outcomes";
import { formatArea } from "../parts/format";
import { Section } from "../parts/Section";
import { showExamples } from "../state/actions";
import type { BrushField } from "../state/filter";
import { useSession } from "../state/session";

/** A number with two decimals, three where it has them. */
const formatEdge = (edge: number) => edge.toFixed(3).replace(/0$/, "");

const IOU_AXIS: Axis = { name: "IoU", format: formatEdge };
const SCORE_AXIS: Axis = { name: "Score", format: formatEdge };
const AREA_AXIS: Axis = { name: "Area, px²", isLog: true, format: formatArea };

const TP = 1 << Outcome.TruePositive;
const FP = 1 << Outcome.FalsePositive;
const FN = 1 << Outcome.FalseNegative;

export function Distributions() {
  const session = useSession();
  const { run, filter, numbers } = session;
  const d = numbers.distributions.value;
  const { scoreEdges, areaEdges } = numbers.binning.value;
  const iou = Number(run.meta.iou_thresholds[filter.iouIdx.value]).toFixed(2);
  const show = (field: BrushField, outcomes: number) => (low: number, high: number) =>
    showExamples(session, { field, low, high }, outcomes);
  return (
    <Section lead={`At the score threshold and IoU ≥ ${iou}. A click on a bin lists its objects.`}>
      <div class="grid">
        <HistogramFigure
          name="iou-of-tp"
          title="IoU of true positives"
          lead="Far right is a tight fit; a heap at the threshold means loose ones."
          axis={IOU_AXIS}
          edges={d.iouEdges}
          groups={[{ name: "Found (TP)", fill: "tp", counts: d.tpIou }]}
          onPick={show("iou", TP)}
        />
        <HistogramFigure
          name="scores"
          title="Scores of true and false positives"
          lead="The better the two are apart, the more a threshold can do."
          axis={SCORE_AXIS}
          edges={scoreEdges}
          groups={[
            { name: "Found (TP)", fill: "tp", counts: d.tpScore },
            { name: "False (FP)", fill: "fp", counts: d.fpScore },
          ]}
          onPick={show("score", TP | FP)}
        />
        <HistogramFigure
          name="areas-of-ground-truths"
          title="Areas of ground truths, found and missed"
          lead="Misses that heap up on the left are small objects. Each bin spans the same factor."
          axis={AREA_AXIS}
          edges={areaEdges}
          groups={[
            { name: "Found (TP)", fill: "tp", counts: d.foundArea },
            { name: "Missed (FN)", fill: "fn", counts: d.missedArea },
          ]}
          onPick={show("gt-area", TP | FN)}
        />
        <HistogramFigure
          name="areas-of-detections"
          title="Areas of detections, true and false"
          lead="Sizes at which the model reports what is not there. Each bin spans the same factor."
          axis={AREA_AXIS}
          edges={areaEdges}
          groups={[
            { name: "Found (TP)", fill: "tp", counts: d.tpArea },
            { name: "False (FP)", fill: "fp", counts: d.fpArea },
          ]}
          onPick={show("area", TP | FP)}
        />
      </div>
    </Section>
  );
}
