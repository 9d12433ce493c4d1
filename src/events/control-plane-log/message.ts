import { createHash } from "node:crypto";
import { parseTime } from "../../lib/time.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Actor, Event, Origin, Outcome, Resource } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import type { LostAudit } from "../../model/lost-audit.ts";
import { componentOf } from "./component.ts";
import { fieldsOf, isLogfmt } from "./fields.ts";
import { isComplaint, lostAudits } from "./lost-audits.ts";

export interface LineContext {
  origin: Origin;
  receivedAt: number;
  time?: number;
  cluster?: ClusterRef;
}

/** The event of one control-plane message, continuation lines included. */
export function controlPlaneEvent(text: string, context: LineContext): Event {
  return new ControlPlaneEvent(text, context);
}

/** What the event of a complaint about lost audit events is called. */
const LOST = "AuditEventLost";
const API_SERVER = "kube-apiserver";

/** Made by the function above; the class is known to who has to tell its events from others. */
export class ControlPlaneEvent implements Event {
  readonly kind = "control_plane_log";
  readonly id: string;
  /** The log event's id, else the place in its unit. */
  readonly displayId: string;
  readonly time: number;
  readonly receivedAt: number;
  readonly cluster: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly text: string;
  readonly mutates = false;
  readonly unseen: readonly string[] = [];
  readonly context: LineContext;
  /** The component whose stream it came in; of a message by itself what its form tells. */
  readonly service: string | undefined;
  readonly #isComplaint: boolean;
  readonly #hasTime: boolean;
  #raw: JsonObject | undefined;
  #lost: readonly LostAudit[] | undefined;

  constructor(text: string, context: LineContext) {
    const { origin, receivedAt, cluster } = context;
    this.text = text;
    this.context = context;
    this.receivedAt = receivedAt;
    this.cluster = cluster?.name;
    this.account = cluster?.account;
    this.region = cluster?.region;
    const component = componentOf(origin.logStream, origin.logGroup);
    this.#isComplaint = (component ?? API_SERVER) === API_SERVER && isComplaint(text);
    this.service = component ?? (this.#isComplaint ? API_SERVER : isLogfmt(text) ? "authenticator" : undefined);
    this.displayId = origin.logEventId ?? `${origin.unit}#${origin.record}`;
    this.id = ["control_plane_log", ...placeOf(text, context)].join("\n");
    const time = context.time ?? timeIn(text) ?? this.lostAudits[0]?.time;
    this.#hasTime = time !== undefined;
    this.time = time ?? receivedAt;
  }

  get origins(): readonly Origin[] {
    return [this.context.origin];
  }

  get raw(): JsonObject {
    return (this.#raw ??= fieldsOf(this.text));
  }

  get actor(): Actor {
    const { arn, username } = this.raw;
    const name = typeof username === "string" ? username : "unknown";
    return { name, type: "unknown", via: "unknown", ...(typeof arn === "string" ? { arn } : {}) };
  }

  get action(): string {
    if (this.#isComplaint) return LOST;
    return typeof this.raw["msg"] === "string" ? this.raw["msg"] : "";
  }

  get resource(): Resource {
    return { type: "", name: "" };
  }

  get outcome(): Outcome {
    return { ok: this.raw["msg"] !== "access denied" };
  }

  get flags(): readonly string[] {
    return [...(this.context.origin.flags ?? []), ...(this.#hasTime ? [] : ["no-time"])];
  }

  get lostAudits(): readonly LostAudit[] {
    return (this.#lost ??= this.#isComplaint ? lostAudits(this.text) : []);
  }

  changes(): readonly [] {
    return [];
  }
}

/** Group, stream and log event; where the transport names none, the place in its unit. */
function placeOf(text: string, { origin, time }: LineContext): string[] {
  const line = origin.logEventId ?? (time === undefined ? undefined : `${time}\n${hash(text)}`);
  const place = line === undefined ? [origin.unit, String(origin.offset)] : [origin.logGroup, origin.logStream, line];
  return place.map((part) => part ?? "");
}

/** The head of a klog message has no year. */
function timeIn(text: string): number | undefined {
  const stamp = /^time="([^"]*)"/.exec(text)?.[1];
  return stamp === undefined ? undefined : parseTime(stamp);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
