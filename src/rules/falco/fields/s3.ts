import type { Event } from "../../../model/event.ts";
import { plainAt, spelledAt, valueAt } from "./record.ts";
import { plain } from "./row.ts";
import type { Row } from "./row.ts";

const LARGEST = 2n ** 64n - 1n;

/** A count of bytes: fractions are cut off; what is no count, negative or too large counts 0. Absent where missing. */
function bytes(event: Event, member: string): bigint | undefined {
  const path = ["additionalEventData", member];
  const value = valueAt(event.raw, path);
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !(value >= 0)) return 0n;
  const written = spelledAt(event, path)!;
  const count = /^\d+$/.test(written) ? BigInt(written) : BigInt(Math.trunc(Math.min(value, Number.MAX_VALUE)));
  return count <= LARGEST ? count : 0n;
}

const [IN, OUT] = ["bytesTransferredIn", "bytesTransferredOut"] as const;
const PATHS = [IN, OUT].map((member) => `additionalEventData.${member}`);

/** `s3.bytes` */
export function s3Bytes(event: Event): bigint | undefined {
  const [received, sent] = [bytes(event, IN), bytes(event, OUT)];
  return received === undefined && sent === undefined ? undefined : (received ?? 0n) + (sent ?? 0n);
}

/** `s3.uri` */
export function s3Uri(event: Event): string | undefined {
  const [bucket, key] = ["bucketName", "key"].map((member) => valueAt(event.raw, ["requestParameters", member]));
  return typeof bucket === "string" && typeof key === "string" ? `s3://${bucket}/${key}` : undefined;
}

const count = (name: string, summary: string, counts: (operation: string) => boolean): Row => ({
  name,
  summary,
  type: "number",
  reads: ["eventName"],
  read: (event) => {
    const operation = plainAt(event, ["eventName"]);
    return operation !== undefined && counts(operation) ? 1n : undefined;
  },
});

const size = (name: string, summary: string, reads: readonly string[], read: Row["read"]): Row => ({
  name,
  summary,
  type: "number",
  reads,
  read,
});

/** Source: Falco's cloudtrail plugin, 0.17. */
export const s3: readonly Row[] = [
  plain("s3.bucket", "requestParameters.bucketName", "Bucket in the request."),
  plain("s3.key", "requestParameters.key", "Key of the object in the request."),
  {
    name: "s3.uri",
    summary: "Both, as s3://bucket/key.",
    reads: ["requestParameters.bucketName", "requestParameters.key"],
    read: s3Uri,
  },
  size("s3.bytes", "Bytes received and sent.", PATHS, s3Bytes),
  size("s3.bytes.in", "Bytes received.", [PATHS[0]!], (event) => bytes(event, IN)),
  size("s3.bytes.out", "Bytes sent.", [PATHS[1]!], (event) => bytes(event, OUT)),
  count("s3.cnt.get", "1 for GetObject, else absent.", (operation) => operation === "GetObject"),
  count("s3.cnt.put", "1 for PutObject, else absent.", (operation) => operation === "PutObject"),
  count(
    "s3.cnt.other",
    "1 for any other operation, else absent.",
    (operation) => operation !== "GetObject" && operation !== "PutObject",
  ),
];
