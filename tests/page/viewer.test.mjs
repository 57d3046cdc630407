/**
 * The viewer: the overlay lies where the masks are, layers and keys do what they say.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, openBrowser, openPage, setState, settle } from "./support/browser.mjs";
import { giveOut, prepareScenes } from "./support/synthetic.mjs";

let browser;
let out;
let scenes;
let page;
let check;
before(async () => {
  browser = await openBrowser();
  scenes = prepareScenes();
  out = await giveOut("folder", scenes);
  ({ page, check } = await openPage(browser.context, out.address));
});
after(async () => {
  check();
  await browser.close();
  await out.close();
});

/** Opens an image with nothing but the false positives on it. */
async function openImage(image, layers = ["1", "2", "4", "5"]) {
  await setState(page, `open=${image}.`);
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

test("the overlay covers the pixels of the masks and no others", async () => {
  const { run, meta } = scenes;
  const { score_threshold } = meta.operating_point;
  const matched = new Set(run.matches.filter((m) => m.iouFirst === 0).map((m) => m.detection));
  const isFp = (d) => d.score > score_threshold && !matched.has(d.row);
  const image = run.images.findIndex(
    (_, i) => run.detections.filter((d) => d.image === i && isFp(d)).length > 1,
  );
  const masks = run.detections.filter((d) => d.image === image && isFp(d)).map((d) => d.mask);
  await openImage(image);
  await page.keyboard.press("l");
  await settle(page);

  const { width, height } = run.images[image];
  const isCovered = (x, y) => masks.some((mask) => mask[y * width + x]);
  const isClear = (x, y) => {
    // Lines have a width of their own: a point counts where all around it agrees.
    for (let dy = -3; dy <= 3; dy++) {
      for (let dx = -3; dx <= 3; dx++) {
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
  for (const key of ["1", "2", "4", "5"]) await page.keyboard.press(key);
  await closeViewer();
});

test("keys go on, back, and to the next error", async () => {
  await openImage(0, []);
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
  const { run, meta } = scenes;
  const { score_threshold } = meta.operating_point;
  const match = run.matches.find((m) => {
    const d = run.detections[m.detection];
    return (
      m.iouFirst === 0 && d.score > score_threshold && run.groundTruths[m.groundTruth].role === 0
    );
  });
  const detection = run.detections[match.detection];
  await openImage(detection.image, []);
  const score = detection.score.toFixed(2);
  await page
    .locator(".object-list section", { hasText: "Found" })
    .locator("button", { hasText: score })
    .first()
    .hover();
  const facts = page.locator(".facts");
  await eventually(async () => assert.match(await facts.innerText(), /Found \(TP\)/));
  assert.match(await facts.innerText(), /IoU with its match/);
  await closeViewer();
});

test("the wheel zooms to the pointer, and 0 fits again", async () => {
  await openImage(1, []);
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
  const without = { ...scenes, images: scenes.images.map((png, i) => (i === 0 ? null : png)) };
  const served = await giveOut("served", without);
  const opened = await openPage(browser.context, `${served.address}#open=0.`);
  const note = opened.page.locator(".missing-note");
  await note.waitFor();
  assert.match(await note.innerText(), /data\/scenes\/scene 0001\.png/);
  assert.ok(await opened.page.locator(".stage .blank").isVisible());
  await opened.page.locator(".object-list button").first().waitFor();
  opened.check();
  await opened.page.close();
  await served.close();
});
