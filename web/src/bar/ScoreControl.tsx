/**
 * The score threshold: a slider over the distribution of scores, and the number itself.
 */
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { evenEdges, binOf } from "../count/histogram";
import { Outcome } from "../count/outcomes";
import type { Scope } from "../count/scope";
import { formatScore } from "../parts/format";
import { useSession } from "../state/session";

const N_BARS = 64;
/** Steps between the ends of the slider; Shift makes an arrow key go one of them, else ten. */
const N_STEPS = 1000;

export function ScoreControl() {
  const { run, filter } = useSession();
  const { score } = run.detections;
  const low = Math.min(0, score.at(-1) ?? 0);
  const high = Math.max(1, score[0] ?? 1);
  const step = (high - low) / N_STEPS;
  const value = filter.score.value;
  const start = run.meta.operating_point.score_threshold;
  const set = (next: number) => {
    const rounded = Math.round((next - low) / step) * step + low;
    filter.score.value = Number(Math.min(high, Math.max(low, rounded)).toPrecision(12));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    set(filter.score.value + direction * step * (event.shiftKey ? 1 : 10));
  };
  const fraction = (score: number) => ((score - low) / (high - low)).toFixed(4);
  // The same element each time, so that a slider step does not draw the bars again.
  const bars = useMemo(() => <ScoreBars low={low} high={high} />, [low, high]);
  return (
    <div class="control score">
      <span class="control-name">
        Score &gt;
        <ScoreInput value={value} onChange={(next) => (filter.score.value = next)} />
      </span>
      <div class="score-slider" style={{ "--at": fraction(value), "--start": fraction(start) }}>
        {bars}
        <i class="start" title={`The run's operating point, ${formatScore(start)}`} />
        <input
          type="range"
          min={low}
          max={high}
          step="any"
          value={value}
          aria-label="Score threshold"
          aria-valuetext={formatScore(value)}
          onInput={(event) => set(Number(event.currentTarget.value))}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}

const ARROWS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

function ScoreInput({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const commit = (text: string) => {
    const number = Number.parseFloat(text);
    if (Number.isFinite(number)) onChange(number);
  };
  return (
    <input
      class="score-number"
      type="text"
      inputMode="decimal"
      aria-label="Score threshold as a number"
      title={String(value)}
      value={formatScore(value)}
      onChange={(event) => commit(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
    />
  );
}

/** TP and FP by score behind the slider; heights grow with the logarithm, so that few stay visible. */
function ScoreBars({ low, high }: { low: number; high: number }) {
  const { numbers } = useSession();
  const bars = useComputed(() => countBars(numbers.scope.value, low, high));
  const most = Math.max(1, ...bars.value.map(({ tp, fp }) => tp + fp));
  const height = (n: number) => (100 * Math.log1p(n)) / Math.log1p(most);
  return (
    <svg
      class="score-bars"
      viewBox={`0 0 ${N_BARS} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.value.map(({ tp, fp }, i) => {
        const [whole, part] = [height(tp + fp), tp + fp ? tp / (tp + fp) : 0];
        return (
          <g key={i}>
            <rect class="fp" x={i} width={0.8} y={100 - whole} height={whole * (1 - part)} />
            <rect class="tp" x={i} width={0.8} y={100 - whole * part} height={whole * part} />
          </g>
        );
      })}
    </svg>
  );
}

function countBars(scope: Scope, low: number, high: number) {
  const edges = evenEdges(low, high, N_BARS);
  const bars = Array.from({ length: N_BARS }, () => ({ tp: 0, fp: 0 }));
  const { score } = scope.run.detections;
  let bin = N_BARS - 1;
  for (let i = 0; i < scope.ofDetection.length; i++) {
    // Scores fall, so that the bin only ever moves down.
    if (score[i]! < edges[bin]!) bin = binOf(edges, score[i]!);
    const outcome = scope.ofDetection[i];
    if (outcome === Outcome.TruePositive) bars[bin]!.tp++;
    else if (outcome === Outcome.FalsePositive) bars[bin]!.fp++;
  }
  return bars;
}
