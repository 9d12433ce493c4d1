import { createHmac } from "node:crypto";
import { parsePath, valueAt } from "../../lib/path.ts";
import type { PathStep } from "../../lib/path.ts";
import { stableJson } from "../../lib/stable-json.ts";
import { isObject, scalarText } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import type { ManagedResource } from "../../model/terraform.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import type { AttributeRow } from "../../tables/types.ts";
import { isSecretName } from "../../tables/kubernetes/secret-names.ts";
import { mappingAt, mappings } from "./objects/aws-auth.ts";
import { lean } from "./objects/scalars.ts";
import { attributeOf, container, isCovered } from "./paths.ts";
import { inlineRules } from "./security-rules.ts";
import { parseDocument } from "./values/document.ts";

const SENSITIVE = "(sensitive)";

/** The table row of a path; a path of one key or element has the row of its container. */
export function rowOf(type: string, path: string): AttributeRow | undefined {
  const rows = rowsOf(type);
  return rows.get(path) ?? rows.get(container(path));
}

const rowCache = new Map<string, ReadonlyMap<string, AttributeRow>>();

function rowsOf(type: string): ReadonlyMap<string, AttributeRow> {
  let rows = rowCache.get(type);
  if (!rows)
    rowCache.set(type, (rows = new Map((aliasTables.get(type)?.attributes ?? []).map((row) => [row.path, row]))));
  return rows;
}

/** The state's value of a path, elements of block sets found by their key; masked where the state calls it sensitive. */
export function stateValue(resource: ManagedResource, path: string, row: AttributeRow | undefined): Json | undefined {
  if (resource.object) return objectValue(resource, path);
  const steps = parsePath(path);
  if (!steps) return undefined;
  const value = isElement(resource, path, row) ? element(resource, row!, steps) : valueAt(resource.attributes, steps);
  return value !== undefined && isSensitive(resource, path) ? masked(value) : value;
}

/** The same of an object inside a cluster; what follows a `#` is a place within a text. */
function objectValue(resource: ManagedResource, path: string): Json | undefined {
  if (path === "") return undefined;
  const attribute = attributeOf(path);
  const steps = parsePath(attribute);
  const held = steps && valueAt(resource.attributes, steps);
  const value = attribute === path || held === undefined ? held : within(held, path, path.slice(attribute.length + 1));
  if (value === undefined || value === null) return value;
  return isSensitive(resource, path) ? masked(value) : lean(value);
}

function within(text: Json, path: string, place: string): Json | undefined {
  const list = mappingAt(path)?.list;
  return list === undefined ? pointed(parseDocument(text), place) : mappings(list, text)?.get(place);
}

/** RFC 6901; the value of a variable that is named like a secret only as far as equal values are recognised. */
function pointed(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  let isSecret = false;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    isSecret = name === "value" && isObject(value) && isSecretName(scalarText(value["name"]));
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return isSecret && value !== undefined ? masked(value) : value;
}

function isElement(resource: ManagedResource, path: string, row: AttributeRow | undefined): boolean {
  if (row === undefined || path === row.path) return false;
  return row.elementKey !== undefined || (resource.type === "aws_security_group" && row.kind === "blockset");
}

/** Whether the state forbids showing this path. */
export function isSensitive(resource: ManagedResource, path: string): boolean {
  return resource.sensitive.some((sensitive) => isCovered(path, sensitive) || isCovered(sensitive, path));
}

const maskKey = "binnacle: equal values, equal masks; not a secret of its own";

/** A stand-in that still tells equal from different; what is printed of it is `shownValue`. */
export function masked(value: Json): Json {
  if (typeof value === "string" && value.startsWith(SENSITIVE)) return value;
  return `${SENSITIVE} ${createHmac("sha256", maskKey).update(stableJson(value)).digest("hex").slice(0, 16)}`;
}

/** A value as a finding may print it: of a masked one only that there is one. */
export function shownValue(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return value.startsWith(`${SENSITIVE} `) ? SENSITIVE : value;
  if (Array.isArray(value)) return value.map((item) => shownValue(item)!);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shownValue(member)!]));
}

/** The name of an element within its block set: its key members joined, null where they are no scalars. */
export function elementName(value: Json, row: AttributeRow): string | undefined {
  if (!isObject(value)) return undefined;
  const parts = (row.elementKey ?? []).map((member) => value[member] ?? "");
  return parts.some((part) => typeof part === "object") ? undefined : parts.map(String).join(":");
}

function element(resource: ManagedResource, row: AttributeRow, steps: readonly PathStep[]): Json | undefined {
  const list = valueAt(resource.attributes, steps.slice(0, -1));
  const name = steps.at(-1);
  if (resource.type === "aws_security_group") return inlineRules(list, resource.key)[String(name)];
  return Array.isArray(list) ? list.find((item) => elementName(item, row) === name) : undefined;
}
