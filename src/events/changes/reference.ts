import type { ResourceRef } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import type { AliasTable } from "../../tables/types.ts";
import { textAt } from "../member.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { wireFirst } from "./wire.ts";

/** `${name|clusterName}` (members of the request), `response:path`, or the `*` that stands for every match. */
const CALL_HOLE = /\$\{([^}]+)\}|response:([\w.[\]]+)|(\*)$/g;
/** `{cluster_name}` */
const STATE_HOLE = /\{([^}]+)\}/g;

/**
 * The object a call speaks of. The key template of the operation and the id template of the type have the same shape:
 * hole by hole, a member of the call is the value of a state attribute.
 */
export function reference(call: Call, type: string): ResourceRef {
  const template = call.row?.id?.[type] ?? "";
  const names = stateHoles(template, type);
  const match: ResourceRef["match"] = {};
  let at = 0;
  let isComplete = template !== "";
  const key = template.replace(CALL_HOLE, (hole, members?: string, responsePath?: string) => {
    const name = names[at++];
    if (hole === "*") return "*";
    const value = members === undefined ? fromResponse(call, responsePath!) : fromRequest(call, members);
    if (value === undefined) isComplete = false;
    else if (name !== undefined) match[name] = value;
    return value ?? "";
  });
  return { type, ...scopeOf(call), key: isComplete ? key : "", match: isComplete ? match : {} };
}

const holes = new Map<string, readonly string[]>();

function stateHoles(template: string, type: string): readonly string[] {
  const id = `${type} ${template}`;
  let names = holes.get(id);
  if (!names) holes.set(id, (names = fittingHoles(template, aliasTables.get(type))));
  return names;
}

/** The state attributes in the id (or import) template that is shaped like the operation's key template. */
function fittingHoles(template: string, table: AliasTable | undefined): string[] {
  // Types without an alias table are known by their AWS id.
  if (!table) return ["id"];
  const shape = template.replaceAll(CALL_HOLE, "*");
  const fitting = [table.id, table.import].find((own) => own?.replaceAll(STATE_HOLE, "*") === shape);
  return [...(fitting ?? "").matchAll(STATE_HOLE)].map(([, name]) => name!);
}

function fromRequest(call: Call, members: string): string | undefined {
  const names = members.split("|");
  // The cluster was looked for in more places than the request.
  if (names.includes("clusterName") && call.cluster !== undefined) return call.cluster;
  for (const name of names) {
    const value = wireFirst(call.request, name);
    if (typeof value === "string" && value !== "") return value;
  }
  return names.map((name) => inResponseObject(call, name)).find((value) => value !== undefined);
}

function fromResponse(call: Call, path: string): string | undefined {
  const value = wireFirst(call.response, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Create and Delete answer with the object, which repeats its names: they serve where the request was cut. */
function inResponseObject(call: Call, member: string): string | undefined {
  const objects = [call.response, ...Object.values(call.response)].filter(isObject);
  return objects.map((object) => textAt(object, member)).find((value) => value !== undefined);
}
