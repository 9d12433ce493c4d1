import { z } from "zod";
import { component } from "../../model/component.ts";
import type { Detector, Step } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { LostAudit } from "../../model/lost-audit.ts";
import { begun, continued } from "../history.ts";
import { evidenceOf, findingActor } from "../subject.ts";
import { finding, RULE } from "./finding.ts";
import type { Memory } from "./memory.ts";
import { isAccepted, noteOf, whatOf } from "./words.ts";

/** Requests that are remembered to tell a repeated complaint from a new one. */
const REMEMBERED = 1000;

/** Requests whose audit events the API server says it lost: nobody else sees them. */
export const auditEventLost = component({
  kind: "detector",
  type: RULE,
  summary: "Reports requests whose audit events the API server could not write, from its text log (log type `api`).",
  options: z.strictObject({}),
  example: {},
  create: (): Detector<Memory> => ({
    id: RULE,
    revision: 1,
    interest: { kinds: ["control_plane_log"], actions: ["kube-apiserver/AuditEventLost"] },
    keys: (event) => [...new Set((event.lostAudits ?? []).map((lost) => keyOf(event, lost)))],
    fold,
  }),
});

function keyOf({ account, region, cluster }: Event, { user, uri }: LostAudit): string {
  return JSON.stringify([account ?? "", region ?? "", cluster ?? "", user ?? "", uri]);
}

function fold(memory: Memory | undefined, event: Event, key: string, facts: Facts): Step<Memory> {
  const lost = (event.lostAudits ?? []).filter((one) => keyOf(event, one) === key);
  const next = lost.reduce<Memory | undefined>((before, one) => told(before, event, one), memory);
  return { memory: next, findings: next === undefined || next === memory ? [] : [finding(next, event, facts)] };
}

/** The memory with one more request; the same one where it knows the request. */
function told(memory: Memory | undefined, event: Event, lost: LostAudit): Memory {
  const request = JSON.stringify([lost.auditId, lost.time ?? "", lost.verb]);
  if (memory?.requests.includes(request)) return memory;
  const time = lost.time ?? event.time;
  const evidence = { ...evidenceOf(event), event_id: lost.auditId };
  const happening = { time, by: lost.actor.name, evidence, unseen: [] };
  const history = continued(memory ?? begun(time), happening, { what: whatOf(lost), note: noteOf(lost) });
  return {
    ...history,
    user: lost.user,
    uri: lost.uri,
    requests: [...(memory?.requests ?? []), request].slice(-REMEMBERED),
    worst: worse(memory?.worst, { ...sayable(lost), time }),
  };
}

function sayable({ verb, code, firstIp, error, actor }: LostAudit): Omit<Memory["worst"], "time"> {
  return {
    verb,
    actor: findingActor(actor),
    ...(code !== undefined && { code }),
    ...(firstIp !== undefined && { firstIp }),
    ...(error !== undefined && { error }),
  };
}

function worse(a: Memory["worst"] | undefined, b: Memory["worst"]): Memory["worst"] {
  if (!a) return b;
  if (isAccepted(a) !== isAccepted(b)) return isAccepted(a) ? a : b;
  return a.time > b.time ? a : b;
}
