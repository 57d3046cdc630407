/**
 * A small picture with its shapes: a part of an image, or the whole of it.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useIsVisible } from "../parts/use-is-visible";
import { useSession } from "../state/session";
import { placeShapes, type Placed } from "./layers";
import { drawShapes } from "./overlay";
import type { Box } from "./shapes";
import { imageSize, useImageAddress, useShapes } from "./use-image";

interface Props {
  image: number;
  /** px on screen */
  width: number;
  height: number;
  /** The part of the image that is shown, px of the image; all of it if left out. */
  part?: Box;
  /** Which of the shapes to draw. */
  accepts?: (placed: Placed) => boolean;
  fill: number;
}

/** Pictures no farther out of sight than this are drawn. */
const NEAR = "48px";

export function Picture({ image, width, height, part, accepts = () => true, fill }: Props) {
  const session = useSession();
  const { run } = session;
  const shapes = useShapes(run, image);
  const size = imageSize(run, image, shapes);
  const shown = part ?? { x: 0, y: 0, ...size };
  const scale = Math.min(width / shown.width, height / shown.height);
  const left = (width - shown.width * scale) / 2 - shown.x * scale;
  const top = (height - shown.height * scale) / 2 - shown.y * scale;
  // A thumbnail is at most 480 px long; what needs more detail takes the full image.
  const isSharp = scale * Math.max(size.width, size.height) <= 480;
  const address = useImageAddress(run, image, isSharp ? "thumbnail" : "full");
  const canvas = useRef<HTMLCanvasElement>(null);
  const isVisible = useIsVisible(canvas, NEAR);
  const placed = shapes && isVisible ? placeShapes(session, shapes).filter(accepts) : null;
  // A step of the slider that leaves a picture as it is does not draw it again.
  const content = placed?.map(({ shape, layer }) => `${layer}${shape.key}`).join();

  // In the frame of the numbers beside it, not in one after.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !placed) return;
    const density = devicePixelRatio;
    drawShapes(context, placed, {
      scale: scale * density,
      left: left * density,
      top: top * density,
      density: density * 0.75,
      fill,
      asBoxes: run.meta.iou_type === "bbox",
      lit: new Set(),
    });
  }, [content, scale, left, top]);

  const density = devicePixelRatio;
  return (
    <span class="picture" style={{ width: `${width}px`, height: `${height}px` }}>
      {address && (
        <PictureImage
          address={address}
          place={{ left, top, width: size.width * scale, height: size.height * scale }}
        />
      )}
      <canvas
        ref={canvas}
        width={Math.round(width * density)}
        height={Math.round(height * density)}
      />
    </span>
  );
}

interface ImageProps {
  address: string;
  /** px on screen */
  place: { left: number; top: number; width: number; height: number };
}

function PictureImage({ address, place }: ImageProps) {
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return <span class="missing">no image</span>;
  return (
    <img
      src={address}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setMissing(true)}
      style={{
        left: `${place.left}px`,
        top: `${place.top}px`,
        width: `${place.width}px`,
        height: `${place.height}px`,
      }}
    />
  );
}
