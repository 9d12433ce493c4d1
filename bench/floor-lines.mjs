/**
 * The floor for JSON lines, as `floor.mjs` is for CloudTrail files: read, inflate, parse each line, keep nothing.
 * Frozen as that one.
 *
 *   node bench/floor-lines.mjs DIR      prints the number of lines
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

let lines = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith(".jsonl.gz")) continue;
  const packed = readFileSync(path.join(entry.parentPath, entry.name));
  const size = packed.readUInt32LE(packed.length - 4);
  for (const line of gunzipSync(packed, { chunkSize: Math.max(64, size + 1) })
    .toString()
    .split("\n")) {
    if (line === "") continue;
    JSON.parse(line);
    lines += 1;
  }
}
console.log(lines);
