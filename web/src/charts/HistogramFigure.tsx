/**
 * A figure with a histogram of one or two groups; of two, one grows up and one down.
 */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { binOf, type Edges } from "../count/histogram";
import { formatCount } from "../parts/format";
import { Figure, Nothing } from "../parts/Section";
import { ChartFigure } from "./ChartFigure";
import { binName, histogramOption, sumOf, type Axis, type Group } from "./histogram-option";

interface Props {
  name: string;
  title: string;
  lead: ComponentChildren;
  axis: Axis;
  edges: Edges;
  /** The first grows up, the second down. */
  groups: readonly [Group] | readonly [Group, Group];
  span?: 4 | 6;
  height?: number;
  /** A click on a bin. */
  onPick: (low: number, high: number) => void;
}

export function HistogramFigure(props: Props) {
  const { name, title, lead, axis, edges, groups, span = 6, height = 240, onPick } = props;
  const option = useMemo(
    () => histogramOption(axis, edges, groups),
    [edges, ...groups.map(({ counts }) => counts)],
  );
  if (groups.every(({ counts }) => sumOf(counts) === 0)) {
    return (
      <Figure title={title} lead={lead} span={span}>
        <Nothing>There is nothing to count at this filter.</Nothing>
      </Figure>
    );
  }
  const nBins = edges.length - 1;
  const pick = (bin: number) => onPick(edges[bin]!, edges[bin + 1]!);
  const rows = () =>
    Array.from({ length: nBins }, (_, bin) => [
      edges[bin]!,
      edges[bin + 1]!,
      ...groups.map(({ counts }) => counts[bin]!),
    ]);
  return (
    <ChartFigure
      name={name}
      title={title}
      lead={lead}
      legend={groups[0].fill !== "ink" && <Legend groups={groups} />}
      span={span}
      height={height}
      label={describe(title, groups)}
      option={option}
      onPick={(value) => pick(binOf(edges, value))}
      points={{
        n: nBins,
        place: (bin) => ({ seriesIndex: 0, dataIndex: bin }),
        describe: (bin) => `${binName(edges, bin, axis)}: ${countsIn(groups, bin)}`,
        pick,
      }}
      csv={{ header: ["low", "high", ...groups.map((group) => group.name)], rows }}
    />
  );
}

/** What grows up and what grows down. */
function Legend({ groups }: { groups: readonly Group[] }) {
  return (
    <p class="chart-legend">
      {groups.map(({ name, fill, counts }, i) => (
        <span key={name} class={fill}>
          <i class={`swatch ${fill}`} /> {groups.length === 2 && ["↑ ", "↓ "][i]}
          {name}
          <b>{formatCount(sumOf(counts))}</b>
        </span>
      ))}
    </p>
  );
}

function describe(title: string, groups: readonly Group[]): string {
  const parts = groups.map(({ name, counts }) => `${formatCount(sumOf(counts))} ${name}`);
  return `${title}: histogram of ${parts.join(" and ")}.`;
}

const countsIn = (groups: readonly Group[], bin: number) =>
  groups.map((group) => `${formatCount(group.counts[bin]!)} ${group.name}`).join(", ");
