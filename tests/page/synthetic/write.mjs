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

const DIST = new URL("../../../web/dist/", import.meta.url);

/** The document of the page in a mode. */
export const documentOf = (mode) => `<!doctype html>
<html lang="en" data-mode="${mode}">
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

/** Writes the page and the run into `folder`. */
export async function writeFolder(folder, run, shards) {
  for (const part of ["", "/data", "/images", "/thumbs"])
    await mkdir(folder + part, { recursive: true });
  await writeFile(`${folder}/index.html`, documentOf("folder"));
  for (const file of ["report.js", "report.css"])
    await copyFile(new URL(file, DIST), `${folder}/${file}`);
  for (const [name, bytes] of Object.entries(shards)) {
    const base64 = gzipSync(bytes).toString("base64");
    await writeFile(
      `${folder}/data/${name}.js`,
      `__detlens.shard(${JSON.stringify(name)},"${base64}");\n`,
    );
  }
  for (const [i, { rgb, width, height }] of run.images.entries()) {
    if (!rgb) continue;
    const png = encodePng(rgb, width, height);
    await writeFile(`${folder}/images/${imageFile(i)}`, png);
    await writeFile(`${folder}/thumbs/${i}.jpg`, png);
  }
}

async function main([folder, kind, nImages, nCategories, perImage]) {
  const sizes = {
    nImages: Number(nImages),
    nCategories: Number(nCategories),
    perImage: Number(perImage),
  };
  const run = kind === "boxes" ? makeBoxRun(nImages ? sizes : {}) : makeSceneRun();
  await writeFolder(folder, run, shardsOf(run));
}

if (process.argv[1]?.endsWith("write.mjs")) await main(process.argv.slice(2));
