/**
 * Several runs in one server: a list with their main numbers and settings, and each opens.
 */
import assert from "node:assert/strict";
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, openBrowser, openPage } from "./support/browser.mjs";
import { demo, detlens, view } from "./support/program.mjs";

let browser;
let folder;
let runs;
before(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "detlens-list-"));
  runs = await prepareRuns();
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** A run, one with other settings, one that is cut off, one of a newer version, one that is none. */
async function prepareRuns() {
  const { gt, dt, run } = await demo();
  const [strict, cutOff, newer, none] = ["strict", "cut off", "newer", "none"].map((name) =>
    join(folder, name),
  );
  const settings = ["--score-threshold", "0.8", "--areas", "coco"];
  await detlens("eval", "--gt", gt, "--dt", dt, "-o", strict, ...settings);
  for (const copy of [cutOff, newer]) await cp(run, copy, { recursive: true });
  const record = await readFile(join(run, "run.json"), "utf8");
  await writeFile(join(cutOff, "run.json"), record.slice(0, record.length / 2));
  const later = { ...JSON.parse(record), schema_version: 999 };
  await writeFile(join(newer, "run.json"), JSON.stringify(later));
  return [run, strict, cutOff, newer, none];
}

const rowOf = (page, name) => page.locator(".run-list tbody tr", { hasText: name });

test("the list has main numbers and settings, and says what is wrong with a run", async () => {
  const served = await view(runs);
  const { page, check } = await openPage(browser.context, served.address, { ready: ".run-list" });
  assert.match(await page.locator("h1").innerText(), /^5 runs/);
  const strict = await rowOf(page, "strict").innerText();
  for (const words of ["areas coco", "score-threshold 0.8", "detections.json", "2,029", "0.800"]) {
    assert.ok(strict.includes(words), `${words} is not in ${strict}`);
  }
  assert.match(await rowOf(page, "cut off").innerText(), /Cannot be shown: /);
  assert.match(
    await rowOf(page, "newer").innerText(),
    /Cannot be shown: .*newer Detlens \(schema 999/,
  );
  assert.match(await rowOf(page, "none").innerText(), /Cannot be shown: /);
  for (const name of ["cut off", "newer", "none"]) assert.match(served.said(), new RegExp(name));
  check();
  await page.close();
  await served.close();
});

test("each run opens with its own numbers, and the way back is there", async () => {
  const served = await view(runs);
  const { page, check } = await openPage(browser.context, served.address, { ready: ".run-list" });
  const map = await rowOf(page, "strict").locator("td").allInnerTexts();
  await page.getByRole("link", { name: "strict" }).click();
  await page.waitForSelector("#configuration .card");
  assert.equal(await page.locator(".run-name").innerText(), "strict");
  assert.ok(map.includes(await page.locator(".key-numbers dd").first().innerText()));
  await page.getByRole("link", { name: "All runs" }).click();
  await page.waitForSelector(".run-list");
  check();
  await page.close();
  await served.close();
});

test("a run whose tables are not what its record says is told, and the server lives on", async () => {
  const [run, strict] = runs;
  const mixed = join(folder, "mixed");
  await cp(run, mixed, { recursive: true });
  await writeFile(join(mixed, "detections.parquet"), "no table");
  await copyFile(join(strict, "images.parquet"), join(mixed, "images.parquet"));
  const served = await view([mixed, run]);
  const address = `${served.address}#run=mixed`;
  const { page } = await openPage(browser.context, address, { ready: "[role=alert], .run-list" });
  await eventually(async () => assert.match(await page.locator("body").innerText(), /mixed/));
  await page.close();
  const next = await openPage(browser.context, `${served.address}#run=run`);
  next.check();
  await next.page.close();
  await served.close();
});

test("alone, a broken run ends the program with its reason", async () => {
  const [, , cutOff, newer] = runs;
  await assert.rejects(view([cutOff]), /run\.json/);
  await assert.rejects(view([newer]), /newer Detlens \(schema 999/);
});

test("a port that is taken is told, unless any other will do", async () => {
  const first = await view([runs[0]]);
  const { port } = new URL(first.address);
  await assert.rejects(
    view([runs[0]], ["--port", port]),
    new RegExp(`${port}.*(in use|taken)`, "s"),
  );
  const other = await view([runs[0]]);
  assert.notEqual(new URL(other.address).port, port);
  await first.close();
  await other.close();
});
