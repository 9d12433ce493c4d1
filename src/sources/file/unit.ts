import { createHash } from "node:crypto";
import type { ClusterRef } from "../../model/cluster.ts";
import { AppError } from "../../model/errors.ts";
import type { Decode, Decoded, UnitFailure } from "../../model/source.ts";
import { unreadable } from "./walk.ts";

/** What one unit gives: its slabs in order, then either that it was read to its end or that it could not be. */
export type Piece =
  | { kind: "slab"; /** Names this slab of this input, and no other. */ part: string; decoded: Decoded }
  | { kind: "read"; version: string }
  | { kind: "failed"; failure: UnitFailure };

/** An opened unit; its version is unknown where nothing tells it from another one but its content. */
export interface OpenUnit {
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  version: string | undefined;
}

/** Reads one unit to its end. Never throws: what goes wrong is the last piece. */
export async function* piecesOf(
  name: string,
  open: () => OpenUnit,
  decode: Decode,
  cluster: ClusterRef | undefined,
): AsyncGenerator<Piece> {
  let good = 0;
  let complaint: string | undefined;
  try {
    const { bytes, version } = open();
    let slab = 0;
    const options = { receivedAt: Date.now(), ...(cluster ? { cluster } : {}) };
    for await (const decoded of decode({ name }, bytes, options)) {
      complaint ??= decoded.rejects[0]?.detail;
      good += goodIn(decoded);
      yield { kind: "slab", part: `${version ?? contentOf(decoded)}|${slab++}`, decoded };
    }
    if (good > 0 || complaint === undefined) yield { kind: "read", version: version ?? name };
    else yield { kind: "failed", failure: { unit: name, error: nothingIn(name, complaint) } };
  } catch (error) {
    const known = error instanceof AppError ? error : unreadable(name, error);
    yield { kind: "failed", failure: { unit: name, error: known } };
  }
}

/** Records that were understood. */
function goodIn({ counts }: Decoded): number {
  const { events, skips, pointers, controls, duplicates } = counts;
  return sum(events) + sum(skips) + pointers + controls + duplicates;
}

function sum(numbers: { [key: string]: number }): number {
  return Object.values(numbers).reduce((total, each) => total + each, 0);
}

function nothingIn(name: string, complaint: string): AppError {
  return new AppError("decode.invalid", `${name}: nothing in it could be read: ${complaint}`, {
    hint: "Give CloudTrail files, Kubernetes audit logs, or what AWS services deliver of them; `--rejects FILE` lists every record.",
  });
}

/** What tells a slab of standard input from another one. */
function contentOf({ events, rejects }: Decoded): string {
  const hash = createHash("sha256");
  for (const { id } of events) hash.update(id).update("\n");
  for (const { offset, sample } of rejects) hash.update(`${offset}|${sample}\n`);
  return hash.digest("hex");
}
