/** Formats that are named when they are met, by their first bytes. */
const MAGIC: readonly [name: string, bytes: readonly number[]][] = [
  ["gzip within more than three layers of gzip", [0x1f, 0x8b]],
  ["Zstandard", [0x28, 0xb5, 0x2f, 0xfd]],
  ["Snappy", [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]],
  ["Parquet", [0x50, 0x41, 0x52, 0x31]],
  ["ORC", [0x4f, 0x52, 0x43]],
  ["Avro", [0x4f, 0x62, 0x6a, 0x01]],
  ["a Kinesis Producer Library aggregate", [0xf3, 0x89, 0x9a, 0xc2]],
  ["a zip archive", [0x50, 0x4b, 0x03, 0x04]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];
/** First bytes that are looked at: enough to name what is no text. */
const LOOKED_AT = 512;

/** A format that is not read, and why. */
export interface BinaryFormat {
  code: "envelope-unknown" | "utf8";
  name: string;
}

/** What the bytes are if they are no text: a format's name, or undefined for text. UTF-16 is told apart by its mark. */
export function binaryFormat(bytes: Uint8Array): BinaryFormat | undefined {
  const known = MAGIC.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (known) return { code: "envelope-unknown", name: known[0] };
  const mark = bytes.length >= 2 ? (bytes[0]! << 8) | bytes[1]! : 0;
  if (mark === 0xfffe || mark === 0xfeff) return { code: "utf8", name: "UTF-16 text" };
  const head = bytes.subarray(0, LOOKED_AT);
  return head.includes(0) ? { code: "envelope-unknown", name: "binary data" } : undefined;
}

/** The chunks, the first of them long enough to tell a format by. */
export async function* beginning(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < LOOKED_AT) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}
