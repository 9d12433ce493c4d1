import { ctMembers } from "./ct.ts";
import { ctPaths, ctRequest } from "./ct-request.ts";
import type { FalcoSource, FieldDefinition } from "./field.ts";
import { audited } from "./audited.ts";
import { kaRequest } from "./ka-request.ts";
import { definition } from "./row.ts";

/** All fields of a source by name, the families of paths left out. */
export const FIELDS: { readonly [source in FalcoSource]: ReadonlyMap<string, FieldDefinition> } = {
  k8s_audit: byName([...kaRequest].map(audited).map(definition)),
  aws_cloudtrail: byName([...ctMembers, ...ctRequest].map(definition)),
};

export const FAMILIES: { readonly [source in FalcoSource]: readonly FieldDefinition[] } = {
  k8s_audit: [],
  aws_cloudtrail: ctPaths,
};

function byName(fields: readonly FieldDefinition[]): ReadonlyMap<string, FieldDefinition> {
  return new Map(fields.map((field) => [field.name, field]));
}
