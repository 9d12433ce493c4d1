/**
 * Writes a deterministic corpus of CloudTrail delivery files and the Terraform states that belong to it.
 *
 *   node bench/corpus.mjs --out DIR [--events N] [--seed S]
 *
 * Files lie as a trail writes them to S3: AWSLogs/<account>/CloudTrail/<region>/YYYY/MM/DD/….json.gz, each one line,
 * {"Records":[…]}, 5,000 to 10,000 records of mean 1.4 KB. Of 100 records 2 are mutating EKS calls on 200 resources,
 * 8 other mutating calls, 90 reads. `manifest.json` holds the mix and what a scan has to find.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { gzip } from "node:zlib";
import { eksCalls } from "./eks-calls.mjs";
import { random } from "./random.mjs";
import { reads } from "./reads.mjs";
import { ACCOUNTS, REGIONS, world } from "./world.mjs";
import { writes } from "./writes.mjs";

const compress = promisify(gzip);
const START = Date.UTC(2026, 2, 2);
/** Event time that one file covers. */
const SLOT = 20 * 60_000;
const SOURCES = ["corpus", "eks-calls", "identities", "random", "reads", "record", "world", "writes"];

/**
 * @typedef {object} Manifest
 * @property {string} key  changes with the options and with the generator's own text
 * @property {{ [call: string]: number }} mix  records by `service/Operation`
 * @property {{ cluster: string, resource: string }[]} open  the EKS resources that differ from the state after the last
 *   record, as `type key`
 */

/**
 * Writes the corpus, or keeps the one that lies there when it was made by the same generator with the same options.
 * @param {{ out: string, events: number, seed?: number }} options
 * @returns {Promise<Manifest & { events: number, files: number, bytes: number, compressed: number, mutating: number, eks: number }>}
 */
export async function corpus({ out, events, seed = 1 }) {
  const key = createHash("sha256")
    .update(JSON.stringify([events, seed]))
    .update(SOURCES.map((name) => readFileSync(new URL(`./${name}.mjs`, import.meta.url), "utf8")).join(""))
    .digest("hex");
  const manifestFile = path.join(out, "manifest.json");
  if (existsSync(manifestFile)) {
    const kept = JSON.parse(readFileSync(manifestFile, "utf8"));
    if (kept.key === key) return kept;
  }
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });

  const clusters = world(seed);
  const rng = random(seed + 1);
  const places = ACCOUNTS.flatMap((account) =>
    REGIONS.map((region) => {
      const here = clusters.filter((c) => c.account === account && c.region === region);
      return {
        account,
        region,
        clusters: here,
        eks: eksCalls(
          rng,
          here.flatMap((c) => c.resources),
        ),
      };
    }),
  );
  const totals = { events, files: 0, bytes: 0, compressed: 0, mutating: 0, eks: 0 };
  const mix = new Map();
  let pending = Promise.resolve();

  for (let left = events, file = 0; left > 0; file++) {
    const place = places[file % places.length];
    const count = Math.min(left, 5000 + rng.int(5001));
    const from = START + Math.floor(file / places.length) * SLOT;
    const records = slot(rng, place, from, count);
    left -= count;
    for (const { eventSource, eventName, readOnly } of records) {
      const call = `${eventSource.split(".")[0]}/${eventName}`;
      mix.set(call, (mix.get(call) ?? 0) + 1);
      if (!readOnly) totals.mutating++;
      if (!readOnly && eventSource === "eks.amazonaws.com") totals.eks++;
    }
    const text = Buffer.from(`{"Records":[${records.map((r) => JSON.stringify(r)).join(",")}]}`);
    totals.files++;
    totals.bytes += text.length;
    const target = path.join(out, objectKey(rng, place, from + SLOT));
    await pending; // one file is compressed on another thread while the next one is made
    pending = compress(text).then((packed) => {
      totals.compressed += packed.length;
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, packed);
    });
  }
  await pending;

  const open = places
    .flatMap((place) => place.eks.open())
    .map((r) => ({ cluster: r.cluster.name, resource: `${r.type} ${r.key || r.attributes.id}` }));
  const sorted = Object.fromEntries([...mix].toSorted(([, a], [, b]) => b - a));
  const manifest = { key, ...totals, mix: sorted, open };
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The records of one file: 2 in 100 EKS changes, at least a second apart, 8 other changes, 90 reads. */
function slot(rng, place, from, count) {
  const read = rng.weighted(reads);
  const write = rng.weighted(writes);
  return Array.from({ length: count }, (_, i) => {
    const time = from + Math.floor((i * SLOT) / count);
    if (i % 50 === 25) return place.eks.next(time);
    const at = { account: place.account, region: place.region, time, cluster: rng.pick(place.clusters) };
    return (i % 50 === 5 || i % 50 === 15 || i % 50 === 35 || i % 50 === 45 ? write : read)()(rng, at);
  });
}

function objectKey(rng, { account, region }, delivered) {
  const stamp = new Date(delivered).toISOString().replaceAll(/[-:]/g, "").slice(0, 13);
  const day = new Date(delivered).toISOString().slice(0, 10).split("-");
  const name = `${account}_CloudTrail_${region}_${stamp}Z_${rng.upper(16)}.json.gz`;
  return path.join("AWSLogs", account, "CloudTrail", region, ...day, name);
}

const mib = (/** @type {number} */ n) => `${(n / 2 ** 20).toFixed(1)} MiB`;

/** The mix as lines for a person. */
export function describeMix(manifest) {
  const share = (n) => `${((100 * n) / manifest.events).toFixed(1)} %`;
  const services = new Map();
  for (const [call, n] of Object.entries(manifest.mix)) {
    const name = call.split("/")[0];
    services.set(name, (services.get(name) ?? 0) + n);
  }
  const byService = [...services].toSorted(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${share(n)}`);
  return [
    `${manifest.events} events in ${manifest.files} files, ${mib(manifest.bytes)} (${mib(manifest.compressed)} gzip), mean record ${Math.round(manifest.bytes / manifest.events)} B`,
    `mutating ${share(manifest.mutating)}, of these EKS ${share(manifest.eks)} on 200 resources, ${manifest.open.length} of them drifted at the end`,
    `services: ${byService.join(", ")}`,
  ];
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      events: { type: "string", default: "200000" },
      seed: { type: "string", default: "1" },
    },
  });
  if (!values.out) throw new Error("--out DIR is missing");
  const manifest = await corpus({ out: values.out, events: Number(values.events), seed: Number(values.seed) });
  console.log(describeMix(manifest).join("\n"));
}
