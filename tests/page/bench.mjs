/**
 * How the page bears a large run: prints JSON, times in ms.
 *
 * Of a slider step, `cpu` is what the page's own thread worked, whatever else the machine does:
 * `script` counts and builds, `layout` and `style` are the browser's, `task` is all of it.
 * `shown` is the time on the clock until the frame after.
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
  console.log(JSON.stringify(results, null, 2));
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

const N_STEPS = 20;

/** What a slider step costs, on the median, and until its frame is there. */
async function stepTimes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const [cpu, shown] = [[], []];
  for (let i = 0; i < N_STEPS; i++) {
    const before = await metricsOf(session);
    shown.push(await page.evaluate(step, 0.03 + (0.9 * i) / N_STEPS));
    await page.waitForTimeout(250);
    const after = await metricsOf(session);
    cpu.push(Object.fromEntries(METRICS.map(([key, name]) => [key, after[name] - before[name]])));
  }
  await session.detach();
  return {
    cpu: Object.fromEntries(
      METRICS.map(([key]) => [key, median(cpu.map((one) => 1000 * one[key]))]),
    ),
    shown: { median: median(shown), max: round(Math.max(...shown)) },
  };
}

const METRICS = [
  ["script", "ScriptDuration"],
  ["layout", "LayoutDuration"],
  ["style", "RecalcStyleDuration"],
  ["task", "TaskDuration"],
];

async function metricsOf(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

const round = (ms) => Math.round(10 * ms) / 10;
const median = (values) => round([...values].sort((a, b) => a - b)[values.length >> 1]);

/** In the page: moves the slider and waits for the frame that shows it. */
async function step(score) {
  const slider = document.querySelector(".score-slider input");
  const start = performance.now();
  slider.value = String(score);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
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
