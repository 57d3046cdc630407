/**
 * A browser for the tests: Chromium, a profile of its own for each, and an eye on what must never
 * happen in the page.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-precise-memory-info",
  "--js-flags=--expose-gc",
];

/** Opens a browser; `CHROMIUM` names another one than Debian's. */
export async function openBrowser(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), "detlens-page-"));
  const executablePath = process.env.CHROMIUM ?? PATHS.find((path) => existsSync(path));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 900 },
    args: FLAGS,
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Opens an address and waits for the report.
 *
 * `faults` gathers errors in the page and requests to any other host; `check` asserts that there
 * are none. `ready` is what must be there before the page counts as open.
 */
export async function openPage(context, address, { ready = "#configuration .card" } = {}) {
  const page = await context.newPage();
  const faults = [];
  const own = new URL(address);
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A missing image is no fault of the page; it says so where the image would be.
    const isMissing = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isMissing) faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const to = new URL(request.url());
    const isOwn = ["data:", "blob:"].includes(to.protocol) || to.host === own.host;
    if (!isOwn || (own.protocol === "file:" && to.protocol.startsWith("http"))) {
      faults.push(`request: ${request.url()}`);
    }
  });
  await page.goto(address);
  await page.waitForSelector(ready);
  return { page, faults, check: () => assert.deepEqual(faults, []) };
}

/** Time within which anything that the page does is done, on a machine with much else to do, ms. */
const PATIENCE_MS = 20_000;

/**
 * Waits until the page stands still: a turn of its own clock in which nothing in it changed.
 *
 * A turn is longer than any wait of the page itself, and what waits in the page goes off in the
 * order of its clock, however slow the machine is. Files that are still to come are not waited
 * for; `eventually` is for them.
 */
export async function settle(page) {
  const isStill = await page.evaluate(async (patience) => {
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    // A page that is not in front draws no frames.
    const frame = () => Promise.race([new Promise(requestAnimationFrame), pause(500)]);
    const start = performance.now();
    let hasChanged = false;
    const observer = new MutationObserver(() => (hasChanged = true));
    observer.observe(document, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    do {
      hasChanged = false;
      await frame();
      await pause(150);
      await frame();
    } while (hasChanged && performance.now() - start < patience);
    observer.disconnect();
    return !hasChanged;
  }, PATIENCE_MS);
  assert.ok(isStill, "the page does not come to rest");
}

/** Tries an assertion until it holds; gives what it gives, and fails as it last failed. */
export async function eventually(assertion) {
  const start = performance.now();
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() - start > PATIENCE_MS) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** Brings a section onto the screen and waits until it is drawn. */
export async function goToSection(page, id) {
  await page.evaluate((name) => document.getElementById(name).scrollIntoView(), id);
  await page.waitForSelector(`#${id} .card`);
  await settle(page);
}

/** Sets the page's state as a link would, and waits until the page stands still. */
export async function setState(page, hash) {
  await beginState(page, hash);
  await settle(page);
}

/** Sets the page's state and waits for the next frame alone: what is put off is still to come. */
export async function beginState(page, hash) {
  await page.evaluate(async (next) => {
    history.replaceState(null, "", `#${next}`);
    dispatchEvent(new PopStateEvent("popstate"));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }, hash);
}

/**
 * The rows of the CSV file that a button saves, by their headings; numbers as numbers.
 *
 * The text is taken as the page hands it to the browser: of hundreds of downloads in a row Chromium
 * loses one now and then.
 */
export async function savedCsv(button) {
  const text = await button.evaluate(async (element) => {
    const { createObjectURL } = URL;
    let file;
    URL.createObjectURL = (made) => createObjectURL.call(URL, (file = made));
    try {
      element.click();
    } finally {
      URL.createObjectURL = createObjectURL;
    }
    return file.text();
  });
  const [header, ...lines] = text.trimEnd().split("\r\n").map(splitLine);
  return lines.map((cells) => Object.fromEntries(header.map((key, i) => [key, valueOf(cells[i])])));
}

/** Cells of a line; the page quotes with doubled quotes. */
function splitLine(line) {
  const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  return cells.slice(0, line.endsWith(",") ? undefined : -1).map((cell) =>
    cell
      .replace(/,$/, "")
      .replace(/^"(.*)"$/s, "$1")
      .replaceAll('""', '"'),
  );
}

const valueOf = (cell) => (cell === "" ? null : Number.isNaN(Number(cell)) ? cell : Number(cell));
