/**
 * A figure that holds a chart, with buttons that save it as a picture and as a table.
 */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { saveAddress, saveCsv } from "../parts/download";
import { theme } from "../parts/theme";
import { Figure } from "../parts/Section";
import { Chart, type Points } from "./Chart";
import type { ECharts, EChartsCoreOption } from "./echarts";
import { inkOf, type Ink } from "./ink";

/** The numbers of a chart as a table. */
export interface Csv {
  header: readonly string[];
  rows: () => Iterable<readonly (string | number | null)[]>;
}

interface Props {
  /** Name of the files that the buttons save. */
  name: string;
  title: ComponentChildren;
  lead: ComponentChildren;
  actions?: ComponentChildren;
  /** Between the words and the chart. */
  legend?: ComponentChildren;
  /** Right of the chart. */
  aside?: ComponentChildren;
  span?: 4 | 5 | 6 | 7 | 8 | 12;
  option: (ink: Ink) => EChartsCoreOption;
  moving?: (ink: Ink) => EChartsCoreOption;
  height: number;
  label: string;
  points?: Points;
  onPick?: (x: number, y: number) => void;
  csv: Csv;
}

export function ChartFigure(props: Props) {
  const { name, title, lead, actions, legend, aside, span, csv, ...chart } = props;
  const opened = useRef<ECharts | null>(null);
  const savePng = () => {
    const address = opened.current?.getDataURL({
      pixelRatio: 2,
      backgroundColor: inkOf(theme.peek()).card,
    });
    if (address) saveAddress(`${name}.png`, address);
  };
  const buttons = (
    <>
      {actions}
      <button type="button" class="button small" onClick={savePng}>
        PNG
      </button>
      <button
        type="button"
        class="button small"
        onClick={() => saveCsv(name, csv.header, csv.rows())}
      >
        CSV
      </button>
    </>
  );
  return (
    <Figure title={title} lead={lead} actions={buttons} span={span}>
      {legend}
      <div class={aside ? "chart-place chart-row" : "chart-place"}>
        <Chart {...chart} onReady={(ready) => (opened.current = ready)} />
        {aside}
      </div>
    </Figure>
  );
}
