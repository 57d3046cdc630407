/**
 * How shards and images reach the page: from the server, from files beside it, or from itself.
 *
 * A page opened from file:// can neither fetch nor load modules, but it can add a classic script
 * that calls `__detlens.shard(…)`; folder and single file both arrive that way.
 */
import { decodeShard, type Shard } from "./shard";
import type { Meta, RunSummary } from "./meta";

/** The three ways in which the page is given out. */
export type Mode = "served" | "folder" | "single";

declare global {
  interface Window {
    __detlens?: { shard(name: string, base64: string): void };
  }
}

/** The mode that the document states; a document that states none is served. */
export function documentMode(): Mode {
  const mode = document.documentElement.dataset.mode;
  return mode === "folder" || mode === "single" ? mode : "served";
}

const arrived = new Map<string, string>();
const waiting = new Map<string, (base64: string) => void>();

/** Makes `__detlens.shard` callable; must run before the first data script does. */
export function receiveShards(): void {
  window.__detlens = {
    shard(name, base64) {
      const resolve = waiting.get(name);
      if (resolve) resolve(base64);
      else arrived.set(name, base64);
      waiting.delete(name);
    },
  };
}

/** The runs that the server offers; null where there is no server. */
export async function loadRunList(mode: Mode): Promise<RunSummary[] | null> {
  return mode === "served" ? ((await (await fetchOk("data/runs")).json()) as RunSummary[]) : null;
}

/** Loads the JSON shard `meta` of the run `key`. */
export async function loadMeta(mode: Mode, key: string): Promise<Meta> {
  const bytes = await loadBytes(mode, key, "meta");
  return JSON.parse(new TextDecoder().decode(bytes)) as Meta;
}

/** Loads a binary shard of the run `key`. */
export async function loadShard(mode: Mode, key: string, name: string): Promise<Shard> {
  return decodeShard(name, await loadBytes(mode, key, name));
}

async function loadBytes(mode: Mode, key: string, name: string): Promise<ArrayBuffer> {
  if (mode === "served") return (await fetchOk(`data/${key}/${name}`)).arrayBuffer();
  const base64 = arrived.get(name) ?? (mode === "folder" ? await addScript(name) : null);
  arrived.delete(name);
  if (base64 === null) throw new Error(`this file holds no data named ${name}`);
  return unpack(base64);
}

async function fetchOk(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response;
}

function addScript(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    const script = document.createElement("script");
    script.src = `data/${name}.js`;
    script.onload = () => script.remove();
    script.onerror = () => reject(new Error(`data/${name}.js could not be read`));
    document.head.append(script);
  });
}

async function unpack(base64: string): Promise<ArrayBuffer> {
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
