/**
 * Writes a synthetic run as a folder that opens by double click:
 *
 *     node synthetic/write.mjs DIR scenes
 *     node synthetic/write.mjs DIR boxes 5000 80 90      images, categories, detections an image
 */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { encodePng } from "./png.mjs";
import { imageFile, makeBoxRun, makeSceneRun, shardsOf } from "./run.mjs";
import { encodeShard } from "./shard.mjs";

/** The built page. */
export const DIST = new URL("../../../web/dist/", import.meta.url);

/** The document of the page in a mode; `head` and `body` stand for the links to its files. */
export const documentOf = (
  mode,
  head = '<link rel="stylesheet" href="report.css">',
  body = '<script src="report.js"></script>',
) => `<!doctype html>
<html lang="en" data-mode="${mode}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Detlens</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
<div id="app"></div>
${body}
</body>
</html>
`;

/** Image files by index, as bytes; null for a run without images. */
export function imagesOf(run) {
  return run.images.map(({ rgb, width, height }) => (rgb ? encodePng(rgb, width, height) : null));
}

/** Writes the page and the run into `folder`; what the images hold as null is left out. */
export async function writeFolder(folder, shards, images) {
  for (const part of ["", "/data", "/images", "/thumbs"]) {
    await mkdir(folder + part, { recursive: true });
  }
  await writeFile(`${folder}/index.html`, documentOf("folder"));
  for (const file of ["report.js", "report.css"]) {
    await copyFile(new URL(file, DIST), `${folder}/${file}`);
  }
  for (const [name, bytes] of Object.entries(shards)) {
    await writeFile(`${folder}/data/${name}.js`, callOf(name, bytes));
  }
  for (const [i, png] of images.entries()) {
    if (!png) continue;
    await writeFile(`${folder}/images/${imageFile(i)}`, png);
    await writeFile(`${folder}/thumbs/${i}.jpg`, png);
  }
}

/** Writes the page and the run into one file. */
export async function writeSingle(file, shards, images) {
  const [script, style] = await Promise.all(
    ["report.js", "report.css"].map((name) => readFile(new URL(name, DIST), "utf8")),
  );
  const address = (png) => (png ? `data:image/png;base64,${png.toString("base64")}` : "");
  const thumbs = encodeShard(images.length, {}, { thumb: images.map(address) });
  const calls = Object.entries({ ...shards, thumbs }).map(([name, bytes]) => callOf(name, bytes));
  const scripts = [script, ...calls].map((text) => `<script>${text}</script>`);
  await writeFile(file, documentOf("single", `<style>${style}</style>`, scripts.join("\n")));
}

const callOf = (name, bytes) =>
  `__detlens.shard(${JSON.stringify(name)},"${gzipSync(bytes).toString("base64")}");\n`;

async function main([folder, kind, nImages, nCategories, perImage]) {
  const sizes = {
    nImages: Number(nImages),
    nCategories: Number(nCategories),
    perImage: Number(perImage),
  };
  const run = kind === "boxes" ? makeBoxRun(nImages ? sizes : {}) : makeSceneRun();
  await writeFolder(folder, shardsOf(run), imagesOf(run));
}

if (process.argv[1]?.endsWith("write.mjs")) await main(process.argv.slice(2));
