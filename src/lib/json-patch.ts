import { isObject } from "../model/json.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { stableJson } from "./stable-json.ts";

/** Why a patch cannot be applied. */
export class PatchError extends Error {
  /** Number of the operation, from 0. */
  readonly operation: number;

  constructor(operation: number, message: string) {
    super(message);
    this.operation = operation;
  }
}

/**
 * A JSON value changed by a merge patch: members of the patch replace, null removes, objects go down (RFC 7386).
 * Neither argument is changed.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/**
 * A JSON value changed by a list of operations (RFC 6902), all or none. The argument is not changed.
 * @throws PatchError naming the first operation that is none or does not fit
 */
export function applyPatch(document: Json, operations: readonly Json[]): Json {
  let result = structuredClone(document);
  for (const [at, operation] of operations.entries()) {
    try {
      result = applied(result, operation);
    } catch (error) {
      throw new PatchError(at, (error as Error).message);
    }
  }
  return result;
}

function applied(document: Json, operation: Json): Json {
  if (!isObject(operation)) throw new Error("an operation is a mapping with `op` and `path`");
  const path = pointerOf(operation, "path");
  const { op } = operation;
  switch (op) {
    case "add":
      return added(document, path, valueOf(operation));
    case "remove":
      return removed(document, path);
    case "replace":
      return added(removed(document, path), path, valueOf(operation));
    case "move": {
      const from = pointerOf(operation, "from");
      const value = found(document, from);
      return added(removed(document, from), path, value);
    }
    case "copy":
      return added(document, path, structuredClone(found(document, pointerOf(operation, "from"))));
    case "test":
      if (stableJson(found(document, path)) === stableJson(valueOf(operation))) return document;
      throw new Error(`the value at /${path.join("/")} is another`);
    default:
      throw new Error(`\`op\` is one of add, remove, replace, move, copy, test, not ${JSON.stringify(op)}`);
  }
}

function valueOf(operation: JsonObject): Json {
  if (!Object.hasOwn(operation, "value")) throw new Error("`value` is missing");
  return operation["value"]!;
}

/** The steps of a JSON pointer (RFC 6901). */
function pointerOf(operation: JsonObject, member: "path" | "from"): string[] {
  const pointer = operation[member];
  if (typeof pointer !== "string" || (pointer !== "" && !pointer.startsWith("/"))) {
    throw new Error(`\`${member}\` is a pointer like /requestParameters/name`);
  }
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function found(document: Json, path: readonly string[]): Json {
  let value = document;
  for (const step of path) {
    const next = Array.isArray(value) ? value[indexOf(value, step, value.length - 1)] : memberOf(value, step);
    if (next === undefined) throw new Error(`there is nothing at /${path.join("/")}`);
    value = next;
  }
  return value;
}

function memberOf(value: Json, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function added(document: Json, path: readonly string[], value: Json): Json {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = found(document, path.slice(0, -1));
  if (Array.isArray(parent))
    parent.splice(last === "-" ? parent.length : indexOf(parent, last, parent.length), 0, value);
  else if (isObject(parent)) setMember(parent, last, value);
  else throw new Error(`nothing can be put at /${path.join("/")}`);
  return document;
}

function removed(document: Json, path: readonly string[]): Json {
  found(document, path);
  const last = path.at(-1);
  if (last === undefined) return null;
  const parent = found(document, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(indexOf(parent, last, parent.length - 1), 1);
  else if (isObject(parent)) delete parent[last];
  return document;
}

function indexOf(list: readonly Json[], step: string, most: number): number {
  const index = /^(0|[1-9]\d*)$/.test(step) ? Number(step) : Number.NaN;
  if (index >= 0 && index <= most) return index;
  throw new Error(`${step} is no place in a list of ${list.length}`);
}

/** Sets a member whatever its name is, `__proto__` included. */
function setMember(object: JsonObject, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
