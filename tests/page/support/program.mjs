/**
 * The built program: real runs, served and exported as a user would.
 *
 * `DETLENS_BUILT` names the folder of another build than the checkout's own.
 */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BUILT = process.env.DETLENS_BUILT ?? join(ROOT, "target/debug");
const PROGRAM = join(BUILT, "detlens");
const REAL_DATA = process.env.DETLENS_REAL_DATA ?? join(ROOT, "../shared/reference/data");

/** Runs the program to its end and gives its standard output; fails with what it wrote. */
export async function detlens(...args) {
  const done = await promisify(execFile)(PROGRAM, args.map(String), { maxBuffer: 1 << 28 });
  return done.stdout;
}

/** Two files that belong together, and the images that they are of. */
const pairOf = (gt, dt, images) => ({ gt, dt, images });

/** The demo's files, and the run of them: `{gt, dt, images, run}`. */
export async function demo() {
  const folder = await once("demo", (out) => detlens("demo", "-o", out, "--view=false"));
  const dataset = join(folder, "dataset");
  const pair = pairOf(
    join(dataset, "ground_truth.json"),
    join(dataset, "detections.json"),
    dataset,
  );
  return { ...pair, run: join(folder, "run") };
}

/**
 * 80 categories on photographs, as masks or as boxes; not shipped with the project.
 *
 * `missing` says why there is none, to be given as the reason to skip.
 */
export function cocoOpen(kind) {
  const folder = join(REAL_DATA, "coco-open");
  const model = { segm: "yolov7-seg", bbox: "yolo11n" }[kind];
  const dt = join(folder, `${model}.open.top100.json`);
  if (!existsSync(dt)) return { missing: `there is no ${dt}` };
  const pair = pairOf(join(folder, "gt.json"), dt, join(folder, "images"));
  return { ...pair, missing: false, run: () => evaluated(`coco-open-${kind}`, pair) };
}

/** The run of a pair; made once for each build of the program. */
export async function evaluated(name, { gt, dt, images }) {
  const args = ["eval", "--gt", gt, "--dt", dt, "--images", images];
  return join(await once(name, (out) => detlens(...args, "-o", join(out, "run"))), "run");
}

/** A folder of test data that `make` fills; kept until the program is another one. */
async function once(name, make) {
  const folder = join(BUILT, "../page-tests", name);
  const stamp = join(folder, "made-by.txt");
  const { mtimeMs, size } = await stat(PROGRAM);
  const wanted = `${mtimeMs} ${size}`;
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return folder;
  await rm(folder, { recursive: true, force: true });
  await make(folder);
  await writeFile(stamp, wanted);
  return folder;
}

/** Gives a run out in one of the three modes: `{address, close}`. */
export async function giveOut(mode, run, exportFlags = []) {
  if (mode === "served") return view([run]);
  const folder = await mkdtemp(join(tmpdir(), "detlens-export-"));
  const dest = join(folder, mode === "folder" ? "report" : "report.html");
  await detlens("export", run, dest, ...exportFlags);
  const file = mode === "folder" ? join(dest, "index.html") : dest;
  return {
    address: pathToFileURL(file).href,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Starts `detlens view` on any free port and waits for its address: `{address, said, close}`.
 *
 * `said` gives all that it has written so far.
 */
export async function view(runs, flags = ["--port", "0"]) {
  const server = spawn(PROGRAM, ["view", "--no-open", ...flags, ...runs]);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // A test that fails leaves its server behind; it must not outlive the tests.
  process.once("exit", () => server.kill());
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      said += chunk;
      const found = /The report is at (\S+)/.exec(said);
      if (found) resolve(found[1]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    void ended.then(() => reject(new Error(`detlens view ended: ${said}`)));
  });
  for (const part of [server, server.stdout, server.stderr]) part.unref();
  return {
    address,
    said: () => said,
    close: () => {
      server.ref();
      server.kill("SIGINT");
      return ended;
    },
  };
}
