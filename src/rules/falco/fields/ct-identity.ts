import type { Event } from "../../../model/event.ts";
import { plainAt, spelledAt, valueAt } from "./record.ts";
import type { Row } from "./row.ts";

const identity = (event: Event, ...steps: string[]) => plainAt(event, ["userIdentity", ...steps]);

const ISSUER = ["sessionContext", "sessionIssuer", "userName"];

/** What CloudTrail calls the user, by type of identity; other types have none. */
const USERS: { readonly [type: string]: (event: Event) => string | undefined } = {
  Root: (event) => identity(event, "userName"),
  IAMUser: (event) => identity(event, "userName"),
  AWSService: (event) => identity(event, "invokedBy"),
  AssumedRole: (event) => identity(event, ...ISSUER) ?? "AssumedRole",
  AWSAccount: () => "AWSAccount",
  FederatedUser: () => "FederatedUser",
};

/** `ct.user` */
export function userOf(event: Event): string | undefined {
  const type = identity(event, "type");
  return type !== undefined && Object.hasOwn(USERS, type) ? USERS[type]!(event) : undefined;
}

/** A session's own name: the last of three parts of its ARN, else the second of two of its principal. */
function sessionOf(event: Event): string | undefined {
  const arn = identity(event, "arn")?.split("/");
  if (arn?.length === 3) return arn[2];
  const principal = identity(event, "principalId")?.split(":");
  return principal?.length === 2 ? principal[1] : undefined;
}

/** Whether a member is true, as a text; of a text only where the member is often written as one. */
function flag(name: string, member: string, summary: string, isText = false): Row {
  return {
    name,
    summary,
    reads: [member],
    read: (event) => {
      const value = valueAt(event.raw, [member]);
      return value === undefined ? undefined : String(value === true || (isText && value === "true"));
    },
  };
}

export const USER_READS = ["type", "userName", "invokedBy", ISSUER.join(".")].map((path) => `userIdentity.${path}`);

/** Fields of CloudTrail records that are told from several members. Source: Falco's cloudtrail plugin, 0.17. */
export const ctIdentity: readonly Row[] = [
  {
    name: "ct.shortsrc",
    summary: "Service without .amazonaws.com.",
    reads: ["eventSource"],
    read: (event) => plainAt(event, ["eventSource"])?.replace(/\.amazonaws\.com$/, ""),
  },
  { name: "ct.user", summary: "User, role or service; absent for types without one.", reads: USER_READS, read: userOf },
  {
    name: "ct.originaluser",
    summary: "User, or the name of a role's session.",
    reads: ["type", "arn", "principalId", "userName"].map((member) => `userIdentity.${member}`),
    read: (event) => (identity(event, "type") === "AssumedRole" ? sessionOf(event) : identity(event, "userName")),
  },
  {
    name: "ct.user.accountid",
    summary: "Account of the identity, else the one that received the record.",
    reads: ["userIdentity.accountId", "recipientAccountId"],
    read: (event) => identity(event, "accountId") ?? plainAt(event, ["recipientAccountId"]),
  },
  {
    name: "ct.account",
    summary: "Account that received the record, else the one of the identity; not a field of Falco.",
    reads: ["recipientAccountId", "userIdentity.accountId"],
    read: (event) => plainAt(event, ["recipientAccountId"]) ?? identity(event, "accountId"),
  },
  flag("ct.managementevent", "managementEvent", "`true` for management events, else `false`; absent where not told."),
  flag("ct.readonly", "readOnly", "`true` where the call only reads, else `false`; absent where not told."),
  flag(
    "ct.sessioncredentialfromconsole",
    "sessionCredentialFromConsole",
    "`true` where the credentials came from a console session.",
    true,
  ),
  {
    name: "ct.resources",
    summary: "Resources of the record, JSON texts with commas between them.",
    reads: ["resources"],
    read: (event) =>
      Array.isArray(valueAt(event.raw, ["resources"]))
        ? spelledAt(event, ["resources"])!.slice(1, -1) || undefined
        : undefined,
  },
];
