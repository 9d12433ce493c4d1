import type { AttributeChange } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import type { AliasTable, AttributeRow, OperationRow } from "../../tables/types.ts";
import { hiddenReason, isCut } from "../redaction.ts";
import type { Call } from "./call.ts";

/** Wire paths that are accounted for, and the containers on the way to them. */
interface Known {
  paths: ReadonlySet<string>;
  containers: ReadonlySet<string>;
}

/** Objects nested deeper are given on whole. */
const MAX_DEPTH = 20;
/** Of EKS the cluster; of any service what only serves the call. */
const EVERYWHERE = ["name", "clusterName", "clientRequestToken", "clientToken", "dryRun"];
const cache = new Map<string, Known>();

/** Members that no attribute and no key accounts for, each with its wire path and its value as sent. */
export function unmappedOf(call: Call, table?: AliasTable): AttributeChange[] {
  const found: AttributeChange[] = [];
  const known = knownOf(call, table);
  const leave = (value: Json, path: string) => {
    const hidden = hiddenReason(value);
    const told = hidden === undefined ? { set: value } : { unknown: hidden };
    found.push({ path, kind: "scalar", value: told, unmapped: true });
  };
  const visit = (value: Json, path: string, shape: string, depth: number): void => {
    if (value === null || known.paths.has(shape)) return;
    const isElement = known.containers.has(`${shape}[]`);
    if (Array.isArray(value)) {
      if (!isElement) return leave(value, path);
      for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`, `${shape}[]`, depth + 1);
    } else if (!isCut(value) && isObject(value) && depth < MAX_DEPTH) {
      const here = isElement ? `${shape}[]` : shape;
      const members = Object.entries(value);
      for (const [name, item] of members) visit(item, `${path}.${name}`, `${here}.${name}`, depth + 1);
      if (members.length === 0 && !known.containers.has(here)) leave(value, path);
    } else leave(value, path);
  };
  for (const [name, value] of Object.entries(call.request)) visit(value, memberPath(name), name, 0);
  return found;
}

/** The path of a member that no table knows. Paths become keys of plain objects: none may be what every object inherits. */
export function memberPath(name: string): string {
  return name in Object.prototype ? `[${JSON.stringify(name)}]` : name;
}

function knownOf(call: Call, table: AliasTable | undefined): Known {
  const id = call.row ? `${call.service}/${call.action}/${table?.type ?? ""}` : "";
  let known = cache.get(id);
  if (!known) {
    const paths = [
      ...EVERYWHERE,
      ...(call.row ? identifiers(call.row) : []),
      ...(table?.attributes ?? []).flatMap((row) => wirePaths(row, call.action)),
    ];
    known = { paths: new Set(paths), containers: new Set(paths.flatMap(containersOf)) };
    cache.set(id, known);
  }
  return known;
}

/** Members that say which object is meant: those of the key and, where nothing else can be said, all that are known. */
function identifiers(row: OperationRow): string[] {
  const keys = Object.values(row.id ?? {}).flatMap((template) => [...template.matchAll(/\$\{([^}]+)\}/g)]);
  const said = row.kind === "delete" || row.kind === "cancel" ? row.request : (row.encoded ?? []);
  const named = keys.flatMap(([, names]) => names!.split("|"));
  return [...named, ...(row.ignored ?? []), ...said.map((path) => path.replace(/(\[\]|\.\*)$/, ""))];
}

function wirePaths(row: AttributeRow, action: string): string[] {
  const paths = [row.request?.[action], row.remove?.[action]].filter((path) => path !== undefined);
  const inside = row.semantics === "logging" ? ["types", "enabled"] : Object.values(row.elements ?? {});
  return inside.length === 0 ? paths : paths.flatMap((path) => inside.map((member) => `${path}[].${member}`));
}

/** `a.b[].c` → `a`, `a.b`, `a.b[]` */
function containersOf(path: string): string[] {
  return [...path.matchAll(/\[\]|\./g)].flatMap(({ index, 0: mark }) =>
    mark === "[]" ? [path.slice(0, index), path.slice(0, index + 2)] : [path.slice(0, index)],
  );
}
