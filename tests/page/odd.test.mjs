/**
 * Odd runs have words: nothing found, nothing to find, one category, no images, no coco.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { goToSection, openBrowser, openPage } from "./support/browser.mjs";
import { demo, detlens, view } from "./support/program.mjs";
import { giveOut, prepare, prepareScenes } from "./support/synthetic.mjs";
import { makeBoxRun } from "./synthetic/run.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** Opens a run, goes through all its sections and gives the words of the verdict and of the page. */
async function readPage(out) {
  const { page, check } = await openPage(browser.context, out.address);
  for (const id of [
    "coco-metrics",
    "curves",
    "counts",
    "categories",
    "images",
    "distributions",
    "examples",
  ]) {
    await goToSection(page, id);
  }
  const texts = {
    verdict: await page.locator("h1").innerText(),
    page: await page.locator("body").innerText(),
  };
  assert.ok(
    !/NaN|undefined|Infinity|null/.test(texts.page),
    texts.page.match(/.*(NaN|undefined|Infinity|null).*/)?.[0],
  );
  check();
  await page.close();
  await out.close();
  return texts;
}

const withImages = (change) => prepareScenes({}, { change: (images) => images.forEach(change) });

const readSynthetic = async (prepared) => readPage(await giveOut(prepared));

/** The page of a run that the program makes of these files. */
async function readReal({ groundTruth, detections }, flags = []) {
  const folder = await mkdtemp(join(tmpdir(), "detlens-odd-"));
  const [gt, dt, run] = ["gt.json", "dt.json", "run"].map((name) => join(folder, name));
  await writeFile(gt, JSON.stringify(groundTruth));
  await writeFile(dt, JSON.stringify(detections));
  await detlens("eval", "--gt", gt, "--dt", dt, "-o", run, ...flags);
  const served = await view([run]);
  try {
    return await readPage(served);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The demo's files as data. */
async function demoFiles() {
  const { gt, dt } = await demo();
  const [groundTruth, detections] = await Promise.all(
    [gt, dt].map(async (file) => JSON.parse(await readFile(file, "utf8"))),
  );
  return { groundTruth, detections };
}

test("no detection at all", async () => {
  const { groundTruth } = await demoFiles();
  const { verdict, page } = await readReal({ groundTruth, detections: [] });
  assert.match(verdict, /holds no detection/);
  assert.match(page, /Missed\s*FN\s*2,029/);
});

test("no ground truth at all", async () => {
  const { groundTruth, detections } = await demoFiles();
  const without = { ...groundTruth, annotations: [] };
  const { verdict } = await readReal({ groundTruth: without, detections });
  assert.match(verdict, /No object/);
});

test("one category: no choice among categories", async () => {
  const { page } = await readReal(await demoFiles(), ["--categories", "pallet"]);
  assert.match(page, /60 images · 1 category/);
});

test("boxes: the same files, on boxes", async () => {
  const { page } = await readReal(await demoFiles(), ["--iou-type", "bbox"]);
  assert.match(page, /boxes · 60 images/);
});

test("class-agnostic: categories were left out of the matching", async () => {
  await readReal(await demoFiles(), ["--class-agnostic"]);
});

test("one IoU threshold, one area range, no coco", async () => {
  const flags = ["--iou-thresholds", "0.7", "--areas", "all=0-", "--protocol", "exact"];
  const { page } = await readReal(await demoFiles(), flags);
  assert.match(page, /--protocol both/);
});

test("no images and no thumbnails", async () => {
  const run = makeBoxRun({ nImages: 12, nCategories: 5, perImage: 20 });
  await readSynthetic(prepare(run));
});

test("scores beyond 0 to 1", async () => {
  const prepared = withImages((image) =>
    image.detections.forEach((d) => (d.score = 20 * d.score - 8)),
  );
  await readSynthetic(prepared);
});

test("notes are shown", async () => {
  const { page } = await readSynthetic(prepareScenes({ notes: ["12 rows were dropped"] }));
  assert.match(page, /12 rows were dropped/);
});

test("a run of a newer version is refused with its version", async () => {
  const out = await giveOut(prepareScenes({ format: 99, detlens_version: "9.9.9" }));
  const { page } = await openPage(browser.context, out.address, { ready: "[role=alert]" });
  assert.match(await page.locator("[role=alert]").innerText(), /newer Detlens \(9\.9\.9\)/);
  await page.close();
  await out.close();
});

test("names that are markup stay text", async () => {
  const hostile = '<img src=x onerror="document.title=1">';
  const prepared = prepareScenes({
    name: hostile,
    categories: [hostile, "ball", "cone"].map((name, k) => ({ id: String(k), name })),
    notes: [hostile],
  });
  const { page } = await readSynthetic(prepared);
  assert.ok(page.includes(hostile));
});
