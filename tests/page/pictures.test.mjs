/**
 * Image files of every kind, under names of every kind: each is shown as it is stored.
 */
import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { eventually, goToSection, openBrowser, openPage, setState } from "./support/browser.mjs";
import { detlens, giveOut } from "./support/program.mjs";

/** What `make.py` paints: dark, but for a bright quarter at the top left. */
const PICTURES = fileURLToPath(new URL("pictures", import.meta.url));
const [WIDTH, HEIGHT] = [64, 48];

/** Names that trip up what takes them for addresses, patterns or text of one byte a letter. */
const NAMES = [
  "with a space.png",
  "in/a/folder.png",
  "Größe 木 🦔.png",
  "50%25 #1?a=b&c.png",
  "..two dots.png",
  'quote\'s "and" <b>.png',
];

let browser;
let folder;
let run;
let files;
before(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "detlens-pictures-"));
  files = await prepareImages();
  run = await evaluate();
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts every picture in a folder, and one of them under every name; gives the names. */
async function prepareImages() {
  const kinds = (await readdir(PICTURES)).filter((name) => !name.endsWith(".py"));
  const sources = [
    ...kinds.map((kind) => [kind, kind]),
    ...NAMES.map((name) => [name, "grey.png"]),
  ];
  for (const [name, source] of sources) {
    const path = join(folder, "images", name);
    await mkdir(dirname(path), { recursive: true });
    await copyFile(join(PICTURES, source), path);
  }
  return sources.map(([name]) => name);
}

/** The run of one missed box in each image. */
async function evaluate() {
  const images = files.map((file_name, i) => ({
    id: i + 1,
    file_name,
    width: WIDTH,
    height: HEIGHT,
  }));
  const annotations = images.map(({ id }) => ({
    id,
    image_id: id,
    category_id: 1,
    bbox: [8, 8, 24, 16],
    area: 384,
    iscrowd: 0,
  }));
  const groundTruth = { images, annotations, categories: [{ id: 1, name: "quarter" }] };
  const [gt, dt, out] = ["gt.json", "dt.json", "run"].map((name) => join(folder, name));
  const detections = [{ image_id: 1, category_id: 1, bbox: [8, 8, 24, 16], score: 0.9 }];
  await writeFile(gt, JSON.stringify(groundTruth));
  await writeFile(dt, JSON.stringify(detections));
  await detlens("eval", "--gt", gt, "--dt", dt, "--images", join(folder, "images"), "-o", out);
  return out;
}

/** Size of the image on the stage, and how bright it is in the middle of each quarter. */
function readStage(page) {
  return page.locator(".stage img").evaluate(async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const at = (x, y) =>
      context.getImageData(canvas.width * x, canvas.height * y, 1, 1).data.slice(0, 3);
    const quarters = [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
    return { size: [canvas.width, canvas.height], quarters: quarters.map((rgb) => [...rgb]) };
  });
}

function isAsStored({ size, quarters }, name) {
  assert.deepEqual(size, [WIDTH, HEIGHT], name);
  const [bright, ...dark] = quarters;
  // What is coded with loss may be off by a little.
  for (const level of bright) assert.ok(Math.abs(level - 200) <= 4, `${name}: ${bright}`);
  for (const level of dark.flat()) assert.ok(Math.abs(level - 60) <= 4, `${name}: ${dark}`);
}

for (const mode of ["served", "single"]) {
  test(`${mode}: every picture is shown as it is stored`, async () => {
    const out = await giveOut(mode, run);
    const { page, check } = await openPage(browser.context, out.address);
    for (const [image, name] of files.entries()) {
      await setState(page, `open=${image}.`);
      await eventually(async () => {
        assert.ok((await page.locator(".place").innerText()).includes(name), name);
        isAsStored(await readStage(page), name);
      });
    }
    check();
    await page.close();
    await out.close();
  });
}

for (const pictures of ["thumbnails", "full"]) {
  test(`a folder with ${pictures}: every picture is there`, async () => {
    const out = await giveOut("folder", run, ["--pictures", pictures]);
    const { page, check } = await openPage(browser.context, out.address);
    await goToSection(page, "examples");
    for (const [image, name] of files.entries()) {
      await setState(page, `open=${image}.`);
      const stage = page.locator(".stage img");
      await eventually(async () => {
        assert.ok((await page.locator(".place").innerText()).includes(name), name);
        const size = await stage.evaluate((i) => [i.naturalWidth, i.naturalHeight]);
        assert.deepEqual(size, [WIDTH, HEIGHT], name);
      });
    }
    check();
    await page.close();
    await out.close();
  });
}
