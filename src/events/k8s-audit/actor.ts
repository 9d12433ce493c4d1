import { parseArn, roleName } from "../../lib/arn.ts";
import type { Actor } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import { sessionOf } from "../actor.ts";
import { listOf, objectAt, own, textAt } from "../member.ts";
import { viaOf } from "./via.ts";

/**
 * Who sent an audited request: the user that the server authenticated, also where the request impersonates another one
 * (`actsAs`). EKS tells the IAM identity in `user.extra`, as lists, in old records as texts; of the access key the last
 * four characters are kept.
 */
export function auditActor(raw: JsonObject): Actor {
  const user = objectAt(raw, "user");
  const extra = objectAt(user, "extra");
  const username = textAt(user, "username");
  const sessionArn = firstOf(extra, "arn");
  const canonicalArn = firstOf(extra, "canonicalArn");
  const addresses = listOf(own(raw, "sourceIPs")).filter((each) => typeof each === "string");
  const known = named(username, sessionArn, canonicalArn);
  const arn = canonicalArn ?? sessionArn ?? known.arn;
  return defined({
    ...known,
    type: typeOf(username),
    arn,
    account: arn === undefined ? undefined : parseArn(arn)?.account,
    via: viaOf(raw),
    session: firstOf(extra, "sessionName"),
    accessKey: firstOf(extra, "accessKeyId")?.slice(-4),
    userAgent: textAt(raw, "userAgent"),
    // The peer of the connection comes last; what stands before it came in headers, which the client writes.
    sourceIp: addresses.at(-1),
    forwardedFor: addresses.length > 1 ? addresses.slice(0, -1) : undefined,
    actsAs: textAt(objectAt(raw, "impersonatedUser"), "username"),
  });
}

type Named = Pick<Actor, "name" | "arn" | "permissionSet">;

/** The user name as the cluster has it; of one that is an ARN what a person would call it, as CloudTrail's actors. */
function named(username: string | undefined, sessionArn: string | undefined, canonicalArn: string | undefined): Named {
  const principal = username === undefined ? undefined : parseArn(username);
  if (!principal) return { name: username ?? "unauthenticated" };
  if (!principal.resource.startsWith("assumed-role/")) return { name: roleName(principal.resource), arn: username };
  // The user name has `-` where the session has `@`; the session's ARN is the original.
  const { name, arn, permissionSet } = sessionOf(sessionArn ?? username, canonicalArn);
  return { name, arn, permissionSet };
}

function typeOf(username: string | undefined): string {
  if (username === undefined) return "Unknown";
  if (username === "system:anonymous") return "Anonymous";
  if (username.startsWith("system:serviceaccount:")) return "ServiceAccount";
  return username.startsWith("system:node:") ? "Node" : "User";
}

function firstOf(extra: JsonObject, member: string): string | undefined {
  const first = listOf(own(extra, member))[0];
  return typeof first === "string" && first !== "" ? first : undefined;
}

function defined(found: { [member in keyof Actor]: Actor[member] | undefined }): Actor {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as unknown as Actor;
}
