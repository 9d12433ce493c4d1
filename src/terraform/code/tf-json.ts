import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Position } from "../../model/errors.ts";
import { eachElement, eachMember, JsonFault, skipValue, startsWith } from "../state/json-slices.ts";
import type { Block, Expression, ParsedFile } from "./block.ts";

/** How many labels stand before a block's body, by type. Source: Terraform JSON configuration syntax. */
const LABELS: { [type: string]: number } = { resource: 2, data: 2, module: 1, provider: 1 };
const TOP_LEVEL: ReadonlySet<string> = new Set([...Object.keys(LABELS), "moved", "removed", "import", "terraform"]);
/** Members of a body that are blocks, not arguments, wherever this program looks into them. */
const NESTED: ReadonlySet<string> = new Set(["lifecycle", "ignore_tags", "default_tags", "assume_role"]);
const MAX_DEPTH = 100;

/** Reads a `.tf.json` file. A value may be an object or a list of them; `//` members are comments. */
export function readTfJson(bytes: Buffer, file: string): ParsedFile {
  const blocks: Block[] = [];
  try {
    eachMember(bytes, 0, (type, at) => {
      if (!TOP_LEVEL.has(type)) return skipValue(bytes, at);
      return readBlocks({ bytes, file, type, blocks }, at, []);
    });
    return { blocks };
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown;
    return { blocks, fault: positionAt(bytes, thrown.offset, file) };
  }
}

interface Reader {
  bytes: Buffer;
  file: string;
  type: string;
  blocks: Block[];
}

function readBlocks(reader: Reader, at: number, labels: string[], named?: number): number {
  const { bytes, file, type, blocks } = reader;
  if (startsWith(bytes, at, "[")) return eachElement(bytes, at, (each) => readBlocks(reader, each, labels, named));
  if (!startsWith(bytes, at, "{")) return skipValue(bytes, at);
  if (labels.length < (LABELS[type] ?? 0)) {
    return eachMember(bytes, at, (label, value) => {
      if (label === "//") return skipValue(bytes, value);
      const key = bytes.lastIndexOf(JSON.stringify(label), value);
      return readBlocks(reader, value, [...labels, label], key === -1 ? value : key);
    });
  }
  const end = skipValue(bytes, at);
  const body = parseBody(bytes, at, end);
  blocks.push(blockOf(type, labels, positionAt(bytes, named ?? at, file), body, 0));
  return end;
}

function parseBody(bytes: Buffer, at: number, end: number): JsonObject {
  try {
    const value = JSON.parse(bytes.toString("utf8", at, end)) as Json;
    return isObject(value) ? value : {};
  } catch {
    throw new JsonFault("is not JSON", at);
  }
}

function blockOf(type: string, labels: string[], at: Position, body: JsonObject, depth: number): Block {
  const found = new Map<string, Expression>();
  const blocks: Block[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === "//") continue;
    const bodies = [value].flat().filter(isObject);
    if (NESTED.has(name) && depth < MAX_DEPTH)
      blocks.push(...bodies.map((child) => blockOf(name, [], at, child, depth + 1)));
    else found.set(name, expressionOf(value, 0));
  }
  return { type, labels, at, arguments: found, blocks };
}

/** In this syntax a traversal is a string too: who wants a path takes the literal apart. */
function expressionOf(value: Json, depth: number): Expression {
  if (depth > MAX_DEPTH) return { opaque: true };
  if (Array.isArray(value)) return { list: value.map((item) => expressionOf(item, depth + 1)) };
  if (!isObject(value))
    return typeof value === "string" && value.includes("${") ? { opaque: true } : { literal: value };
  return { object: new Map(Object.entries(value).map(([key, item]) => [key, expressionOf(item, depth + 1)])) };
}

function positionAt(bytes: Buffer, offset: number, file: string): Position {
  const before = bytes.toString("utf8", 0, offset).split("\n");
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}
