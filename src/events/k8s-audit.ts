import { parseTime } from "../lib/time.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { Actor, Event, Origin, Outcome, Resource } from "../model/event.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { listOf, objectAt, own, textAt } from "./member.ts";
import { hasRepeatedKey } from "./repeated-keys.ts";

export interface AuditContext {
  origin: Origin;
  receivedAt: number;
  /** When the transport took it, where it says. */
  time?: number;
  cluster?: ClusterRef;
  /** Set for a record that was cut off. */
  partial?: { cutPath: string; cutByte: number; unseen: readonly string[] };
}

/**
 * The event of one Kubernetes audit record (`audit.k8s.io/v1` or `v1beta1`). Clients choose audit ids, so that the
 * identity holds what else tells requests apart.
 */
export function auditEventOf(raw: JsonObject, text: string, context: AuditContext): Event {
  return new AuditEvent(raw, text, context);
}

const READS: ReadonlySet<string> = new Set(["get", "list", "watch", ""]);
const TRUNCATED = "audit.k8s.io/truncated";

export class AuditEvent implements Event {
  readonly kind = "k8s_audit";
  readonly id: string;
  readonly displayId: string;
  readonly time: number;
  readonly raw: JsonObject;
  readonly text: string;
  readonly context: AuditContext;
  readonly #timed: boolean;

  constructor(raw: JsonObject, text: string, context: AuditContext) {
    this.raw = raw;
    this.text = text;
    this.context = context;
    this.displayId = textAt(raw, "auditID") ?? "";
    const parts = ["stage", "stageTimestamp", "verb", "requestURI"].map((member) => textAt(raw, member) ?? "");
    this.id = ["k8s_audit", this.displayId, ...parts].join("\n");
    const stamped = parseTime(textAt(raw, "stageTimestamp") ?? "") ?? context.time ?? older(raw);
    this.#timed = stamped !== undefined;
    this.time = stamped ?? context.receivedAt;
  }

  get receivedAt(): number {
    return this.context.receivedAt;
  }

  get origins(): readonly Origin[] {
    return [this.context.origin];
  }

  get partial(): { cutPath: string; cutByte: number } | undefined {
    const { partial } = this.context;
    return partial && { cutPath: partial.cutPath, cutByte: partial.cutByte };
  }

  get cluster(): string | undefined {
    return this.context.cluster?.name;
  }

  get account(): string | undefined {
    return this.context.cluster?.account;
  }

  get region(): string | undefined {
    return this.context.cluster?.region;
  }

  get action(): string {
    return textAt(this.raw, "verb") ?? "";
  }

  get actor(): Actor {
    const user = objectAt(this.raw, "user");
    const name = textAt(user, "username") ?? "unknown";
    const extra = objectAt(user, "extra");
    const arn = firstOf(extra, "canonicalArn") ?? firstOf(extra, "arn");
    const session = firstOf(extra, "sessionName");
    const userAgent = textAt(this.raw, "userAgent");
    // The peer of the connection comes last; what is in front of it the client may have written.
    const sourceIp = listOf(own(this.raw, "sourceIPs")).at(-1);
    return {
      name,
      type: typeOf(name),
      via: userAgent?.startsWith("kubectl/") ? "kubectl" : "unknown",
      ...(arn === undefined ? {} : { arn }),
      ...(session === undefined ? {} : { session }),
      ...(userAgent === undefined ? {} : { userAgent }),
      ...(typeof sourceIp === "string" ? { sourceIp } : {}),
    };
  }

  get resourceType(): string | undefined {
    return textAt(objectAt(this.raw, "objectRef"), "resource");
  }

  /** `objectRef`, its name from the answer where the request had none yet; else the path that was asked for. */
  get resource(): Resource {
    const ref = objectAt(this.raw, "objectRef");
    const type = textAt(ref, "resource");
    if (type === undefined) return { type: "", name: textAt(this.raw, "requestURI") ?? "" };
    const answered = objectAt(objectAt(this.raw, "responseObject"), "metadata");
    const name = textAt(ref, "name") ?? textAt(answered, "name") ?? "";
    const namespace = textAt(ref, "namespace");
    const subresource = textAt(ref, "subresource");
    return {
      type: subresource === undefined ? type : `${type}/${subresource}`,
      name,
      ...(namespace === undefined ? {} : { namespace }),
    };
  }

  get outcome(): Outcome {
    const status = objectAt(this.raw, "responseStatus");
    const code = own(status, "code");
    const message = textAt(status, "message");
    return {
      ok: typeof code !== "number" || code < 400,
      ...(typeof code === "number" ? { code: String(code) } : {}),
      ...(message === undefined ? {} : { message }),
    };
  }

  get mutates(): boolean {
    return !READS.has(this.action);
  }

  get unseen(): readonly string[] {
    const cut = this.context.partial?.unseen ?? [];
    return [...new Set([...cut, ...this.#withoutBodies()])];
  }

  get flags(): readonly string[] {
    const flags = [...(this.context.origin.flags ?? [])];
    if (this.context.partial) flags.push("partial");
    if (this.#bodiesRemoved) flags.push("bodiesRemoved");
    if (!this.#timed) flags.push("no-time");
    if (!this.context.partial && hasRepeatedKey(this.text)) flags.push("duplicate-keys");
    return flags;
  }

  changes(): readonly [] {
    return [];
  }

  get #bodiesRemoved(): boolean {
    return textAt(objectAt(this.raw, "annotations"), TRUNCATED) === "true";
  }

  /** Bodies that existed and are not in the record: by its level, or because the server took them out. */
  #withoutBodies(): string[] {
    const sends = !READS.has(this.action);
    const level = textAt(this.raw, "level");
    if (this.#bodiesRemoved) return ["requestObject", "responseObject"];
    if (level === "Metadata") return sends ? ["requestObject", "responseObject"] : ["responseObject"];
    return level === "Request" ? ["responseObject"] : [];
  }
}

/** Very old servers wrote `timestamp`. */
function older(raw: JsonObject): number | undefined {
  return parseTime(textAt(raw, "requestReceivedTimestamp") ?? textAt(raw, "timestamp") ?? "");
}

function typeOf(name: string): string {
  if (name.startsWith("system:serviceaccount:")) return "ServiceAccount";
  return name.startsWith("system:node:") ? "Node" : "User";
}

function firstOf(extra: JsonObject, member: string): string | undefined {
  const first: Json | undefined = listOf(own(extra, member))[0];
  return typeof first === "string" && first !== "" ? first : undefined;
}
