/**
 * How the page bears a large run, in a real browser, against the marks that it is to keep.
 *
 *     node bench.mjs                 photographs or the demo, repeated to 5,000 images
 *     node bench.mjs GT.json DT.json
 *     node bench.mjs … --record      writes it down in bench/records/ too
 *
 * Times are on the clock, of the release build, and so of a machine that does nothing else.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { repeatedPair } from "./bench/data.mjs";
import { memoryOf, openTimes, scrollTimes, stepTimes } from "./bench/measures.mjs";
import { writeRecord } from "./bench/record.mjs";
import { goToSection, openBrowser, openPage, setState, settle } from "./support/browser.mjs";
import { detlens, view } from "./support/program.mjs";

const SECTIONS = ["curves", "counts", "categories", "images", "distributions", "examples"];

/** What is measured, its unit, and what it must stay below. */
const MARKS = [
  { key: "first_paint", name: "first paint", unit: "ms", below: 1000 },
  { key: "counts", name: "slider step: script until the numbers stand", unit: "ms", below: 16 },
  {
    key: "settled",
    name: "slider step: the whole page settled, worst section",
    unit: "ms",
    below: 100,
  },
  {
    key: "longest_frame",
    name: "longest frame while the table of objects scrolls",
    unit: "ms",
    below: 50,
  },
  { key: "memory", name: "memory of the page's process", unit: "MB", below: 500 },
];

async function main(args) {
  const files = args.filter((arg) => !arg.startsWith("--"));
  const folder = await mkdtemp(join(tmpdir(), "detlens-bench-"));
  const { name, gt, dt } = files.length === 2 ? given(files) : await repeatedPair(folder);
  const run = join(folder, "run");
  await detlens("eval", "--gt", gt, "--dt", dt, "-o", run);
  const load = loadavg()[0];
  const { sizes, details } = await measure(run);
  await rm(folder, { recursive: true });
  const results = MARKS.map((mark) => ({ ...mark, value: details[mark.key].value }));
  console.table(results.map(({ name, value, below, unit }) => ({ name, value, below, unit })));
  const record = { data: { name, ...sizes }, load_average: load, marks: results, details };
  if (args.includes("--record")) console.log(await writeRecord(record));
  else console.log(JSON.stringify(record, null, 1));
}

const given = ([gt, dt]) => ({ name: "given", gt, dt });

async function measure(run) {
  const served = await view([run]);
  const browser = await openBrowser();
  const first_paint = await openTimes(browser.context, served.address);
  const { page } = await openPage(browser.context, served.address);
  const steps = { top: await stepTimes(page) };
  for (const id of SECTIONS) {
    await goToSection(page, id);
    steps[id] = await stepTimes(page);
  }
  await setState(page, "by=object&as=table&score=0");
  await goToSection(page, "examples");
  await settle(page);
  const longest_frame = await scrollTimes(page);
  const memory = await memoryOf(browser.context, page);
  const sizes = await sizesOf(served.address);
  await browser.close();
  await served.close();
  const worst = Math.max(...Object.values(steps).map(({ settled }) => settled.median));
  const details = {
    first_paint,
    counts: { value: steps.top.script.median },
    settled: { value: worst, steps },
    longest_frame,
    memory,
  };
  return { sizes, details };
}

async function sizesOf(address) {
  const [summary] = await (await fetch(`${address}data/runs`)).json();
  const { n_images, n_categories, n_ground_truths, n_detections } = summary;
  return { n_images, n_categories, n_ground_truths, n_detections };
}

await main(process.argv.slice(2));
