import { isObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { jsonLine, word } from "./shell.ts";

export type AwsService = "autoscaling" | "ec2" | "eks" | "iam" | "kms" | "logs";

/** An API call: members as the API names them; undefined members are not sent. */
export interface AwsCall {
  service: AwsService;
  /** Name of the API operation, or of a waiter. */
  operation: string;
  input: { [member: string]: Json | undefined };
  wait?: true;
}

/** Options whose name is not that of the member, because the command line keeps `--version` for itself. */
const RENAMED: { [call: string]: string } = {
  "UpdateClusterVersion.version": "kubernetes-version",
  "UpdateNodegroupVersion.version": "kubernetes-version",
};
/** Values that mean something else to the command line: options, files and addresses that it would read. */
const TAKEN_OTHERWISE = /^(-|file:|fileb:|https?:)/;
/** What the shorthand syntax (`a=b,c=d`) takes without quoting. */
const SHORTHAND = /^[A-Za-z0-9][A-Za-z0-9_.:/-]*$/;
const MEMBER = /^[A-Za-z][A-Za-z0-9_-]*$/;

/**
 * The call as one line for a POSIX shell and AWS CLI 1 or 2.
 * @returns undefined where a value cannot be written so that it stays a value
 */
export function commandLine(call: AwsCall, region: string | undefined): string | undefined {
  const words: (string | undefined)[] = ["aws", call.service, ...(call.wait ? ["wait"] : []), dashed(call.operation)];
  if (region !== undefined) words.push("--region", argument(region));
  for (const [member, value] of Object.entries(call.input)) {
    if (value === undefined) continue;
    words.push(...option(RENAMED[`${call.operation}.${member}`] ?? dashed(member), value));
  }
  return words.includes(undefined) ? undefined : words.join(" ");
}

/** `VPCZoneIdentifier` → `vpc-zone-identifier`, as the AWS CLI derives its names. */
export function dashed(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

function option(name: string, value: Json): (string | undefined)[] {
  if (typeof value === "boolean") return [value ? `--${name}` : `--no-${name}`];
  if (value === null) return [undefined];
  if (Array.isArray(value)) return [`--${name}`, ...list(value)];
  if (isObject(value)) return [`--${name}`, word(shorthand(value) ?? jsonLine(value))];
  return [`--${name}`, argument(String(value))];
}

function argument(text: string): string | undefined {
  return TAKEN_OTHERWISE.test(text) ? undefined : word(text);
}

/** Plain items stand one by one; a single odd one (a leading `[` would be read as JSON) puts all of them into JSON. */
function list(items: readonly Json[]): (string | undefined)[] {
  const simple = items.filter(isSimple);
  return simple.length > 0 && simple.length === items.length ? simple.map(String) : [word(jsonLine(items))];
}

/** `a=b,c=d,e` of a flat object; undefined where JSON is the only sure way. */
function shorthand(value: { [member: string]: Json }): string | undefined {
  const parts: string[] = [];
  for (const [member, item] of Object.entries(value)) {
    const items = Array.isArray(item) ? item : [item];
    if (!MEMBER.test(member) || items.length === 0 || !items.every(isSimple)) return undefined;
    parts.push(`${member}=${items.map(String).join(",")}`);
  }
  return parts.length > 0 ? parts.join(",") : undefined;
}

function isSimple(item: Json): item is string | number | boolean {
  if (typeof item === "string") return SHORTHAND.test(item) || item === "::/0";
  return typeof item === "boolean" || typeof item === "number";
}
