/**
 * The viewer's keys.
 */
import type { Session } from "../state/session";
import { LAYERS, type Placed } from "./layers";
import { toggleLayer, walk, type ViewerState } from "./viewer-state";

/** What the help lists. */
export const KEYS = [
  ["→ or j", "next image or object"],
  ["← or k", "the one before"],
  ["n", "next error: an FP or FN of this image, then of the next"],
  ["1 to 5", "layers on and off"],
  ["b", "masks or boxes"],
  ["o", "outlines alone"],
  ["l", "labels"],
  ["0", "fit the image"],
  ["+ −", "zoom; the wheel zooms to the pointer, dragging moves"],
  ["Esc", "close"],
] as const;

interface Context {
  session: Session;
  state: ViewerState;
  placed: readonly Placed[];
  choose: (key: number | null) => void;
  zoom: (factor: number) => void;
}

/** Does what a key says; false if it says nothing. */
export function handleKey(key: string, context: Context): boolean {
  const { session, state } = context;
  const layer = LAYERS[Number(key) - 1];
  if (layer) {
    toggleLayer(state, layer.name);
    return true;
  }
  const actions: Record<string, () => void> = {
    ArrowRight: () => walk(session, 1),
    j: () => walk(session, 1),
    ArrowLeft: () => walk(session, -1),
    k: () => walk(session, -1),
    n: () => nextError(context),
    b: () => (state.asBoxes.value = !state.asBoxes.value),
    o: () => (state.fill.value = state.fill.value > 0 ? 0 : 0.3),
    l: () => (state.hasLabels.value = !state.hasLabels.value),
    "0": () => (state.transform.value = null),
    "+": () => context.zoom(1.25),
    "=": () => context.zoom(1.25),
    "-": () => context.zoom(0.8),
    "?": () => (state.hasHelp.value = !state.hasHelp.value),
  };
  const action = actions[key];
  action?.();
  return action !== undefined;
}

/** Chooses the next FP or FN of the image; after the last, goes on to the next image. */
function nextError({ session, placed, choose }: Context): void {
  const errors = placed.filter(({ layer }) => layer === "fp" || layer === "fn");
  const chosen = session.view.opened.value?.key ?? null;
  const at = errors.findIndex(({ shape }) => shape.key === chosen);
  const next = errors[at + 1];
  if (next) choose(next.shape.key);
  else walk(session, 1);
}
