import type { AttributeRow } from "../../../tables/types.ts";
import type { FindingChange } from "../../../model/finding.ts";
import { isObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { AwsService } from "./command.ts";
import type { Subject } from "./subject.ts";

const LISTS = new Set(["set", "list", "cidrset", "blockset", "blocklist"]);

/** A request that puts values back, and the lines that it covers. */
export interface Restore {
  input: JsonObject;
  lines: FindingChange[];
}

/**
 * Builds the members of `operation` that set `before` for each of these lines, by the alias table.
 * Left out: lines whose attribute the operation does not carry, and values that the API has no way to clear.
 */
export function restore(
  subject: Subject,
  service: AwsService,
  operation: string,
  lines: readonly FindingChange[],
): Restore {
  const result: Restore = { input: bag(), lines: [] };
  const rows = subject.table?.attributes ?? [];
  for (const row of rows) {
    const wire = row.request?.[operation];
    const line = lines.find((candidate) => candidate.path === row.path);
    if (!line || wire === undefined || row.semantics !== undefined) continue;
    const spelled = service === "eks" || service === "logs" ? asIs : capitalised;
    const value = wireValue(row, line.before, spelled);
    if (value === undefined) continue;
    place(result.input, spelled(wire), value);
    result.lines.push(line);
  }
  return result;
}

/** An object that takes any key, `__proto__` too, as its own. */
export function bag(): JsonObject {
  return Object.create(null) as JsonObject;
}

/** Absent, null, empty text and empty list are one value in a state. */
export function isEmpty(value: Json | undefined): value is undefined | null | "" {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}

/** A state value as the API takes it; undefined where it cannot be sent. */
function wireValue(row: AttributeRow, before: Json | undefined, spelled: (name: string) => string): Json | undefined {
  const value = isEmpty(before) ? row.default : before;
  if (LISTS.has(row.kind)) {
    if (isEmpty(value)) return [];
    if (!Array.isArray(value)) return undefined;
    return row.elements ? value.map((item) => element(row.elements!, item, spelled)) : value;
  }
  if (row.kind === "bool") return bool(value);
  if (row.kind === "number") return number(value);
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}

/** A block of the state with the members of the API; empty members are not sent. */
export function element(
  names: { [member: string]: string },
  item: Json,
  spelled: (name: string) => string = asIs,
): Json {
  if (!isObject(item)) return item;
  const wire = bag();
  for (const [member, name] of Object.entries(names)) {
    const value = Object.hasOwn(item, member) ? item[member] : undefined;
    if (!isEmpty(value)) wire[spelled(name)] = value!;
  }
  return wire;
}

/** Text of a scalar that some states hold as a number (`launch_template[0].version`). */
export function scalarText(value: Json | undefined): string | undefined {
  return typeof value === "number" ? String(value) : typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts of a list. */
export function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string" && item !== "").map(String) : [];
}

export function number(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function bool(value: Json | undefined): boolean | undefined {
  if (isEmpty(value)) return false;
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

/** Puts a value at `a.b[].c`: the part behind `[]` belongs to the only element of that list, an empty list ends there. */
function place(root: JsonObject, wire: string, value: Json): void {
  const steps = wire.split(".");
  let at = root;
  for (const [index, step] of steps.entries()) {
    const name = step.replace("[]", "");
    if (index === steps.length - 1) at[name] = value;
    else if (step.endsWith("[]")) {
      const only = bag();
      at[name] = isEmpty(value) ? [] : [only];
      at = only;
    } else {
      const next = isObject(at[name]) ? at[name] : bag();
      at[name] = next;
      at = next;
    }
  }
}

function asIs(name: string): string {
  return name;
}

/** The records of Auto Scaling, EC2, IAM and KMS print in lower case what their APIs write in upper case. */
function capitalised(wire: string): string {
  return wire.replace(/(^|\.)([a-z])/g, (_, dot: string, letter: string) => dot + letter.toUpperCase());
}
