/**
 * Builds the page: `node build.mjs` writes dist/report.js and dist/report.css.
 *
 * `--watch` builds again at each change.
 * `--tests` builds every src/…/*.test.ts into ../target/web-tests/, for node's own test runner.
 */
import { rm, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** One classic script: a page opened from file:// can load no module. */
const page = {
  absWorkingDir: here,
  entryPoints: { report: "src/main.tsx" },
  outdir: "dist",
  bundle: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
};

async function findTests(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(".test.ts")).map((name) => `${folder}/${name}`);
}

async function buildTests() {
  const outdir = "../target/web-tests";
  await rm(new URL(`${outdir}/`, import.meta.url), { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: await findTests(`${here}src`),
    outdir,
    bundle: true,
    format: "esm",
    platform: "node",
    outExtension: { ".js": ".mjs" },
  });
}

if (process.argv.includes("--tests")) {
  await buildTests();
} else if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...page, logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build({ ...page, logLevel: "info" });
}
