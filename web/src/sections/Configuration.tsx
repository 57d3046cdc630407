/**
 * Section 0: what was evaluated, with which settings, and where each came from.
 */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { AreaRange } from "../data/meta";
import { Role } from "../data/run";
import { formatAsked, formatBytes, formatCount } from "../parts/format";
import { RangeTable, type RangeColumn } from "../parts/RangeTable";
import { Figure, Section } from "../parts/Section";
import { useSession } from "../state/session";

export function Configuration() {
  const { meta } = useSession().run;
  return (
    <Section
      lead={`Evaluated on ${meta.iou_type === "segm" ? "masks" : "boxes"} by Detlens ${meta.detlens_version}. Each setting has its origin beside it.`}
    >
      <Notes />
      <div class="grid">
        <AreaRanges />
        <Inputs />
        <Settings />
      </div>
    </Section>
  );
}

function Notes() {
  const { notes } = useSession().run.meta;
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function AreaRanges() {
  const { meta } = useSession().run;
  return (
    <Figure
      title="Area ranges"
      lead={
        "What each range was asked to be, the areas that it became, and the objects in it. " +
        "A click counts that range alone."
      }
      span={8}
    >
      <RangeTable columns={rangeColumns(meta.area_ranges)} />
    </Figure>
  );
}

function rangeColumns(ranges: readonly AreaRange[]): RangeColumn[] {
  const column = (title: string, kind: string, cell: (range: AreaRange) => ComponentChildren) => ({
    title,
    kind,
    cell: (areaIdx: number) => cell(ranges[areaIdx]!),
  });
  return [
    column("Asked for", "", ({ asked }) => formatAsked(asked)),
    column("From px²", "number", ({ low_px2 }) => formatEdge(low_px2)),
    column("Below px²", "number", ({ high_px2 }) =>
      high_px2 === null ? "∞" : formatEdge(high_px2),
    ),
    column("Objects", "number", ({ n_ground_truths }) => formatCount(n_ground_truths)),
    column("Share", "number", ({ share }) => share.toFixed(3)),
    column("Percentiles", "strip-cell", ({ asked }) =>
      "percentiles" in asked ? <Strip asked={asked.percentiles} /> : null,
    ),
  ];
}

const EDGE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** An edge between two ranges, exact to a tenth: it decides on which side an object falls. */
const formatEdge = (areaPx2: number): string => EDGE.format(areaPx2);

/** Where a percentile range lies between 0 and 100. */
function Strip({ asked: [low, high] }: { asked: readonly [number, number] }) {
  return (
    <span class="strip" aria-hidden="true">
      <i style={{ left: `${low}%`, width: `${high - low}%` }} />
    </span>
  );
}

function Inputs() {
  const { meta, groundTruths } = useSession().run;
  const nIgnored = groundTruths.role.filter((role) => role !== Role.Counted).length;
  const counts = [
    ["Images", meta.n_images],
    ["Categories", meta.categories.length],
    ["Ground truths", meta.n_ground_truths, nIgnored > 0 && `${formatCount(nIgnored)} not counted`],
    ["Detections", meta.n_detections],
  ] as const;
  return (
    <Figure title="Inputs" lead="The files that were read, by their checksums." span={4}>
      <dl class="counts">
        {counts.map(([name, count, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(count)}</dd>
            {note && (
              <dd class="quiet" title="Crowds and objects that the file marks as ignored">
                {note}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <ul class="inputs">
        {meta.inputs.map((input) => (
          <li key={input.path}>
            <span class="quiet">{input.role}</span>
            <b title={input.path}>{input.path.split("/").at(-1)}</b>
            <span class="number">{formatBytes(input.n_bytes)}</span>
            <code title={input.checksum}>{input.checksum}</code>
          </li>
        ))}
      </ul>
    </Figure>
  );
}

function Settings() {
  const { settings } = useSession().run.meta;
  const showsAll = useSignal(false);
  const own = settings.filter(({ origin }) => origin !== "default");
  const shown = showsAll.value ? settings : own;
  const nDefaults = settings.length - own.length;
  return (
    <Figure
      title="Settings"
      lead={
        own.length === 0
          ? "Every setting has its default."
          : "What was set by a flag or a file; the rest has its default."
      }
      actions={
        <button
          type="button"
          class="button small"
          aria-expanded={showsAll.value}
          onClick={() => (showsAll.value = !showsAll.value)}
        >
          {showsAll.value ? "Hide defaults" : `Show ${nDefaults} defaults`}
        </button>
      }
    >
      <dl class="settings">
        {shown.map(({ key, value, origin }) => (
          <div key={key}>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>{breakable(value)}</dd>
            <dd class={`origin ${origin}`}>{origin}</dd>
          </div>
        ))}
      </dl>
    </Figure>
  );
}

/** A text that may be broken after each slash of a path in it. */
const breakable = (text: string): ComponentChildren =>
  text.split(/(?<=\/)/).map((part, i) => [i > 0 && <wbr />, part]);
