/**
 * Serves synthetic runs as `detlens view` does, under the strictest policy that the page bears.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { DIST, documentOf } from "../synthetic/write.mjs";

export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'";

/**
 * Serves `runs`, `[{summary, shards, images}]`, until `close` is called.
 *
 * `images/…` and `thumbs/…` answer 404 where the images hold null.
 */
export async function startServer(runs) {
  const byKey = new Map(runs.map((run) => [run.summary.key, run]));
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const answer = await answerOf(path, byKey);
    if (!answer) return response.writeHead(404).end("not found");
    response.writeHead(200, {
      "content-type": answer.type,
      "content-security-policy": POLICY,
      ...(answer.type !== "image/png" && { "content-encoding": "gzip" }),
    });
    response.end(answer.type === "image/png" ? answer.bytes : gzipSync(answer.bytes));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function answerOf(path, byKey) {
  const [, part, key, name] = path.split("/");
  const run = byKey.get(key);
  switch (part) {
    case "":
      return { type: "text/html", bytes: documentOf("served") };
    case "report.js":
      return { type: "text/javascript", bytes: await readFile(new URL(part, DIST)) };
    case "report.css":
      return { type: "text/css", bytes: await readFile(new URL(part, DIST)) };
    case "data": {
      if (key === "runs") return json([...byKey.values()].map(({ summary }) => summary));
      const bytes = run?.shards[name];
      return bytes ? { type: "application/octet-stream", bytes } : null;
    }
    case "images":
    case "thumbs": {
      const bytes = run?.images[Number(name)];
      return bytes ? { type: "image/png", bytes } : null;
    }
    default:
      return null;
  }
}

const json = (value) => ({ type: "application/json", bytes: JSON.stringify(value) });
