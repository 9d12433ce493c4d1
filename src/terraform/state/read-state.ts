import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import type { StateContent } from "./instance.ts";
import { eachMember, JsonFault, skipSpace, skipValue, startsWith } from "./json-slices.ts";
import { refused } from "./refusals.ts";
import { addInstance, cutPriorState, cutValues } from "./show-json.ts";
import { addResource, cutResources } from "./version-4.ts";
import type { Cut } from "./version-4.ts";

/** A member worth parsing at the top of a state is a word or a number; anything longer is something else. */
const SMALL = 4096;

/**
 * Reads a state of format 4, or what `terraform show -json` printed of a state or a plan.
 * The bytes are walked once; only resources of watched types are parsed.
 * @param path how the state is called in errors
 * @throws AppError in one line when the state cannot be used
 */
export function readState(given: Buffer, path: string): StateContent {
  const bytes = asUtf8(given);
  const start = skipSpace(bytes, 0);
  if (start === bytes.length) throw refused(path, "empty");
  if (bytes[start] === 0x1f && bytes[start + 1] === 0x8b) throw refused(path, "compressed");
  if (bytes.toString("latin1", start, start + 4) === "PK\u0003\u0004") throw refused(path, "planFile");
  if (bytes[start] !== 0x7b) throw refused(path, "notState");
  try {
    return contentOf(bytes, start, path);
  } catch (thrown) {
    if (!(thrown instanceof JsonFault)) throw thrown;
    throw refused(path, "corrupt", `${thrown.message} at ${place(bytes, thrown.offset)}`);
  }
}

/** Windows shells write redirected output as UTF-16, and editors put a mark before UTF-8. */
function asUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.toString("utf16le", 2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  return bytes;
}

function contentOf(bytes: Buffer, start: number, path: string): StateContent {
  const top: { [member: string]: Json } = Object.create(null) as JsonObject;
  const flatCut: Cut = { count: 0, slices: [], others: new Map() };
  const shownCut: Cut = { count: 0, slices: [], others: new Map() };
  const end = eachMember(bytes, start, (key, at) => {
    top[key] = true;
    if (key === "resources" && startsWith(bytes, at, "[")) {
      top[key] = [];
      return cutResources(bytes, at, flatCut);
    }
    if (key === "values") return cutValues(bytes, at, shownCut);
    if (key === "prior_state") return cutPriorState(bytes, at, shownCut);
    const after = skipValue(bytes, at);
    if (after - at < SMALL && !startsWith(bytes, at, "{")) top[key] = parse(bytes, at, after);
    return after;
  });
  const shown = judge(bytes, skipSpace(bytes, end), top, path);
  const content = parsed(bytes, shown ? shownCut : flatCut, shown);
  if (typeof top["serial"] === "number") content.serial = top["serial"];
  if (typeof top["lineage"] === "string" && top["lineage"] !== "") content.lineage = top["lineage"];
  return content;
}

/** Refuses what is no usable state; returns whether it is what `terraform show -json` prints. */
function judge(bytes: Buffer, rest: number, top: JsonObject, path: string): boolean {
  if ("@level" in top || "@module" in top) throw refused(path, "planStream");
  if ("encrypted_data" in top || "encryption_version" in top) throw refused(path, "encrypted");
  const isShown = typeof top["format_version"] === "string";
  const isState =
    typeof top["version"] === "number" && ["resources", "modules", "lineage", "serial"].some((key) => key in top);
  if (!isShown && !isState) throw refused(path, "notState");
  if (rest < bytes.length) throw new JsonFault("goes on after the end of the state", rest);
  if (isShown) {
    const format = top["format_version"] as string;
    if (!/^[01](\.|$)/.test(format)) throw refused(path, "newerShow", JSON.stringify(format.slice(0, 16)));
    if (!["values", "planned_values", "prior_state", "terraform_version"].some((key) => key in top)) {
      throw refused(path, "notState");
    }
    return true;
  }
  const version = top["version"] as number;
  if (version < 4) throw refused(path, "backend" in top ? "backendFile" : "old", String(version));
  if (version > 4) throw refused(path, "newer", String(version));
  const resources = top["resources"] ?? [];
  if (!Array.isArray(resources)) throw refused(path, "notList");
  return false;
}

function parsed(bytes: Buffer, cut: Cut, shown: boolean): StateContent {
  const content: StateContent = {
    count: cut.count,
    instances: [],
    others: cut.others,
    flat: [],
    damaged: [],
    digest: "",
  };
  const hash = createHash("sha256").update(String(cut.count));
  for (const { start, end } of cut.slices) {
    hash.update(bytes.subarray(start, end));
    const value = parse(bytes, start, end);
    if (!isObject(value)) continue;
    if (shown) addInstance(value, content);
    else addResource(value, content);
  }
  content.digest = hash.digest("hex");
  return content;
}

function parse(bytes: Buffer, start: number, end: number): Json {
  try {
    return JSON.parse(bytes.toString("utf8", start, end)) as Json;
  } catch (thrown) {
    const told = thrown instanceof Error ? /position (\d+)/.exec(thrown.message)?.[1] : undefined;
    throw new JsonFault("is not JSON", start + Number(told ?? 0));
  }
}

/** `line 12, column 7`; the column counts bytes. */
function place(bytes: Buffer, offset: number): string {
  let [line, begin] = [1, 0];
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line++;
    begin = at + 1;
  }
  return `line ${line}, column ${offset - begin + 1}`;
}
