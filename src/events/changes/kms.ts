import { parseArn } from "../../lib/arn.ts";
import type { ResourceChange, ResourceRef } from "../../model/change.ts";
import { operations } from "../../tables/operations/index.ts";
import { textAt } from "../member.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { resourceChange } from "./resource.ts";

const TYPE = "aws_kms_key";

const onKeys = operations.filter(
  (row) => row.source === "kms.amazonaws.com" && row.kind !== "inert" && row.types[0] === TYPE,
);

/** Calls that name a key: by id, ARN, alias or alias ARN. */
export const kmsCalls: { [action: string]: (call: Call) => ResourceChange[] } = Object.fromEntries(
  onKeys.map((row) => [row.event, keyChanged]),
);

/** What calls mean beyond their attributes. */
const REMARKS: { [action: string]: Pick<ResourceChange, "effect" | "restores"> } = {
  ScheduleKeyDeletion: {
    effect: "the key is pending deletion and unusable; CancelKeyDeletion brings it back, disabled",
  },
  CancelKeyDeletion: { restores: true },
};

function keyChanged(call: Call): ResourceChange[] {
  return [{ ...resourceChange(call, TYPE), target: keyOf(call), ...REMARKS[call.action] }];
}

/** The record's resources and the answer name the key by ARN, also where the call names an alias. */
function keyOf(call: Call): ResourceRef {
  const said = textAt(call.request, "keyId") ?? "";
  const ids = [said, ...call.arns, textAt(call.response, "keyId") ?? ""].map(keyId);
  const id = ids.find((found) => found !== undefined);
  if (id !== undefined) return { type: TYPE, ...scopeOf(call), key: id, match: { key_id: id } };
  const alias = said.slice(Math.max(said.indexOf("alias/"), 0));
  return { type: TYPE, ...scopeOf(call), key: alias, match: alias === "" ? {} : { alias } };
}

function keyId(text: string): string | undefined {
  const resource = parseArn(text)?.resource ?? text;
  if (resource.startsWith("key/")) return resource.slice("key/".length);
  return resource === "" || resource.startsWith("alias/") || resource.includes(":") ? undefined : resource;
}
