/**
 * A row for each image.
 */
import { useMemo } from "preact/hooks";
import { Figure } from "../../parts/Section";
import { openImage } from "../../state/actions";
import { useSession } from "../../state/session";
import { VirtualTable } from "../../table/VirtualTable";
import { imageColumns } from "./columns";

export function ImageTable() {
  const session = useSession();
  const { run, numbers, view } = session;
  const counts = numbers.images.value;
  const columns = useMemo(() => imageColumns(run, counts), [run, counts]);
  return (
    <Figure title="Per image" lead="Sorted by any column; the bars share one scale.">
      <VirtualTable
        name="images"
        label="Table of images"
        rows={numbers.listedImages.value}
        columns={columns}
        sort={view.imageSort}
        maxRows={12}
        onOpen={(image) => openImage(session, image)}
      />
    </Figure>
  );
}
