/**
 * The examples as tables.
 */
import { useMemo } from "preact/hooks";
import { openImage, openObject } from "../../state/actions";
import { useSession } from "../../state/session";
import { VirtualTable } from "../../table/VirtualTable";
import { imageColumns } from "../images/columns";
import { objectColumns } from "./object-columns";
import { useDetail } from "../../viewer/use-image";

export function ExampleImageTable() {
  const session = useSession();
  const { run, numbers, view, examples } = session;
  const counts = numbers.images.value;
  const columns = useMemo(() => imageColumns(run, counts), [run, counts]);
  return (
    <VirtualTable
      name="examples-by-image"
      label="Table of examples by image"
      rows={examples.images.value}
      columns={columns}
      sort={view.imageSort}
      onOpen={(image) => openImage(session, image)}
    />
  );
}

export function ObjectTable() {
  const session = useSession();
  const { numbers, view, examples, run } = session;
  const scope = numbers.scope.value;
  const detail = useDetail(run);
  const columns = useMemo(() => objectColumns(scope, detail), [scope, detail]);
  return (
    <VirtualTable
      name="examples-by-object"
      label="Table of examples by object"
      rows={examples.objects.value}
      columns={columns}
      sort={view.objectSort}
      onOpen={(key) => openObject(session, key)}
    />
  );
}
