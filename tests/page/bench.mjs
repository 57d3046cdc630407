/**
 * How the page bears a large run: prints one line of JSON.
 *
 *     node bench.mjs ADDRESS
 *     node bench.mjs            makes 5,000 images with 450,000 detections, which takes minutes
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { goToSection, openBrowser, openPage, setState } from "./support/browser.mjs";
import { makeBoxRun, shardsOf } from "./synthetic/run.mjs";
import { writeFolder } from "./synthetic/write.mjs";

const SECTIONS = ["curves", "counts", "categories", "images", "distributions", "examples"];

async function main([given]) {
  const folder = given ? null : await mkdtemp(join(tmpdir(), "detlens-bench-"));
  if (folder) await writeFolder(folder, shardsOf(makeBoxRun({ nImages: 5000 })), []);
  const browser = await openBrowser();
  const address = given ?? pathToFileURL(join(folder, "index.html")).href;
  const { page } = await openPage(browser.context, address);
  const results = { open_ms: await openTimes(page), step_ms: {}, scroll_ms: null };
  results.step_ms.top = await stepTimes(page);
  for (const id of SECTIONS) {
    await goToSection(page, id);
    results.step_ms[id] = await stepTimes(page);
  }
  await setState(page, "by=object&as=table&score=0");
  await goToSection(page, "examples");
  results.scroll_ms = await scrollTimes(page);
  results.heap_mb = await page.evaluate(() => (gc(), performance.memory.usedJSHeapSize / 1e6));
  console.log(JSON.stringify(results));
  await browser.close();
  if (folder) await rm(folder, { recursive: true });
}

/** From the beginning of the load: first paint, and the first section. */
function openTimes(page) {
  return page.evaluate(() => ({
    first_paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    dom: performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart,
  }));
}

/** Of a slider step: the counts alone, and until the frame that shows everything. */
function stepTimes(page) {
  return page.evaluate(async () => {
    const slider = document.querySelector(".score-slider input");
    const steps = [];
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      slider.value = String(0.03 + 0.045 * i);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const counted = performance.now() - start;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      steps.push({ counted, shown: performance.now() - start });
      await new Promise((done) => setTimeout(done, 250));
    }
    const median = (key) => steps.map((s) => s[key]).sort((a, b) => a - b)[10];
    const most = (key) => Math.max(...steps.map((s) => s[key]));
    const both = (key) => ({ median: median(key), max: most(key) });
    return { counted: both("counted"), shown: both("shown") };
  });
}

/** Frames while the table of objects is scrolled from end to end. */
function scrollTimes(page) {
  return page.evaluate(async () => {
    const frame = document.querySelector("#examples .table-frame");
    const frames = [];
    let last = performance.now();
    for (let i = 0; i < 100; i++) {
      frame.scrollTop = (frame.scrollHeight * i) / 100;
      await new Promise(requestAnimationFrame);
      frames.push(performance.now() - last);
      last = performance.now();
    }
    frames.sort((a, b) => a - b);
    return { median: frames[50], p95: frames[95], max: frames[99] };
  });
}

await main(process.argv.slice(2));
