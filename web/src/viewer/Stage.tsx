/**
 * The stage: the image, the overlay over it, and the pointer.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { imagePath } from "../data/images";
import { useSession } from "../state/session";
import { drawLabels } from "./labels";
import { labelOf } from "./describe";
import type { Placed } from "./layers";
import { drawShapes } from "./overlay";
import { shapeAt } from "./shape-at";
import { fit, fitBox, imagePoint, moveBy, zoomAt, type Size, type Transform } from "./transform";
import { imageSize, useImageAddress } from "./use-image";
import type { ViewerState } from "./viewer-state";

interface Props {
  image: number;
  /** Key of the object that is looked at. */
  chosen: number | null;
  state: ViewerState;
  placed: readonly Placed[];
}

export function Stage({ image, chosen, state, placed }: Props) {
  const { run } = useSession();
  const stage = useRef<HTMLDivElement>(null);
  const frame = useFrameSize(stage);
  const shapes = placed.map(({ shape }) => shape);
  const size = imageSize(run, image, shapes);
  const fitted = fit(size, frame);
  const transform = state.transform.value ?? fitted;

  useEffect(() => {
    // What was under the pointer has moved away from it.
    state.hovered.value = null;
    const shape = shapes.find(({ key }) => key === chosen);
    state.transform.value = shape ? fitBox(shape.box, frame, fitted) : fitted;
  }, [image, chosen, placed.length > 0, frame.width, frame.height]);
  useEffect(() => {
    state.transform.value ??= fitted;
  }, [state.transform.value]);

  return (
    <div
      class="stage"
      ref={stage}
      onWheel={(event) => {
        event.preventDefault();
        const { x, y } = placeIn(stage.current!, event);
        state.transform.value = zoomAt(transform, Math.exp(-event.deltaY / 400), x, y);
      }}
      onPointerDown={(event) => startDrag(event, transform, state)}
      onPointerMove={(event) => {
        const { x, y } = placeIn(stage.current!, event);
        const shape = shapeAt(placed, imagePoint(transform, x, y), state.asBoxes.value)?.shape;
        state.hovered.value = shape?.key ?? null;
      }}
      onPointerLeave={() => (state.hovered.value = null)}
    >
      <StageImage image={image} size={size} transform={transform} />
      <StageOverlay {...{ placed, chosen, state, frame, transform }} />
    </div>
  );
}

interface OverlayProps {
  placed: readonly Placed[];
  chosen: number | null;
  state: ViewerState;
  frame: Size;
  transform: Transform;
}

/** The shapes and their labels; drawn again whenever anything about them has changed. */
function StageOverlay({ placed, chosen, state, frame, transform }: OverlayProps) {
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const lit = litKeys(placed, state.hovered.value ?? chosen);
  // Read here and not in the effect, so that a change draws again.
  const [fill, asBoxes, hasLabels] = [state.fill.value, state.asBoxes.value, state.hasLabels.value];

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const density = devicePixelRatio;
    const { scale, left, top } = transform;
    const [drawnScale, drawnLeft, drawnTop] = [scale * density, left * density, top * density];
    const place = { scale: drawnScale, left: drawnLeft, top: drawnTop, density };
    drawShapes(context, placed, { ...place, fill, asBoxes, lit });
    if (!hasLabels) return;
    const named = placed.filter(({ shape, layer }) =>
      // Found ground truths lie under their detections and need no label of their own.
      lit.size > 0 ? lit.has(shape.key) : layer !== "gt",
    );
    drawLabels(context, named, (one) => labelOf(session, one), transform, density);
  });

  return (
    <canvas
      ref={canvas}
      class="overlay"
      width={Math.round(frame.width * devicePixelRatio)}
      height={Math.round(frame.height * devicePixelRatio)}
    />
  );
}

interface StageImageProps {
  image: number;
  size: Size;
  transform: Transform;
}

/** The image, or a blank of its size and the path that was tried. */
function StageImage({ image, size, transform }: StageImageProps) {
  const { run } = useSession();
  const address = useImageAddress(run, image, "full");
  const [missing, setMissing] = useState<string | null>(null);
  const { scale, left, top } = transform;
  const style = {
    width: `${size.width}px`,
    height: `${size.height}px`,
    transform: `translate(${left}px, ${top}px) scale(${scale})`,
    imageRendering: scale >= 3 ? "pixelated" : "auto",
  } as const;
  if (address === undefined) return null;
  if (address === null || missing === address) {
    return (
      <>
        <div class="blank" style={style} />
        <p class="missing-note">
          The image is not there. Tried <code>{imagePath(run, image)}</code>
        </p>
      </>
    );
  }
  return (
    <img
      key={address}
      src={address}
      alt=""
      draggable={false}
      style={style}
      onError={() => setMissing(address)}
    />
  );
}

/** The shape that is looked at and the one that it matched. */
function litKeys(placed: readonly Placed[], key: number | null): ReadonlySet<number> {
  const one = placed.find(({ shape }) => shape.key === key);
  if (!one) return new Set();
  return new Set(one.partner === null ? [one.shape.key] : [one.shape.key, one.partner]);
}

function placeIn(element: Element, event: MouseEvent) {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function startDrag(event: PointerEvent, start: Transform, state: ViewerState): void {
  if (event.button !== 0) return;
  const element = event.currentTarget as HTMLElement;
  element.setPointerCapture(event.pointerId);
  const move = (next: PointerEvent) => {
    const [dx, dy] = [next.clientX - event.clientX, next.clientY - event.clientY];
    state.transform.value = moveBy(start, dx, dy);
  };
  const stop = () => element.removeEventListener("pointermove", move);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", stop, { once: true });
  element.addEventListener("pointercancel", stop, { once: true });
}

function useFrameSize(frame: { current: HTMLElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 800, height: 600 });
  useEffect(() => {
    const element = frame.current!;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}
