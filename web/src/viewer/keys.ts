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

export interface Context {
  session: Session;
  state: ViewerState;
  /** null until the objects of the image have arrived. */
  placed: readonly Placed[] | null;
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

/**
 * Chooses the next FP or FN of the image, or goes on to the next image or object after the last.
 *
 * Where that is no error itself, or its objects are still to come, `goOnToError` is to be called
 * when they are there.
 */
function nextError(context: Context): void {
  const { session, state, choose } = context;
  const errors = errorsOf(context);
  const next = errors && errors[errors.indexOf(chosenKey(session)) + 1];
  if (next !== undefined) choose(next);
  state.seeksError.value = errors === null || (next === undefined && walk(session, 1));
}

/** Goes on where `nextError` had to stop. */
export function goOnToError(context: Context): void {
  const { session, state } = context;
  const errors = errorsOf(context);
  if (!state.seeksError.value || errors === null) return;
  if (errors.includes(chosenKey(session))) state.seeksError.value = false;
  else nextError(context);
}

/** Keys of the FPs and FNs of the image; null until they have arrived. */
const errorsOf = ({ placed }: Context) =>
  placed &&
  placed.filter(({ layer }) => layer === "fp" || layer === "fn").map(({ shape }) => shape.key);

const chosenKey = ({ view }: Session) => view.opened.value?.key ?? -1;
