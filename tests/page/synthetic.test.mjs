/**
 * The synthetic runs have the form of real ones: what is tested on them holds.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, view } from "./support/program.mjs";
import { prepareScenes } from "./support/synthetic.mjs";

/** Every field of a value, each element of a list taken as one: `coco.statistics[].kind`. */
function fieldsOf(value, path = "") {
  if (Array.isArray(value)) return value.flatMap((one) => fieldsOf(one, `${path}[]`));
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, one]) => fieldsOf(one, `${path}.${key}`));
}

const distinct = (fields) => [...new Set(fields)].sort();

test("a synthetic run has the fields of a real one in its head", async () => {
  const served = await view([(await demo()).run]);
  const [summary] = await (await fetch(`${served.address}data/runs`)).json();
  const meta = await (await fetch(`${served.address}data/${summary.key}/meta`)).json();
  await served.close();
  const synthetic = prepareScenes({}, { nImages: 4 });
  // Names of files are in folders alone; a server is asked for images by number.
  delete synthetic.meta.images.names;
  assert.deepEqual(distinct(fieldsOf(synthetic.meta)), distinct(fieldsOf(meta)));
});
