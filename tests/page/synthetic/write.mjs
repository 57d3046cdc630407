/**
 * Writes a synthetic run as a folder that opens by double click:
 *
 *     node synthetic/write.mjs DIR scenes
 *     node synthetic/write.mjs DIR boxes 5000 80 90      images, categories, detections an image
 */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { encodePng } from "./png.mjs";
import { imageFile, makeBoxRun, makeSceneRun, shardsOf } from "./run.mjs";

/** The built page. */
const DIST = new URL("../../../web/dist/", import.meta.url);

/** The document of the page. */
const DOCUMENT = `<!doctype html>
<html lang="en" data-mode="folder">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Detlens</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="report.css">
</head>
<body>
<div id="app"></div>
<script src="report.js"></script>
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
  await writeFile(`${folder}/index.html`, DOCUMENT);
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
