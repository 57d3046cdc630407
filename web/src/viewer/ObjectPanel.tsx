/**
 * The panel beside the stage: what is known of one shape, and the list of all.
 */
import type { Detail } from "../data/run";
import { useSession } from "../state/session";
import { useDetail } from "./use-image";
import { categoryName, factsOf } from "./describe";
import { layerOf, LAYERS, type Placed } from "./layers";
import type { ViewerState } from "./viewer-state";

interface Props {
  placed: readonly Placed[];
  chosen: number | null;
  state: ViewerState;
  onChoose: (key: number | null) => void;
}

export function ObjectPanel({ placed, chosen, state, onChoose }: Props) {
  const key = state.hovered.value ?? chosen;
  const one = placed.find(({ shape }) => shape.key === key) ?? null;
  return (
    <aside class="panel" aria-label="Objects of the image">
      <Facts one={one} />
      <div class="object-list">
        <p class="list-head" aria-hidden="true">
          <span class="list-numbers">
            <span>score</span>
            <span>IoU</span>
          </span>
        </p>
        {LIST_ORDER.map((name) => (
          <ObjectGroup
            key={name}
            title={layerOf(name).title}
            kind={name}
            placed={placed.filter(({ layer }) => layer === name)}
            chosen={chosen}
            state={state}
            onChoose={onChoose}
          />
        ))}
      </div>
    </aside>
  );
}

/** Errors first. */
const LIST_ORDER = [
  "fn",
  "fp",
  "tp",
  "excused",
] as const satisfies readonly (typeof LAYERS)[number]["name"][];

function Facts({ one }: { one: Placed | null }) {
  const session = useSession();
  const detail = useDetail(session.run);
  if (!one) {
    return (
      <div class="facts">
        <p class="quiet">Point at an object to see its score, its overlap and what it matched.</p>
      </div>
    );
  }
  return (
    <dl class="facts">
      {factsOf(session, one, detail).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface GroupProps extends Props {
  title: string;
  kind: string;
}

function ObjectGroup({ title, kind, placed, chosen, state, onChoose }: GroupProps) {
  const session = useSession();
  const detail = useDetail(session.run);
  if (placed.length === 0) return null;
  return (
    <section>
      <h3>
        <i class={`swatch ${kind}`} /> {title} <span class="quiet">{placed.length}</span>
      </h3>
      <ul>
        {placed.map((one) => {
          const { key } = one.shape;
          const isChosen = key === chosen;
          return (
            <li key={key}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => onChoose(isChosen ? null : key)}
                onPointerEnter={() => (state.hovered.value = key)}
                onPointerLeave={() => (state.hovered.value = null)}
              >
                <span>
                  <span class="visually-hidden">{title}: </span>
                  {categoryName(session, one)}
                </span>
                <ListNumbers one={one} detail={detail} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Score and overlap of a detection; of a missed object the best overlap with any detection. */
function ListNumbers({ one, detail }: { one: Placed; detail: Detail | null }) {
  const { run, numbers } = useSession();
  const { isGroundTruth, row } = one.shape;
  const iou = isGroundTruth ? detail?.groundTruths.bestIou[row] : numbers.outcomes.value.iou[row];
  return (
    <span class="list-numbers">
      <span>{isGroundTruth ? "" : run.detections.score[row]!.toFixed(2)}</span>
      <span class="quiet">{iou ? iou.toFixed(2) : "–"}</span>
    </span>
  );
}
