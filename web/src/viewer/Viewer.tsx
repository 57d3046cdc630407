/**
 * The viewer: one image with everything found, false and missed in it.
 */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useSession, type Session } from "../state/session";
import type { Opened } from "../state/view";
import { goOnToError, handleKey, KEYS } from "./keys";
import { placeShapes } from "./layers";
import { ObjectPanel } from "./ObjectPanel";
import { Stage } from "./Stage";
import { Toolbar } from "./Toolbar";
import { zoomAt } from "./transform";
import { useShapes } from "./use-image";
import { createViewerState, type ViewerState } from "./viewer-state";

export function Viewer() {
  const session = useSession();
  const state = useMemo(createViewerState, []);
  const opened = session.view.opened.value;
  return opened ? <OpenViewer opened={opened} session={session} state={state} /> : null;
}

interface Props {
  opened: Opened;
  session: Session;
  state: ViewerState;
}

function OpenViewer({ opened, session, state }: Props) {
  const { view, numbers, run } = session;
  const { image, key } = opened;
  const dialog = useRef<HTMLDialogElement>(null);
  const shapes = useShapes(run, image);
  const [scope, nKept] = [numbers.scope.value, numbers.nKept.value];
  const placed = useMemo(
    () => (shapes ? placeShapes(session, shapes) : null),
    [shapes, scope, nKept],
  );
  const shownLayers = state.shownLayers.value;
  const shown = useMemo(
    () => placed?.filter(({ layer }) => shownLayers.has(layer)) ?? [],
    [placed, shownLayers],
  );
  useEffect(() => {
    dialog.current?.showModal();
    // Else the browser marks the first button, as if it had been chosen.
    dialog.current?.focus();
    state.seeksError.value = false;
    return () => dialog.current?.close();
  }, []);
  const close = () => (view.opened.value = null);
  const choose = (next: number | null) => (view.opened.value = { image, key: next });
  const zoom = (factor: number) => {
    const stage = dialog.current?.querySelector(".stage");
    const now = state.transform.value;
    if (stage && now) {
      state.transform.value = zoomAt(now, factor, stage.clientWidth / 2, stage.clientHeight / 2);
    }
  };
  const context = { session, state, placed, choose, zoom };
  useEffect(() => goOnToError(context), [placed, key]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === "range";
    if (isTyping && event.key.startsWith("Arrow")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (handleKey(event.key, context)) event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      class="viewer"
      tabIndex={-1}
      autofocus
      aria-label="Image viewer"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <Toolbar image={image} state={state} placed={placed ?? []} onClose={close} />
      <div class="viewer-body">
        <Stage image={image} chosen={key} state={state} placed={shown} />
        <ObjectPanel placed={shown} chosen={key} state={state} onChoose={choose} />
      </div>
      {state.hasHelp.value && <Help />}
    </dialog>
  );
}

function Help() {
  return (
    <dl class="key-help">
      {KEYS.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
