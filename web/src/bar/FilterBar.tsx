/**
 * The filter bar: it stays on top, and everything below follows it.
 */
import { Outcome } from "../count/outcomes";
import { formatArea, formatScore } from "../parts/format";
import type { Brush } from "../state/filter";
import { useSession } from "../state/session";
import { CategoryControl } from "./CategoryControl";
import { ScoreControl } from "./ScoreControl";

export function FilterBar() {
  return (
    <div class="filter-bar" role="region" aria-label="Filter">
      <ScoreControl />
      <IouControl />
      <AreaControl />
      <CategoryControl />
      <OutcomeControl />
      <SearchControl />
      <BrushChip />
      <ResetButton />
    </div>
  );
}

function IouControl() {
  const { run, filter } = useSession();
  const thresholds = run.meta.iou_thresholds;
  const value = filter.iouIdx.value;
  return (
    <label class="control iou" title="Least overlap that counts as a match">
      <span class="control-name">
        IoU ≥ <output>{Number(thresholds[value]).toFixed(2)}</output>
      </span>
      <input
        type="range"
        min={0}
        max={thresholds.length - 1}
        step={1}
        value={value}
        disabled={thresholds.length === 1}
        aria-label="IoU threshold"
        aria-valuetext={thresholds[value]}
        onInput={(event) => (filter.iouIdx.value = Number(event.currentTarget.value))}
      />
    </label>
  );
}

function AreaControl() {
  const { run, filter } = useSession();
  return (
    <label class="control">
      <span class="control-name">Area range</span>
      <select
        value={filter.areaIdx.value}
        onChange={(event) => (filter.areaIdx.value = Number(event.currentTarget.value))}
      >
        {run.meta.area_ranges.map((range, idx) => (
          <option key={range.name} value={idx}>
            {range.name}
          </option>
        ))}
      </select>
    </label>
  );
}

const OUTCOMES = [
  { outcome: Outcome.TruePositive, kind: "tp", name: "TP", help: "True positives: found" },
  {
    outcome: Outcome.FalsePositive,
    kind: "fp",
    name: "FP",
    help: "False positives: reported, not there",
  },
  { outcome: Outcome.FalseNegative, kind: "fn", name: "FN", help: "False negatives: missed" },
  {
    outcome: Outcome.Excused,
    kind: "excused",
    name: "Excused",
    help: "Detections of a crowd or an ignored object: neither right nor wrong",
  },
] as const;

function OutcomeControl() {
  const { filter } = useSession();
  const shown = filter.outcomes.value;
  return (
    <div class="control" role="group" aria-label="Outcomes among the examples">
      <span class="control-name">Examples show</span>
      <div class="chips">
        {OUTCOMES.map(({ outcome, kind, name, help }) => (
          <button
            type="button"
            key={kind}
            class={`chip ${kind}`}
            title={help}
            aria-pressed={((shown >> outcome) & 1) === 1}
            onClick={() => (filter.outcomes.value = shown ^ (1 << outcome))}
          >
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

function SearchControl() {
  const { filter } = useSession();
  return (
    <label class="control search">
      <span class="control-name">Images</span>
      <input
        type="search"
        placeholder="Name or id"
        value={filter.search.value}
        onInput={(event) => (filter.search.value = event.currentTarget.value)}
      />
    </label>
  );
}

/** The bin that a click on a chart chose, with a way to let it go. */
function BrushChip() {
  const { filter } = useSession();
  const brush = filter.brush.value;
  if (!brush) return null;
  return (
    <div class="control">
      <span class="control-name">Examples with</span>
      <button
        type="button"
        class="chip brush"
        aria-label={`Let go ${describeBrush(brush)}`}
        onClick={() => (filter.brush.value = null)}
      >
        {describeBrush(brush)} <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}

const FIELD_NAMES = {
  score: "score",
  iou: "IoU",
  area: "area",
  "gt-area": "GT area",
  precision: "precision",
  recall: "recall",
  f1: "F1",
  "mean-iou": "mean IoU",
} as const;

function describeBrush({ field, low, high }: Brush): string {
  if (field === "area" || field === "gt-area") {
    return `${FIELD_NAMES[field]} ${formatArea(low)}–${formatArea(high)} px²`;
  }
  return `${FIELD_NAMES[field]} ${formatScore(low)}–${formatScore(high)}`;
}

function ResetButton() {
  const { filter } = useSession();
  return (
    <button
      type="button"
      class="button reset"
      disabled={filter.isReset}
      title="Back to the run's operating point"
      onClick={() => filter.reset()}
    >
      Reset
    </button>
  );
}
