/**
 * Odd runs have words: nothing found, nothing to find, one category, no images, no coco.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { goToSection, openBrowser, openPage } from "./support/browser.mjs";
import { giveOut, prepare, prepareScenes } from "./support/synthetic.mjs";
import { makeBoxRun } from "./synthetic/run.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** Opens a run, goes through all its sections and gives the words of the verdict and of the page. */
async function readPage(prepared, mode = "folder") {
  const out = await giveOut(mode, prepared);
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

test("no detection at all", async () => {
  const { verdict } = await readPage(withImages((image) => (image.detections = [])));
  assert.match(verdict, /holds no detection/);
});

test("no ground truth at all", async () => {
  const { verdict } = await readPage(withImages((image) => (image.groundTruths = [])));
  assert.match(verdict, /No object/);
});

test("one category: no choice among categories", async () => {
  const run = makeBoxRun({ nImages: 12, nCategories: 1, perImage: 20 });
  const { page } = await readPage(prepare(run));
  assert.match(page, /12 images · 1 category/);
});

test("no images and no thumbnails", async () => {
  const run = makeBoxRun({ nImages: 12, nCategories: 5, perImage: 20 });
  await readPage(prepare(run));
});

test("the protocol coco alone was left out", async () => {
  const { page } = await readPage(prepareScenes({ coco: null }));
  assert.match(page, /--protocol both/);
});

test("scores beyond 0 to 1", async () => {
  const prepared = withImages((image) =>
    image.detections.forEach((d) => (d.score = 20 * d.score - 8)),
  );
  await readPage(prepared);
});

test("notes are shown", async () => {
  const { page } = await readPage(prepareScenes({ notes: ["12 rows were dropped"] }));
  assert.match(page, /12 rows were dropped/);
});

test("a run of a newer version is refused with its version", async () => {
  const out = await giveOut("folder", prepareScenes({ format: 99, detlens_version: "9.9.9" }));
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
  const { page } = await readPage(prepared);
  assert.ok(page.includes(hostile));
});
