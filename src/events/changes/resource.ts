import type { AttributeChange, ResourceChange, ResourceRef } from "../../model/change.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import type { OperationRow } from "../../tables/types.ts";
import { objectAt, textAt } from "../member.ts";
import { argumentsOf, attributesOf } from "./attributes.ts";
import type { Call } from "./call.ts";
import { reference } from "./reference.ts";
import { unmappedOf } from "./unmapped.ts";

const WHAT: { [kind in OperationRow["kind"]]: ResourceChange["what"] } = {
  create: "created",
  upsert: "created",
  update: "changed",
  tag: "changed",
  untag: "changed",
  delete: "deleted",
  cancel: "cancelled",
  inert: "changed",
};

/** What a call does to one object, as the tables tell it. */
export function resourceChange(call: Call, type: string): ResourceChange {
  const table = aliasTables.get(type);
  const kind = call.row?.kind ?? "update";
  const said = kind === "delete" ? [] : table ? attributesOf(call, table) : [];
  const attributes = [...said, ...unmappedOf(call, table)];
  const own = reference(call, type);
  const target = own.key === "" && kind === "create" ? byNames(own, attributes) : own;
  return {
    target,
    what: WHAT[kind],
    attributes,
    arguments: table ? argumentsOf(call, table) : [],
    ...(kind === "upsert" ? { upsert: true as const } : {}),
    ...updateOf(call),
  };
}

/** A change of an object with attributes found by other means than the tables. */
export function changeOf(
  target: ResourceRef,
  what: ResourceChange["what"],
  attributes: readonly AttributeChange[] = [],
  args: ResourceChange["arguments"] = [],
): ResourceChange {
  return { target, what, attributes, arguments: args };
}

/** The id of the update that goes on running. */
export function updateOf(call: Call): Pick<ResourceChange, "updateId"> {
  const updateId = textAt(objectAt(call.response, "update"), "id");
  return updateId === undefined ? {} : { updateId };
}

/** An object whose id only the answer knows is found by its names, where the answer is missing. */
function byNames(target: ResourceRef, attributes: readonly AttributeChange[]): ResourceRef {
  const values = new Map(attributes.map(({ path, value }) => [path, "set" in value ? value.set : undefined]));
  for (const way of aliasTables.get(target.type)?.match ?? []) {
    const named = way.split("+").map((name) => [name, values.get(name)] as const);
    if (named.every((pair): pair is readonly [string, string] => typeof pair[1] === "string")) {
      return { ...target, match: Object.fromEntries(named) };
    }
  }
  return target;
}
