/**
 * What is measured of a page: opening, a step of the slider, scrolling, memory.
 */
import { readFile } from "node:fs/promises";

const N_OPENINGS = 5;
const N_STEPS = 20;
const N_SCROLLS = 200;

const round = (number) => Math.round(10 * number) / 10;

/** Median and largest of numbers. */
function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { median: round(sorted[sorted.length >> 1]), max: round(sorted.at(-1)) };
}

/** From the start of the load to the first paint and to the first section, ms. */
export async function openTimes(context, address) {
  const [paints, sections] = [[], []];
  for (let i = 0; i < N_OPENINGS; i++) {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForSelector("#configuration .card");
    sections.push(await page.evaluate(() => performance.now()));
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0].startTime;
    paints.push(await page.evaluate(paint));
    await page.close();
  }
  return { value: spread(paints).median, paint: spread(paints), first_section: spread(sections) };
}

/**
 * What a step of the score slider costs, ms: `script` is what the page's own code worked and `work`
 * all of its thread, on the thread's own clock, which stands while other programs run; `settled` is
 * the time until the last change has been drawn.
 */
export async function stepTimes(page) {
  const session = await openClock(page);
  const [script, work, settled] = [[], [], []];
  for (let i = 0; i < N_STEPS; i++) {
    const before = await workedMs(session);
    settled.push(await page.evaluate(stepTo, 0.03 + (0.9 * i) / N_STEPS));
    const after = await workedMs(session);
    script.push(after.script - before.script);
    work.push(after.all - before.all);
  }
  await session.detach();
  return { script: spread(script), work: spread(work), settled: spread(settled) };
}

/** A session that reads the clock of the page's own thread. */
async function openClock(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return session;
}

/** What the page's thread has worked since it began, ms. */
async function workedMs(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (wanted) => 1000 * metrics.find(({ name }) => name === wanted).value;
  return { script: of("ScriptDuration"), all: of("TaskDuration") };
}

/** In the page: moves the slider; the time until what changed last is drawn. */
async function stepTo(score) {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const slider = document.querySelector(".score-slider input");
  const start = performance.now();
  let last = start;
  const observer = new MutationObserver(() => {
    void drawn().then(() => (last = performance.now()));
  });
  const everything = { attributes: true, characterData: true, childList: true, subtree: true };
  observer.observe(document, everything);
  slider.value = String(score);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  do await new Promise((done) => setTimeout(done, 50));
  while (performance.now() - last < 250);
  observer.disconnect();
  return last - start;
}

/** Frames while the table of objects scrolls from end to end, ms; `work` is the thread's of each. */
export async function scrollTimes(page) {
  const session = await openClock(page);
  const before = await workedMs(session);
  const frames = await page.evaluate(async (n) => {
    const frame = document.querySelector("#examples .table-frame");
    const times = [];
    await new Promise(requestAnimationFrame);
    let last = performance.now();
    for (let i = 0; i < n; i++) {
      frame.scrollTop = (frame.scrollHeight * i) / n;
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times;
  }, N_SCROLLS);
  const work = (await workedMs(session)).all - before.all;
  const listed = await page.locator("#examples .table-tools .quiet").first().innerText();
  return {
    value: spread(frames).max,
    frames: spread(frames),
    work: round(work / N_SCROLLS),
    listed,
  };
}

/** Memory of the process that the page runs in, MB, after garbage was collected. */
export async function memoryOf(context, page) {
  const heap = await page.evaluate(async () => {
    gc();
    // What garbage held outside of the script's heap is given back a little later.
    await new Promise((done) => setTimeout(done, 2000));
    gc();
    return performance.memory.usedJSHeapSize;
  });
  const session = await context.browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(renderers.map(({ id }) => residentBytes(id)));
  const megabytes = (bytes) => round(bytes / 1e6);
  return { value: megabytes(Math.max(...sizes)), script_heap: megabytes(heap) };
}

/** What a process holds in memory, a share of what it has in common with others; Linux tells. */
async function residentBytes(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  return 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(text)[1]);
}
