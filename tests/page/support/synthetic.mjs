/**
 * The synthetic runs that no program would write, and the folder to open them from.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeSceneRun, shardsOf } from "../synthetic/run.mjs";
import { imagesOf, writeFolder } from "../synthetic/write.mjs";

/** A run with everything that the page needs of it. */
export function prepare(run, more = {}) {
  const shards = shardsOf(run, more);
  return { run, meta: JSON.parse(shards.meta.toString()), shards, images: imagesOf(run) };
}

/** A small run of painted scenes with masks. */
export const prepareScenes = (more = {}, options = {}) =>
  prepare(makeSceneRun({ nImages: 24, ...options }), more);

/** Gives a run out as a folder: `{address, close}`. */
export async function giveOut({ shards, images }) {
  const folder = await mkdtemp(join(tmpdir(), "detlens-report-"));
  await writeFolder(folder, shards, images);
  return {
    address: pathToFileURL(join(folder, "index.html")).href,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
