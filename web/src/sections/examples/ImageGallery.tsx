/**
 * Tiles of images with everything found, false and missed in them.
 */
import { countsOfImage } from "../../count/images";
import { IMAGE_ORDERS } from "../../count/orders";
import { f1Of } from "../../count/counts";
import { formatMeasure } from "../../parts/format";
import { OutcomeBar } from "../../parts/OutcomeBar";
import { openImage } from "../../state/actions";
import { useSession } from "../../state/session";
import { Picture } from "../../viewer/Picture";
import type { Placed } from "../../viewer/layers";
import { imageName } from "../images/columns";
import { Gallery, TILE_FRAME_PX } from "./Gallery";
import { isOutcomeShown } from "./shown";

export function ImageGallery() {
  const { examples, view } = useSession();
  return (
    <Gallery
      items={examples.images.value}
      noun="images"
      leastWidth={224}
      rowsPerPage={4}
      orders={IMAGE_ORDERS}
      sort={view.imageSort}
      kind="image"
      tile={(image, width) => <ImageTile image={image} width={width} />}
    />
  );
}

function ImageTile({ image, width }: { image: number; width: number }) {
  const session = useSession();
  const { run, numbers, filter } = session;
  const counts = countsOfImage(numbers.images.value, image);
  const name = imageName(run, image);
  const accepts = ({ layer }: Placed) =>
    layer !== "gt" && isOutcomeShown(layer, filter.outcomes.value);
  return (
    <button type="button" class="tile" onClick={() => openImage(session, image)}>
      <Picture
        image={image}
        width={width - TILE_FRAME_PX}
        height={Math.round((width - TILE_FRAME_PX) * 0.75)}
        accepts={accepts}
        fill={0.25}
      />
      <span class="tile-name" title={name}>
        {name}
      </span>
      <OutcomeBar counts={counts} />
      <span class="tile-line">
        <span class="tp">{counts.tp} TP</span>
        <span class="fp">{counts.fp} FP</span>
        <span class="fn">{counts.fn} FN</span>
        <span class="quiet">F1 {formatMeasure(f1Of(counts))}</span>
      </span>
    </button>
  );
}
