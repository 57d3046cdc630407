/**
 * Tiles of objects: each cut out of its image with some of what is around it.
 */
import { isGroundTruthKey, rowOfKey } from "../../count/objects";
import { OBJECT_ORDERS } from "../../count/orders";
import type { Images } from "../../data/run";
import { openObject } from "../../state/actions";
import { useSession } from "../../state/session";
import type { Placed } from "../../viewer/layers";
import { Picture } from "../../viewer/Picture";
import { boxAt, type Box } from "../../viewer/shapes";
import { useDetail } from "../../viewer/use-image";
import { Gallery, TILE_FRAME_PX } from "./Gallery";
import { describeObject, ObjectBadge } from "./ObjectBadge";

/** Share of a tile that the object fills; the rest is what is around it. */
const FILLED = 0.6;

/** No crop is smaller than this, px of the image: below it nobody can tell what is seen. */
const LEAST = 32;

export function ObjectGallery() {
  const { examples, view } = useSession();
  return (
    <Gallery
      items={examples.sortedObjects.value}
      noun="objects"
      leastWidth={144}
      rowsPerPage={4}
      orders={OBJECT_ORDERS}
      sort={view.objectSort}
      kind="object"
      tile={(key, width) => <ObjectTile objectKey={key} side={width - TILE_FRAME_PX} />}
    />
  );
}

function ObjectTile({ objectKey, side: sidePx }: { objectKey: number; side: number }) {
  const session = useSession();
  const { run, numbers } = session;
  const detail = useDetail(run);
  const isGt = isGroundTruthKey(run, objectKey);
  const side = isGt ? "groundTruths" : "detections";
  const row = rowOfKey(run, objectKey);
  const image = run[side].image[row]!;
  const { partner } = numbers.scope.value.outcomes;
  const partnerKey = isGt ? null : run.detections.length + partner[row]!;
  const accepts = ({ shape }: Placed) => shape.key === objectKey || shape.key === partnerKey;
  return (
    <button type="button" class="tile" onClick={() => openObject(session, objectKey)}>
      {detail ? (
        <Picture
          image={image}
          width={sidePx}
          height={sidePx}
          part={cropAround(boxAt(detail[side], row), run.images, image)}
          accepts={accepts}
          fill={0}
        />
      ) : (
        <span class="picture" style={{ width: `${sidePx}px`, height: `${sidePx}px` }} />
      )}
      <span class="tile-line">
        <ObjectBadge objectKey={objectKey} />
      </span>
      <span class="tile-line quiet">{describeObject(session, objectKey)}</span>
    </button>
  );
}

/**
 * A square around a box, px of the image, no larger than the image; at an edge it is moved into the
 * image as far as it goes.
 */
function cropAround({ x, y, width, height }: Box, images: Images, image: number): Box {
  const [imageWidth, imageHeight] = [images.width[image]!, images.height[image]!];
  const whole = Math.max(imageWidth, imageHeight) || Infinity;
  const side = Math.max(LEAST, Math.min(whole, Math.max(width, height) / FILLED));
  return {
    x: within(x + width / 2 - side / 2, side, imageWidth),
    y: within(y + height / 2 - side / 2, side, imageHeight),
    width: side,
    height: side,
  };
}

/** Moves a stretch of `side` into 0 to `length`, if it is no longer than that. */
const within = (start: number, side: number, length: number) =>
  side > length ? start : Math.min(length - side, Math.max(0, start));
