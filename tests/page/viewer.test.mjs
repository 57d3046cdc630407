/**
 * The viewer: the overlay lies where the masks are, layers and keys do what they say.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { eventually, openBrowser, openPage, setState, settle } from "./support/browser.mjs";
import { decodeMask } from "./support/masks.mjs";
import { demo, view } from "./support/program.mjs";

let browser;
let out;
let files;
let page;
let check;
before(async () => {
  browser = await openBrowser();
  files = await demo();
  out = await view([files.run]);
  ({ page, check } = await openPage(browser.context, out.address));
});
after(async () => {
  check();
  await browser.close();
  await out.close();
});

/** Opens an image and switches the layers of some keys off. */
async function openImage(image, layers = [], state = "") {
  await setState(page, `open=${image}.${state}`);
  await page.waitForSelector("dialog.viewer .object-list section");
  for (const key of layers) await page.keyboard.press(key);
  await settle(page);
}

const closeViewer = async () => {
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.viewer", { state: "detached" });
};

/** Opacity of the overlay at points of the image, 0 to 255. */
function overlayAt(points) {
  return page.evaluate((wanted) => {
    const canvas = document.querySelector(".stage canvas");
    const image = document.querySelector(".stage img");
    const [stage, place] = [canvas, image].map((element) => element.getBoundingClientRect());
    const scale = (place.width / image.naturalWidth) * devicePixelRatio;
    const context = canvas.getContext("2d");
    return wanted.map(([x, y]) => {
      const left = (place.left - stage.left) * devicePixelRatio + (x + 0.5) * scale;
      const top = (place.top - stage.top) * devicePixelRatio + (y + 0.5) * scale;
      return context.getImageData(Math.round(left), Math.round(top), 1, 1).data[3];
    });
  }, points);
}

/** An image of the files in which nothing is excused, with the masks of what was found in it. */
async function imageWithMasks() {
  const [{ images, annotations }, detections] = await Promise.all(
    [files.gt, files.dt].map(async (file) => JSON.parse(await readFile(file, "utf8"))),
  );
  const excuses = new Set(annotations.filter((a) => a.iscrowd || a.ignore).map((a) => a.image_id));
  const image = images.findIndex(({ id }) => !excuses.has(id));
  const found = detections.filter((d) => d.image_id === images[image].id && d.score > 0.5);
  assert.ok(found.length > 3, "too little was found to look at");
  return { image, ...images[image], masks: found.map((d) => decodeMask(d.segmentation)) };
}

test("the overlay covers the pixels of the masks and no others", async () => {
  const { image, width, height, masks } = await imageWithMasks();
  // Without ground truths what is left are the detections, whatever became of them.
  await openImage(image, ["1", "4"], "&score=0.5");
  await page.keyboard.press("l");
  await page.waitForFunction(() => document.querySelector(".stage img")?.naturalWidth > 0);
  const natural = await page
    .locator(".stage img")
    .evaluate((i) => [i.naturalWidth, i.naturalHeight]);
  assert.deepEqual(natural, [width, height]);
  const isCovered = (x, y) => masks.some((mask) => mask[y * width + x]);
  const isClear = (x, y) => {
    // Lines have a width of their own: a point counts where all around it agrees.
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const [u, v] = [x + dx, y + dy];
        if (u < 0 || v < 0 || u >= width || v >= height) return false;
        if (isCovered(u, v) !== isCovered(x, y)) return false;
      }
    }
    return true;
  };
  const points = [];
  for (let y = 0; y < height; y += 3) {
    for (let x = 0; x < width; x += 3) if (isClear(x, y)) points.push([x, y]);
  }
  await eventually(async () => {
    const opacities = await overlayAt(points);
    const wrong = points.filter(([x, y], i) => isCovered(x, y) !== opacities[i] > 0);
    assert.deepEqual(wrong, []);
    assert.ok(
      opacities.some((opacity) => opacity > 0),
      "no point lies inside a mask",
    );
  });
  await page.keyboard.press("l");
  for (const key of ["1", "4"]) await page.keyboard.press(key);
  await closeViewer();
});

test("keys go on, back, and to the next error", async () => {
  await openImage(0);
  const place = () => page.locator(".place .quiet").innerText();
  await page.keyboard.press("j");
  await settle(page);
  const first = await place();
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.notEqual(await place(), first));
  await page.keyboard.press("k");
  await eventually(async () => assert.equal(await place(), first));
  // Right after the step, before the objects of the image can have come.
  await page.keyboard.press("n");
  const facts = page.locator(".facts");
  await eventually(async () => assert.match(await facts.innerText(), /Missed \(FN\)|False \(FP\)/));
  await page.keyboard.press("?");
  await page.waitForSelector(".key-help");
  await page.keyboard.press("?");
  await closeViewer();
});

test("pointing at an object names it and what it matched", async () => {
  await openImage(0);
  const group = page.locator(".object-list section", { hasText: "Found" });
  await group.locator("button").first().hover();
  const facts = page.locator(".facts");
  await eventually(async () => assert.match(await facts.innerText(), /Found \(TP\)/));
  assert.match(await facts.innerText(), /IoU with its match/);
  await closeViewer();
});

test("the wheel zooms to the pointer, and 0 fits again", async () => {
  await openImage(1);
  const widthOf = () => page.locator(".stage img").evaluate((i) => i.getBoundingClientRect().width);
  const fitted = await widthOf();
  await page.locator(".stage").hover();
  await page.mouse.wheel(0, -400);
  await eventually(async () => assert.ok((await widthOf()) > 2 * fitted));
  await page.keyboard.press("0");
  await eventually(async () => assert.equal(await widthOf(), fitted));
  await closeViewer();
});

test("a missing image is shown as missing, with its path and its shapes", async () => {
  const served = await view([files.run], ["--port", "0", "--images", "/no/such/folder"]);
  const opened = await openPage(browser.context, `${served.address}#open=0.`);
  const note = opened.page.locator(".missing-note");
  await note.waitFor();
  assert.match(await note.innerText(), /\/no\/such\/folder\/images\/belt-01-cam-01\.jpg/);
  assert.ok(await opened.page.locator(".stage .blank").isVisible());
  await opened.page.locator(".object-list button").first().waitFor();
  opened.check();
  await opened.page.close();
  await served.close();
});
