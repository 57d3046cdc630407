/**
 * The synthetic run that most tests look at, and the three ways to open it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeSceneRun, shardsOf } from "../synthetic/run.mjs";
import { imagesOf, writeFolder, writeSingle } from "../synthetic/write.mjs";
import { startServer } from "./server.mjs";

/** A run with everything that the page needs of it. */
export function prepare(run, more = {}) {
  const shards = shardsOf(run, more);
  const meta = JSON.parse(shards.meta.toString());
  return { run, meta, shards, images: imagesOf(run), summary: summaryOf(run.name, meta) };
}

/** The small run that most tests use. */
export const prepareScenes = (more = {}, options = {}) =>
  prepare(makeSceneRun({ nImages: 24, ...options }), more);

function summaryOf(name, meta) {
  const { n_images, n_ground_truths, n_detections, iou_type, operating_point } = meta;
  return {
    key: name.replaceAll(" ", "-"),
    name,
    iou_type,
    n_images,
    n_categories: meta.categories.length,
    n_ground_truths,
    n_detections,
    mean_average_precision: meta.averages[0].average_precision[0],
    average_precision_50: meta.averages[0].average_precision[0],
    precision: 0.5,
    recall: 0.5,
    f1: 0.5,
    score_threshold: operating_point.score_threshold,
  };
}

/** Gives a run out in one of the three modes: `{address, close}`. */
export async function giveOut(mode, ...prepared) {
  if (mode === "served") return startServer(prepared);
  const folder = await mkdtemp(join(tmpdir(), "detlens-report-"));
  const [{ shards, images }] = prepared;
  const isFolder = mode === "folder";
  if (isFolder) await writeFolder(folder, shards, images);
  else await writeSingle(join(folder, "report.html"), shards, images);
  const file = join(folder, isFolder ? "index.html" : "report.html");
  return {
    address: pathToFileURL(file).href,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
