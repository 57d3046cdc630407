/**
 * Precision against recall, a line for each member of a family.
 */
import { useComputed, useSignal, type Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ChartFigure } from "../../charts/ChartFigure";
import { precisionOf, recallOf } from "../../count/counts";
import { thinPoints, type Curve } from "../../count/curve";
import { formatMeasure, formatScore } from "../../parts/format";
import { Figure, Nothing } from "../../parts/Section";
import { Segmented } from "../../parts/Segmented";
import { useSession } from "../../state/session";
import { linesOf, type FamilyName, type Line } from "./families";
import { hereOption, precisionRecallOption } from "./precision-recall-option";

const TITLE = "Precision and recall";

const FAMILIES = [
  { value: "iou", label: "IoU" },
  { value: "area", label: "Area" },
  { value: "category", label: "Category" },
] as const satisfies readonly { value: FamilyName; label: string }[];

const LEADS: Record<FamilyName, string> = {
  iou: "A line for each IoU threshold",
  area: "A line for each area range",
  category: "A line for each of the largest categories and for all",
};

/** What the names of the lines are. */
const HEADS: Record<FamilyName, string> = {
  iou: "IoU ≥",
  area: "Area range",
  category: "Category",
};

export function PrecisionRecall() {
  const session = useSession();
  const { run, filter, numbers } = session;
  const family = useSignal<FamilyName>("iou");
  const lines = useComputed(() => linesOf(session, family.value));
  const counts = numbers.counts.value;
  const score = filter.score.value;
  const here = { recall: recallOf(counts), precision: precisionOf(counts) };
  const pointed = useSignal<string | null>(null);
  const option = useMemo(
    () => precisionRecallOption(lines.value, pointed.value),
    [lines.value, pointed.value],
  );
  const moving = useMemo(() => hereOption(here, score), [counts, score]);
  const chosen = lines.value.find(({ isChosen }) => isChosen) ?? lines.value[0]!;
  const isPooled = (filter.categories.value ?? run.meta.categories).length > 1;
  if (lines.value.every(({ curve }) => curve.tp.length === 0)) {
    return (
      <Figure title={TITLE} lead={`${LEADS[family.value]}.`} span={7}>
        <Nothing>No detection counts at this filter, and so there is no curve.</Nothing>
      </Figure>
    );
  }
  const families = FAMILIES.filter(
    ({ value }) => value !== "category" || run.meta.categories.length > 1,
  );
  return (
    <ChartFigure
      name="precision-recall"
      title={TITLE}
      lead={`${LEADS[family.value]}${isPooled ? ", categories pooled" : ""}. Further right and up is better. The dot is the score threshold.`}
      span={7}
      height={400}
      label={describe(chosen)}
      option={option}
      moving={moving}
      points={pointsOf(chosen, lines.value, (threshold) => (filter.score.value = threshold))}
      onPick={(recall, precision) => {
        const nearest = nearestPoint(lines.value, recall, precision);
        if (!nearest) return;
        nearest.line.choose();
        filter.score.value = nearest.line.curve.scoreThreshold[nearest.point]!;
      }}
      aside={<LineList head={HEADS[family.value]} lines={lines.value} pointed={pointed} />}
      csv={{
        header: ["line", "score", "tp", "fp", "precision", "recall"],
        rows: () => lines.value.flatMap((line) => [...csvRows(line)]),
      }}
      actions={
        run.meta.iou_thresholds.length + run.meta.area_ranges.length > 2 && (
          <Segmented
            label="Lines"
            value={family.value}
            options={families}
            onChange={(value) => (family.value = value)}
          />
        )
      }
    />
  );
}

interface ListProps {
  head: string;
  lines: readonly Line[];
  pointed: Signal<string | null>;
}

/** The lines by name, with the areas under them as the run computed them. */
function LineList({ head, lines, pointed }: ListProps) {
  return (
    <div class="line-list">
      <p>
        <span>{head}</span>
        <span>AP</span>
      </p>
      {lines.map(({ name, isChosen, averagePrecision, choose }) => (
        <button
          type="button"
          key={name}
          aria-pressed={isChosen}
          onClick={choose}
          onPointerEnter={() => (pointed.value = name)}
          onPointerLeave={() => (pointed.value = null)}
        >
          <span title={name}>{name}</span>
          <span>{formatMeasure(averagePrecision)}</span>
        </button>
      ))}
    </div>
  );
}

function describe(line: Line): string {
  const area =
    typeof line.averagePrecision === "number"
      ? ` Area under it ${formatMeasure(line.averagePrecision)}.`
      : "";
  return `Precision-recall curve, ${line.title}.${area}`;
}

const recallAt = (curve: Curve, i: number) => curve.tp[i]! / curve.nGroundTruths;
const precisionAt = (curve: Curve, i: number) => curve.tp[i]! / (curve.tp[i]! + curve.fp[i]!);

/** The point nearest to a place in the chart, of the chosen line unless another is much nearer. */
function nearestPoint(lines: readonly Line[], recall: number, precision: number) {
  let best: { line: Line; point: number } | null = null;
  let least = Infinity;
  for (const line of lines) {
    for (const point of thinPoints(line.curve, 1000)) {
      const [dx, dy] = [
        recallAt(line.curve, point) - recall,
        precisionAt(line.curve, point) - precision,
      ];
      const distance = Math.hypot(dx, dy) * (line.isChosen ? 0.5 : 1);
      if (distance < least) [best, least] = [{ line, point }, distance];
    }
  }
  return best;
}

/** The chosen line as the keyboard walks it. */
function pointsOf(line: Line, lines: readonly Line[], setScore: (threshold: number) => void) {
  const { curve } = line;
  const kept = thinPoints(curve, 100);
  const shown = thinPoints(curve, 300);
  return {
    n: kept.length,
    place: (i: number) => ({
      seriesIndex: lines.indexOf(line),
      dataIndex: Math.max(
        0,
        shown.findLastIndex((point) => point <= kept[i]!),
      ),
    }),
    describe: (i: number) =>
      `Score ${formatScore(curve.score[kept[i]!]!)}: recall ${formatMeasure(recallAt(curve, kept[i]!))}, ` +
      `precision ${formatMeasure(precisionAt(curve, kept[i]!))}`,
    pick: (i: number) => setScore(curve.scoreThreshold[kept[i]!]!),
  };
}

function* csvRows({ name, curve }: Line): Generator<readonly (string | number)[]> {
  for (let i = 0; i < curve.tp.length; i++) {
    const [tp, fp] = [curve.tp[i]!, curve.fp[i]!];
    yield [name, curve.score[i]!, tp, fp, precisionAt(curve, i), recallAt(curve, i)];
  }
}
