import { partitionOf } from "../../lib/arn.ts";
import type { ResourceRef } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { operation } from "../../tables/operations/index.ts";
import type { OperationRow } from "../../tables/types.ts";
import { listOf, objectAt, own, textAt } from "../member.ts";
import { isCut } from "../redaction.ts";
import { plainEc2 } from "./ec2-form.ts";

const EKS = "eks.amazonaws.com";

/** An AWS call in the form that the tables speak of: path members decoded, EC2's wrappers gone. */
export interface Call {
  service: string;
  action: string;
  /** Undefined for operations that the tables do not know. */
  row?: OperationRow;
  account?: string;
  region?: string;
  cluster?: string;
  request: JsonObject;
  response: JsonObject;
  /** Why `requestParameters` are not in the record. */
  cut?: string;
  /** ARNs of the record's `resources`. */
  arns: readonly string[];
}

/** Where a record was made; read once by the event. */
export interface CallScope {
  account?: string;
  region?: string;
  cluster?: string;
}

/** Reads the call of a CloudTrail record. */
export function callOf(raw: JsonObject, scope: CallScope): Call {
  const service = textAt(raw, "eventSource") ?? "";
  const action = textAt(raw, "eventName") ?? "";
  const row = operation(service, action);
  const isEc2 = service === "ec2.amazonaws.com";
  const parameters = own(raw, "requestParameters");
  const request = isObject(parameters) && !isCut(parameters) ? parameters : {};
  const response = isCut(own(raw, "responseElements")) ? {} : objectAt(raw, "responseElements");
  return {
    service,
    action,
    row,
    ...scope,
    request: isEc2 ? plainEc2(request) : decoded(service === EKS ? withName(request) : request, row),
    response: isEc2 ? plainEc2(response) : response,
    cut: isCut(parameters) ? `cut: ${textAt(parameters, "reason") ?? "too large"}` : undefined,
    arns: listOf(own(raw, "resources")).flatMap((item) => (isObject(item) ? (textAt(item, "ARN") ?? []) : [])),
  };
}

/** The scope of what a call touches; IAM is global: its records name us-east-1, its objects no region. */
export function scopeOf(call: Call): Pick<ResourceRef, "partition" | "account" | "region" | "cluster"> {
  return {
    partition: call.region === undefined ? undefined : partitionOf(call.region),
    account: call.account,
    region: call.service === "iam.amazonaws.com" ? undefined : call.region,
    cluster: call.cluster,
  };
}

/** Values that `responseElements.update.params` gives, by their type; list and object values are JSON text there. */
export function updateParams(call: Call): ReadonlyMap<string, Json> {
  const params = listOf(own(objectAt(call.response, "update"), "params")).filter(isObject);
  return new Map(params.map((param) => [textAt(param, "type") ?? "", parsedParam(own(param, "value"))]));
}

function parsedParam(value: Json | undefined): Json {
  if (typeof value !== "string" || !/^["[{]/.test(value)) return value ?? null;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** Some records print the cluster, `name` on the wire, as `clusterName`. */
function withName(request: JsonObject): JsonObject {
  const { clusterName, ...rest } = request;
  return typeof clusterName === "string" && own(request, "name") === undefined
    ? { ...rest, name: clusterName }
    : request;
}

/** Members that travel in path or query are printed as sent: percent-encoded, once. */
function decoded(request: JsonObject, row: OperationRow | undefined): JsonObject {
  const encoded = row ? (row.encoded ?? []) : Object.keys(request);
  const isWanted = row ? () => true : (text: string) => /^arn%3A/i.test(text);
  if (encoded.length === 0) return request;
  const result = { ...request };
  for (const member of encoded) {
    const value = own(request, member);
    if (typeof value === "string" && isWanted(value)) result[member] = decodeOnce(value);
    else if (Array.isArray(value) && row)
      result[member] = value.map((item) => (typeof item === "string" ? decodeOnce(item) : item));
  }
  return result;
}

function decodeOnce(text: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
