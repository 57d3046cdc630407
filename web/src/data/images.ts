/**
 * Where an image is to be had, in each of the three modes.
 */
import type { Run } from "./run";

/** How large an image is needed. */
export type Quality = "thumbnail" | "full";

/**
 * The address of an image, or null if the run has none.
 *
 * A full image that does not exist falls back to the thumbnail, and the other way round.
 */
export async function imageAddress(
  run: Run,
  image: number,
  quality: Quality,
): Promise<string | null> {
  const { full, thumbnails } = run.meta.images;
  if (run.mode === "single") return thumbnails ? (await run.thumbs())[image] || null : null;
  const useFull = full && (quality === "full" || !thumbnails);
  if (useFull) return fullAddress(run, image);
  return thumbnails ? thumbnailAddress(run, image) : null;
}

/** The path that was tried for an image, as the user would write it. */
export function imagePath(run: Run, image: number): string {
  const name = run.images.fileName[image] || `(image ${run.images.id[image]} has no file name)`;
  const root = run.meta.images.root;
  return root === null ? name : `${root.replace(/\/$/, "")}/${name}`;
}

function fullAddress(run: Run, image: number): string | null {
  if (run.mode === "served") return `images/${run.key}/${image}`;
  const name = run.meta.images.names?.[image];
  return name ? `images/${name.split("/").map(encodeURIComponent).join("/")}` : null;
}

function thumbnailAddress(run: Run, image: number): string {
  return run.mode === "served" ? `thumbs/${run.key}/${image}` : `thumbs/${image}.jpg`;
}
