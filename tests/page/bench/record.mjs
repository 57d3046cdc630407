/**
 * A record of what was measured, among the other records of the project.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { detlens } from "../support/program.mjs";

const RECORDS = fileURLToPath(new URL("../../../bench/records", import.meta.url));

/** Writes the record as a table and as data; gives the folder. */
export async function writeRecord(record) {
  const date = new Date().toISOString().slice(0, 10);
  const processor = cpus()[0]
    .model.replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
  const folder = join(RECORDS, `${date}-${processor}-page`);
  await mkdir(folder, { recursive: true });
  const machine = {
    processor: cpus()[0].model,
    n_cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    detlens: (await detlens("--version")).trim(),
  };
  const text = JSON.stringify({ date, machine, ...record }, null, 1);
  await writeFile(join(folder, "record.json"), `${text}\n`);
  await writeFile(join(folder, "table.md"), tableOf(record, machine));
  return folder;
}

function tableOf({ data, marks, load_average, details }, machine) {
  const count = (n) => n.toLocaleString("en-US");
  const rows = marks.map(
    ({ name, unit, value, below }) => `| ${name} | ${value} | ${below} | ${unit} |`,
  );
  const steps = Object.entries(details.settled.steps).map(
    ([section, { script, work, settled }]) =>
      `| ${section} | ${script.median} | ${work.median} | ${settled.median} |`,
  );
  return `# The report page under load

${data.name}: ${count(data.n_images)} images, ${count(data.n_categories)} categories, ${count(data.n_ground_truths)} ground truths, ${count(data.n_detections)} detections, masks.
${machine.processor}, ${machine.n_cores} cores, load average ${load_average.toFixed(1)} at the start; ${machine.detlens}; Chromium without a graphics processor.

| what | measured | to stay below | unit |
| --- | ---: | ---: | --- |
${rows.join("\n")}

A step of the slider with each section in sight, medians in ms; script and work are on the clock of the page's own thread:

| in sight | script | work | settled |
| --- | ---: | ---: | ---: |
${steps.join("\n")}
`;
}
