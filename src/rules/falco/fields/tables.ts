import { audited } from "./audited.ts";
import { awsServices } from "./aws-services.ts";
import { ctIdentity } from "./ct-identity.ts";
import { ctInfo } from "./ct-info.ts";
import { ctPaths, ctRequest } from "./ct-request.ts";
import { ctMembers } from "./ct.ts";
import { evt } from "./evt.ts";
import type { FalcoSource, FieldDefinition } from "./field.ts";
import { jsonPointer } from "./json-pointer.ts";
import { kaContainers, kaFirstContainer } from "./ka-containers.ts";
import { kaElements } from "./ka-elements.ts";
import { kaRequest } from "./ka-request.ts";
import { definition } from "./row.ts";
import type { Row } from "./row.ts";
import { s3 } from "./s3.ts";

const ka = [...kaRequest, ...kaElements, ...kaFirstContainer, ...kaContainers].map(audited);
const ct = [...ctMembers, ...ctIdentity, ...ctInfo, ...ctRequest, ...s3, ...awsServices];

/** All fields of a source by name, families of paths and configured constants left out. */
export const FIELDS: { readonly [source in FalcoSource]: ReadonlyMap<string, FieldDefinition> } = {
  k8s_audit: byName([...ka, ...jsonPointer, ...evt]),
  aws_cloudtrail: byName([...ct, ...jsonPointer, ...evt]),
};

/** What stands for many names on the reference page. */
export const FAMILIES: { readonly [source in FalcoSource]: readonly FieldDefinition[] } = {
  k8s_audit: [],
  aws_cloudtrail: ctPaths,
};

function byName(rows: readonly Row[]): ReadonlyMap<string, FieldDefinition> {
  return new Map(rows.map((row) => [row.name, definition(row)]));
}
