import { parseTime } from "../../lib/time.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { ResourceChange, ResourceRef } from "../../model/change.ts";
import type { Actor, Attempt, Event, Origin, Outcome, PatchShape, Resource } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import { changesOf, targetsOf } from "../changes/kubernetes/index.ts";
import { objectAt, own, textAt } from "../member.ts";
import { hasRepeatedKey } from "../repeated-keys.ts";
import { auditActor } from "./actor.ts";
import { attemptOf } from "./attempt.ts";
import { dryRun } from "./dry-run.ts";
import { isChange } from "./mutates.ts";
import { auditOutcome } from "./outcome.ts";
import { patchShape } from "./patch.ts";
import { resourceOf } from "./resource.ts";
import { hiddenBodies, isTruncated } from "./unseen.ts";

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
 * identity holds what else tells requests apart. Each stage of a request is an event; `attempt` tells which belong
 * together. A login that failed has `ResponseStarted` only, and sessions and watches have it when they begin.
 */
export function auditEventOf(raw: JsonObject, text: string, context: AuditContext): Event {
  return new AuditEvent(raw, raw, text, context);
}

/**
 * The same event from a record that was not parsed yet; it is when somebody asks for more than `members` hold.
 * @param members  those of `framing/glanced-records.ts` that the record has
 */
export function glancedAuditEvent(members: JsonObject, text: string, context: AuditContext): Event {
  return new AuditEvent(members, undefined, text, context);
}

/** Made by the functions above; the class is known to who has to tell its events from others. */
export class AuditEvent implements Event {
  readonly kind = "k8s_audit";
  readonly id: string;
  readonly displayId: string;
  readonly time: number;
  readonly receivedAt: number;
  readonly cluster: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly text: string;
  readonly context: AuditContext;
  /** The members it was made from, where the record was not parsed for it. */
  readonly glanced: JsonObject | undefined;
  readonly #hasTime: boolean;
  readonly #members: JsonObject;
  #raw: JsonObject | undefined;
  #actor: Actor | undefined;
  #targets: readonly ResourceRef[] | undefined;

  constructor(members: JsonObject, raw: JsonObject | undefined, text: string, context: AuditContext) {
    this.#members = members;
    this.#raw = raw;
    this.glanced = raw ? undefined : members;
    this.text = text;
    this.context = context;
    this.receivedAt = context.receivedAt;
    this.cluster = context.cluster?.name;
    this.account = context.cluster?.account;
    this.region = context.cluster?.region;
    const said = (member: string) => textAt(members, member) ?? "";
    this.displayId = said("auditID");
    this.id = `k8s_audit\n${this.displayId}\n${said("stage")}\n${said("stageTimestamp")}\n${said("verb")}\n${said("requestURI")}`;
    const time = parseTime(said("stageTimestamp")) ?? context.time ?? older(members);
    this.#hasTime = time !== undefined;
    this.time = time ?? context.receivedAt;
  }

  get raw(): JsonObject {
    return (this.#raw ??= JSON.parse(this.text) as JsonObject);
  }

  get origins(): readonly Origin[] {
    return [this.context.origin];
  }

  get partial(): { cutPath: string; cutByte: number } | undefined {
    const { partial } = this.context;
    return partial && { cutPath: partial.cutPath, cutByte: partial.cutByte };
  }

  get action(): string {
    return textAt(this.#members, "verb") ?? "";
  }

  get actor(): Actor {
    return (this.#actor ??= auditActor(this.raw));
  }

  get resource(): Resource {
    return resourceOf(this.raw);
  }

  get resourceType(): string | undefined {
    const object = objectAt(this.#members, "objectRef");
    const subresource = textAt(object, "subresource");
    const resource = textAt(object, "resource");
    return subresource === undefined || subresource === "" ? resource : `${resource ?? ""}/${subresource}`;
  }

  get outcome(): Outcome {
    return auditOutcome(this.raw);
  }

  get attempt(): Attempt {
    return attemptOf(this.raw);
  }

  get dryRun(): boolean | "unknown" {
    return dryRun(this.#members, () =>
      this.#isUnseen("requestObject") ? "unseen" : { value: own(this.raw, "requestObject") },
    );
  }

  get patch(): PatchShape | undefined {
    return patchShape(this.raw);
  }

  /** What may have been a dry run counts as a change; a request that was only received has changed nothing yet. */
  get mutates(): boolean {
    const object = objectAt(this.#members, "objectRef");
    if (!isChange(this.action, textAt(object, "resource") ?? "", textAt(object, "subresource"))) return false;
    return textAt(this.#members, "stage") !== "RequestReceived" && this.dryRun !== true;
  }

  get unseen(): readonly string[] {
    return [...new Set([...(this.context.partial?.unseen ?? []), ...hiddenBodies(this.raw)])];
  }

  get flags(): readonly string[] {
    const flags = [...(this.context.origin.flags ?? [])];
    if (this.context.partial) flags.push("partial");
    if (isTruncated(this.raw)) flags.push("bodiesRemoved");
    if (!this.#hasTime) flags.push("no-time");
    if (!this.context.partial && hasRepeatedKey(this.text)) flags.push("duplicate-keys");
    return flags;
  }

  get targets(): readonly ResourceRef[] {
    return (this.#targets ??= targetsOf(this));
  }

  changes(): readonly ResourceChange[] {
    return changesOf(this);
  }

  #isUnseen(member: string): boolean {
    return this.unseen.some(
      (path) => path === member || path.startsWith(`${member}.`) || path.startsWith(`${member}[`),
    );
  }
}

/** Very old servers wrote `timestamp`. */
function older(raw: JsonObject): number | undefined {
  return parseTime(textAt(raw, "requestReceivedTimestamp") ?? textAt(raw, "timestamp") ?? "");
}
