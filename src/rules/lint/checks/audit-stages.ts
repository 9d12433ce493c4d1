import type { Demands } from "../demands.ts";
import { onlyAmong } from "../demands.ts";
import type { Remark } from "../remark.ts";
import { placeOf, wantedBy } from "./site.ts";
import type { Check, Site } from "./site.ts";

const STREAMS = ["exec", "attach", "portforward", "proxy"];
const DECISION = "annotations.authorization.k8s.io/decision";

/** When an API server writes what; measured on a real one. */
export const auditStages: Check = (site) => {
  if (site.source !== "k8s_audit") return [];
  return [...failedLogin(site), ...beforeAnswer(site), ...lateStage(site)];
};

/** A request without valid credentials has only ResponseStarted, and no user. */
function failedLogin({ claim, around }: Site): Remark[] {
  if (!onlyAmong(around, "responseStatus.code", ["401"])) return [];
  const place = placeOf(claim);
  if (
    claim.path === "responseStatus.code" &&
    onlyAmong(around, "stage", ["ResponseComplete", "Panic", "RequestReceived"])
  ) {
    const message = "a request answered with 401 is written at ResponseStarted only";
    return [{ code: "stage-of-401", message, hint: "ask for that stage, or for none", impossible: true, ...place }];
  }
  const isPositive = !claim.negated && (claim.path?.startsWith("user.") || claim.path === DECISION);
  if (!isPositive) return [];
  const message = `a request answered with 401 has no \`${claim.field}\``;
  return [{ code: "stage-of-401", message, impossible: true, ...place }];
}

function beforeAnswer({ claim, around }: Site): Remark[] {
  const isAnswer = /^(responseStatus|responseObject|annotations)\b/.test(claim.path ?? "");
  if (!isAnswer || claim.negated || !onlyAmong(around, "stage", ["RequestReceived"])) return [];
  const message = `at RequestReceived there is no \`${claim.field}\` yet`;
  return [{ code: "stage-without-answer", message, impossible: true, ...placeOf(claim) }];
}

/** The last stage of a session comes when it ends, which may be hours later. */
function lateStage({ claim, around }: Site): Remark[] {
  if (claim.path !== "stage" || !isStream(around) || wantedBy(claim).length === 0) return [];
  if (!onlyAmong(around, "stage", ["ResponseComplete"])) return [];
  const message = "of a session that is held open ResponseComplete is written when it ends";
  return [{ code: "late-stage", message, hint: "ask for ResponseStarted", ...placeOf(claim) }];
}

function isStream(around: Demands): boolean {
  return onlyAmong(around, "objectRef.subresource", STREAMS);
}
