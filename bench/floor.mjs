/**
 * The floor: the least that anything reading these files with Node has to do. Every file is read, inflated in one
 * piece and parsed, one after the other, on one thread; nothing is looked at and nothing is kept.
 * Frozen: figures of different days are comparable only as long as this file stays as it is.
 *
 *   node bench/floor.mjs DIR      prints the number of records
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

let records = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith(".json.gz")) continue;
  const packed = readFileSync(path.join(entry.parentPath, entry.name));
  // The last four bytes of gzip are the inflated size: one buffer of that size saves growing and joining.
  const size = packed.readUInt32LE(packed.length - 4);
  records += JSON.parse(gunzipSync(packed, { chunkSize: Math.max(64, size + 1) }).toString()).Records.length;
}
console.log(records);
