/**
 * The viewer's head: where one is, the layers, and how they are drawn.
 */
import { formatCount } from "../parts/format";
import { Segmented } from "../parts/Segmented";
import { imageName } from "../sections/images/columns";
import { useSession } from "../state/session";
import { LAYERS, type Placed } from "./layers";
import { placeInWalk, toggleLayer, walk, type ViewerState } from "./viewer-state";

interface Props {
  image: number;
  state: ViewerState;
  placed: readonly Placed[];
  onClose: () => void;
}

export function Toolbar({ image, state, placed, onClose }: Props) {
  return (
    <header class="toolbar">
      <Place image={image} />
      <LayerButtons state={state} placed={placed} />
      <Drawing state={state} />
      <span class="actions">
        <button type="button" class="button small" onClick={() => (state.transform.value = null)}>
          Fit
        </button>
        <button
          type="button"
          class="button small"
          aria-expanded={state.hasHelp.value}
          onClick={() => (state.hasHelp.value = !state.hasHelp.value)}
        >
          Keys
        </button>
        <button type="button" class="button small" onClick={onClose}>
          Close
        </button>
      </span>
    </header>
  );
}

function Place({ image }: { image: number }) {
  const session = useSession();
  const place = placeInWalk(session);
  const name = imageName(session.run, image);
  return (
    <div class="place">
      <button
        type="button"
        class="button small"
        aria-label="Previous"
        onClick={() => walk(session, -1)}
      >
        ←
      </button>
      <button type="button" class="button small" aria-label="Next" onClick={() => walk(session, 1)}>
        →
      </button>
      <span class="place-name">
        <b title={name}>{name}</b>
        <span class="quiet">
          {place ? `${formatCount(place.at)} of ${formatCount(place.of)}` : "outside the list"}
        </span>
      </span>
    </div>
  );
}

function LayerButtons({ state, placed }: { state: ViewerState; placed: readonly Placed[] }) {
  return (
    <div class="chips" role="group" aria-label="Layers">
      {LAYERS.map(({ name, title, short }, i) => {
        const n = placed.filter(({ layer }) => layer === name).length;
        return (
          <button
            type="button"
            key={name}
            class={`chip ${name}`}
            aria-pressed={state.shownLayers.value.has(name)}
            title={`${title}, key ${i + 1}`}
            onClick={() => toggleLayer(state, name)}
          >
            {short} <span class="quiet">{n}</span>
          </button>
        );
      })}
    </div>
  );
}

function Drawing({ state }: { state: ViewerState }) {
  const { run } = useSession();
  return (
    <div class="drawing">
      {run.meta.iou_type === "segm" && (
        <Segmented
          label="Shapes"
          value={state.asBoxes.value ? "boxes" : "masks"}
          options={[
            { value: "masks", label: "Masks" },
            { value: "boxes", label: "Boxes" },
          ]}
          onChange={(value) => (state.asBoxes.value = value === "boxes")}
        />
      )}
      <label class="inline">
        Fill
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={state.fill.value}
          aria-label="Opacity of fills"
          onInput={(event) => (state.fill.value = Number(event.currentTarget.value))}
        />
      </label>
      <label class="inline">
        <input
          type="checkbox"
          checked={state.hasLabels.value}
          onChange={() => (state.hasLabels.value = !state.hasLabels.value)}
        />
        Labels
      </label>
    </div>
  );
}
