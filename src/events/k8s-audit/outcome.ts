import type { Outcome, Refusal } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import { objectAt, own, textAt } from "../member.ts";

const DECISION = "authorization.k8s.io/decision";

/** What became of an audited request. Every code below 400 is a success: 101 is a session that began. */
export function auditOutcome(raw: JsonObject): Outcome {
  const status = objectAt(raw, "responseStatus");
  const code = own(status, "code");
  const message = textAt(status, "message");
  if (typeof code !== "number") return { ok: true, ...(message === undefined ? {} : { message }) };
  const refusedBy = refusalOf(raw, code, message);
  return {
    ok: code < 400,
    code: String(code),
    ...(message === undefined ? {} : { message }),
    ...(refusedBy === undefined ? {} : { refusedBy }),
  };
}

/**
 * Who refused. Impersonation is checked before anything is annotated, so that only the message tells of it; the
 * authorizer writes `forbid`; what it allows and is answered 403 all the same, admission refused.
 */
function refusalOf(raw: JsonObject, code: number, message: string | undefined): Refusal | undefined {
  if (code === 401) return "authentication";
  if (code !== 403) return undefined;
  const decision = textAt(objectAt(raw, "annotations"), DECISION);
  if (decision === "forbid") return "authorization";
  if (decision === "allow") return "admission";
  return message?.includes(" cannot impersonate resource ") ? "impersonation" : undefined;
}
