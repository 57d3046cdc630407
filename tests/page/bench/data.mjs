/**
 * The data of the bench: a small set repeated to about the 5,000 images of COCO val2017.
 */
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { cocoOpen, demo } from "../support/program.mjs";

const N_IMAGES = 5000;

/** Writes the photographs' pair, repeated, or the demo's where they are not there. */
export async function repeatedPair(folder) {
  const real = cocoOpen("segm");
  const source = real.missing ? await demo() : real;
  const [document, rows] = await Promise.all(
    [source.gt, source.dt].map(async (file) => JSON.parse(await readFile(file, "utf8"))),
  );
  const nCopies = Math.ceil(N_IMAGES / document.images.length);
  const copies = Array.from({ length: nCopies }, (_, copy) => copy);
  const [gt, dt] = [join(folder, "gt.json"), join(folder, "dt.json")];
  await writeText(gt, [JSON.stringify(repeat(document, copies))]);
  await writeText(dt, copiesOfRows(document, rows, copies));
  return { name: `${real.missing ? "demo" : "coco-open"} x ${nCopies}`, gt, dt };
}

/** A power of ten above every id of an image, so that copies have ids of their own. */
const stepOf = ({ images }) => 10 ** String(Math.max(...images.map(({ id }) => id))).length;

function repeat(document, copies) {
  const { images, annotations } = document;
  const step = stepOf(document);
  const nIds = Math.max(...annotations.map(({ id }) => id)) + 1;
  return {
    ...document,
    images: copies.flatMap((c) => images.map((one) => ({ ...one, id: one.id + step * c }))),
    annotations: copies.flatMap((c) =>
      annotations.map((one) => ({
        ...one,
        id: one.id + nIds * c,
        image_id: one.image_id + step * c,
      })),
    ),
  };
}

/** The rows as text, a piece for each copy; scores sink a little, so that copies are no ties. */
function* copiesOfRows(document, rows, copies) {
  const step = stepOf(document);
  for (const c of copies) {
    const moved = rows.map((row) => {
      const score = Math.max(0, Number((row.score - c * 1e-7).toFixed(7)));
      return JSON.stringify({ ...row, image_id: row.image_id + step * c, score });
    });
    yield (c === 0 ? "[" : ",") + moved.join(",");
  }
  yield "]";
}

async function writeText(path, pieces) {
  const stream = createWriteStream(path);
  for (const piece of pieces) {
    if (!stream.write(piece)) await new Promise((done) => stream.once("drain", done));
  }
  stream.end();
  await finished(stream);
}
