/**
 * A chart on a canvas that sleeps out of sight, follows size and theme, and obeys the keyboard.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isPrinting } from "../parts/printing";
import { theme } from "../parts/theme";
import { init, type ECharts, type EChartsCoreOption } from "./echarts";
import { inkOf, type Ink } from "./ink";
import { useIsVisible } from "../parts/use-is-visible";

/** The points of a chart as the keyboard walks them, from left to right. */
export interface Points {
  readonly n: number;
  /** Series and index whose tooltip is shown at point `i`. */
  place(i: number): { seriesIndex: number; dataIndex: number };
  /** Point `i` in words. */
  describe(i: number): string;
  /** What Enter does at point `i`. */
  pick?(i: number): void;
}

interface Props {
  /** Makes the option; called again when anything that it reads has changed. */
  option: (ink: Ink) => EChartsCoreOption;
  /** Laid over `option`: what moves with a slider, so that the rest is not made again. */
  moving?: (ink: Ink) => EChartsCoreOption;
  /** px */
  height: number;
  /** What the chart shows, in words, with its main number. */
  label: string;
  points?: Points;
  /** A click inside the axes, in their own units. */
  onPick?: (x: number, y: number) => void;
  /** Gets the chart, to save it as a picture. */
  onReady?: (chart: ECharts) => void;
}

export function Chart({ option, moving, height, label, points, onPick, onReady }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const isVisible = useIsVisible(frame);
  const cursor = useSignal<number | null>(null);
  const themeName = theme.value;

  useLayoutEffect(() => {
    if (!isVisible || !frame.current) return;
    if (!chart.current) {
      chart.current = openChart(frame.current, (x, y) => pick.current?.(x, y));
      onReady?.(chart.current);
    }
    chart.current.setOption(option(inkOf(themeName)), { replaceMerge: ["series"], silent: true });
  }, [option, isVisible, themeName]);
  useLayoutEffect(() => {
    if (isVisible && moving) chart.current?.setOption(moving(inkOf(themeName)), { silent: true });
  }, [option, moving, isVisible, themeName]);
  useEffect(() => () => chart.current?.dispose(), []);

  const walk = (event: KeyboardEvent) => {
    if (!points || points.n === 0) return;
    const next = stepCursor(event.key, cursor.value, points);
    if (next === undefined) return;
    event.preventDefault();
    cursor.value = next;
    if (next === null) chart.current?.dispatchAction({ type: "hideTip" });
    else chart.current?.dispatchAction({ type: "showTip", ...points.place(next) });
  };
  return (
    <div
      class={onPick ? "chart pickable" : "chart"}
      role={points ? "application" : "img"}
      aria-label={points ? `${label} Arrow keys walk along it.` : label}
      tabIndex={points ? 0 : undefined}
      onKeyDown={walk}
    >
      <div ref={frame} style={{ height: `${height}px` }} />
      <span class="visually-hidden" aria-live="polite">
        {points &&
          cursor.value !== null &&
          cursor.value < points.n &&
          points.describe(cursor.value)}
      </span>
    </div>
  );
}

/** Where a key moves the cursor; undefined if the key means nothing here. */
function stepCursor(key: string, cursor: number | null, points: Points): number | null | undefined {
  const at = cursor ?? -1;
  const last = points.n - 1;
  switch (key) {
    case "ArrowRight":
      return Math.min(last, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "PageDown":
      return Math.min(last, at + 10);
    case "PageUp":
      return Math.max(0, at - 10);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
      return null;
    case "Enter":
      if (cursor === null) return undefined;
      points.pick?.(cursor);
      return cursor;
    default:
      return undefined;
  }
}

function openChart(frame: HTMLDivElement, onPick: (x: number, y: number) => void): ECharts {
  const chart = init(frame, null, { renderer: "canvas" });
  chart.getZr().on("click", (event) => {
    const place = [event.offsetX, event.offsetY];
    if (!chart.containPixel({ gridIndex: 0 }, place)) return;
    const [x, y] = chart.convertFromPixel({ gridIndex: 0 }, place) as [number, number];
    onPick(x, y);
  });
  const follow = () => {
    // On paper a chart is scaled as a picture; drawing it again would come too late.
    if (!chart.isDisposed() && !isPrinting.peek()) chart.resize();
  };
  new ResizeObserver(follow).observe(frame);
  return chart;
}
