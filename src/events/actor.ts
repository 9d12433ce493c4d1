import { parseArn, roleName } from "../lib/arn.ts";
import type { Actor } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";
import { objectAt, textAt } from "./member.ts";
import { viaOf } from "./via.ts";

/**
 * Who made the call of a CloudTrail record, for every `userIdentity.type`; never a token, of access keys the last four
 * characters. Source: "CloudTrail userIdentity element", AWS CloudTrail User Guide.
 */
export function actor(raw: JsonObject): Actor {
  const identity = objectAt(raw, "userIdentity");
  const context = objectAt(identity, "sessionContext");
  const issuer = objectAt(context, "sessionIssuer");
  const who = named(identity, issuer);
  const mfa = textAt(objectAt(context, "attributes"), "mfaAuthenticated");
  const federatedBy = textAt(objectAt(context, "webIdFederationData"), "federatedProvider");
  const via = viaOf(raw);
  return defined({
    type: textAt(identity, "type") ?? "Unknown",
    ...who,
    account: textAt(identity, "accountId"),
    via,
    sourceIp: textAt(raw, "sourceIPAddress"),
    userAgent: textAt(raw, "userAgent"),
    mfa: mfa === undefined ? undefined : mfa === "true",
    console: via === "console" || textAt(raw, "sessionCredentialFromConsole") === "true" ? true : undefined,
    invokedBy: textAt(identity, "invokedBy"),
    onBehalfOf: textAt(objectAt(identity, "onBehalfOf"), "userId"),
    sourceIdentity: textAt(context, "sourceIdentity"),
    federatedBy: federatedBy ?? textAt(identity, "identityProvider"),
    accessKey: textAt(identity, "accessKeyId")?.slice(-4),
  });
}

type Named = Pick<Actor, "name" | "arn" | "session" | "permissionSet">;

/** Name and principal by type; types without an entry are named by what they have. */
const NAMED: { [type: string]: (identity: JsonObject, issuer: JsonObject) => Named } = {
  Root: (identity) => ({ name: textAt(identity, "userName") ?? "root", arn: textAt(identity, "arn") }),
  AssumedRole: session,
  FederatedUser: session,
  AWSService: (identity) => ({ name: textAt(identity, "invokedBy") ?? "AWS service", arn: textAt(identity, "arn") }),
  AWSAccount: (identity) => ({
    name: textAt(identity, "accountId") ?? textAt(identity, "principalId") ?? "another account",
    arn: textAt(identity, "arn"),
  }),
};

function named(identity: JsonObject, issuer: JsonObject): Named {
  const type = textAt(identity, "type") ?? "";
  if (Object.hasOwn(NAMED, type)) return NAMED[type]!(identity, issuer);
  const arn = textAt(identity, "arn");
  const name =
    textAt(identity, "userName") ??
    (arn === undefined ? undefined : roleName(arn)) ??
    textAt(objectAt(identity, "onBehalfOf"), "userId") ??
    textAt(identity, "principalId") ??
    textAt(identity, "invokedBy");
  return { name: name ?? "unknown", arn };
}

function session(identity: JsonObject, issuer: JsonObject): Named {
  const id = textAt(identity, "principalId");
  return sessionOf(textAt(identity, "arn"), textAt(issuer, "arn"), { role: textAt(issuer, "userName"), id });
}

/**
 * `Role/session`; the session of an IAM Identity Center role is the person.
 * @param arn  of the session: `arn:aws:sts::1:assumed-role/Role/session`
 * @param issuer  ARN of the role
 * @param known  name of the role and principal id (`AROA…:session`), where the record has them
 */
export function sessionOf(
  arn: string | undefined,
  issuer: string | undefined,
  known: { role?: string; id?: string } = {},
): Named {
  const parts = (arn === undefined ? "" : (parseArn(arn)?.resource ?? "")).split("/");
  const role = known.role ?? (parts.length === 3 ? parts[1] : undefined);
  const name = (parts.length > 1 ? parts.at(-1) : undefined) ?? known.id?.split(":")[1];
  const principal = issuer ?? roleArn(arn, role) ?? arn;
  const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role ?? "")?.[1];
  if (permissionSet !== undefined && name !== undefined) return { name, arn: principal, session: name, permissionSet };
  const label = [role, name].filter((part) => part !== undefined).join("/");
  return { name: label || (known.id ?? "unknown"), arn: principal, session: name };
}

/** `arn:aws:sts::1:assumed-role/Name/session` → `arn:aws:iam::1:role/Name`, where the record names no issuer. */
function roleArn(arn: string | undefined, role: string | undefined): string | undefined {
  const parsed = arn === undefined ? undefined : parseArn(arn);
  if (!parsed || role === undefined || !parsed.resource.startsWith("assumed-role/")) return undefined;
  return `arn:${parsed.partition}:iam::${parsed.account}:role/${role}`;
}

function defined(found: Actor): Actor {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as unknown as Actor;
}
