import { createHash } from "node:crypto";
import { parseTime } from "../lib/time.ts";
import type { ResourceChange, ResourceRef } from "../model/change.ts";
import type { Actor, Event, Origin, Outcome, Resource } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";
import { eksReadOnly } from "../tables/operations/index.ts";
import { actor } from "./actor.ts";
import { callOf } from "./changes/call.ts";
import type { Call } from "./changes/call.ts";
import { changesOf } from "./changes/index.ts";
import { clusterOf } from "./cluster.ts";
import { objectAt, own, textAt } from "./member.ts";
import { hiddenIn, mayHide } from "./redaction.ts";
import { hasRepeatedKey } from "./repeated-keys.ts";

/**
 * The event of one CloudTrail record. Only its identity and time are read here: most events are looked at by nobody.
 * @param text  the record as written; its hash is the identity of records without an `eventID`
 * @param receivedAt  epoch ms; also the event's time where the record has none that can be read
 */
export function cloudtrailEvent(raw: JsonObject, text: string, origin: Origin, receivedAt: number): Event {
  return new CloudTrailEvent(raw, raw, text, origin, receivedAt);
}

/**
 * The same event from a record that was not parsed yet; it is when somebody asks for more than `members` hold.
 * @param members  eventSource, eventName, eventTime, eventID, recipientAccountId, awsRegion and readOnly, as far as the
 *   record has them as texts, numbers or literals
 */
export function glancedEvent(members: JsonObject, text: string, origin: Origin, receivedAt: number): Event {
  return new CloudTrailEvent(members, undefined, text, origin, receivedAt);
}

/** Made by the functions above; the class is known to who has to tell its events from others. */
export class CloudTrailEvent implements Event {
  readonly kind = "aws_cloudtrail";
  readonly id: string;
  readonly displayId: string;
  readonly time: number;
  readonly text: string;
  readonly receivedAt: number;
  readonly origins: readonly Origin[];
  readonly #hasTime: boolean;
  readonly #members: JsonObject;
  /** The members it was made from, where the record was not parsed for it. */
  readonly glanced: JsonObject | undefined;
  #raw: JsonObject | undefined;
  #actor: Actor | undefined;
  #call: Call | undefined;
  #cluster: { name: string | undefined } | undefined;
  #told: readonly ResourceChange[] | undefined;
  #hidden: { path: string; reason: string }[] | undefined;

  constructor(members: JsonObject, raw: JsonObject | undefined, text: string, origin: Origin, receivedAt: number) {
    this.#members = members;
    this.glanced = raw ? undefined : members;
    this.#raw = raw;
    this.text = text;
    this.receivedAt = receivedAt;
    this.origins = [origin];
    this.displayId = textAt(members, "eventID") ?? createHash("sha256").update(text).digest("hex");
    this.id = `aws_cloudtrail\n${textAt(members, "recipientAccountId") ?? ""}\n${this.displayId}`;
    const time = timeOf(members);
    this.#hasTime = time !== undefined;
    this.time = time ?? receivedAt;
  }

  get raw(): JsonObject {
    return (this.#raw ??= JSON.parse(this.text) as JsonObject);
  }

  get service(): string | undefined {
    return textAt(this.#members, "eventSource");
  }

  get action(): string {
    return textAt(this.#members, "eventName") ?? "";
  }

  get account(): string | undefined {
    return textAt(this.#members, "recipientAccountId") ?? textAt(objectAt(this.raw, "userIdentity"), "accountId");
  }

  get region(): string | undefined {
    return textAt(this.#members, "awsRegion");
  }

  get cluster(): string | undefined {
    this.#cluster ??= { name: clusterOf(this.raw) };
    return this.#cluster.name;
  }

  get actor(): Actor {
    return (this.#actor ??= actor(this.raw));
  }

  /** What the call is about: its Terraform object where it has one, else the first resource the record names. */
  get resource(): Resource {
    const target = this.targets[0];
    if (target) return { type: target.type, name: target.key };
    return { type: this.service ?? "", name: this.#callOf().arns[0] ?? this.cluster ?? "" };
  }

  get outcome(): Outcome {
    const code = textAt(this.raw, "errorCode");
    const message = textAt(this.raw, "errorMessage");
    if (code === undefined && message === undefined) return { ok: true };
    // EKS prints the message of a refusal as the answer.
    const said = message ?? textAt(objectAt(this.raw, "responseElements"), "message");
    return { ok: false, ...(code === undefined ? {} : { code }), ...(said === undefined ? {} : { message: said }) };
  }

  get isReadOnly(): string | undefined {
    return textAt(this.#members, "readOnly");
  }

  get mutates(): boolean {
    return mutates(this);
  }

  get unseen(): readonly string[] {
    return this.#hiddenIn().map(({ path }) => path);
  }

  get flags(): readonly string[] {
    const flags: string[] = [...(this.origins[0]?.flags ?? [])];
    if (hasRepeatedKey(this.text)) flags.push("duplicate-keys");
    if (this.#hiddenIn().some(({ reason }) => reason !== "redacted")) flags.push("omitted");
    if (!this.#hasTime) flags.push("no-time");
    if (!/^1(\.|$)/.test(textAt(this.raw, "eventVersion") ?? "1")) flags.push("unknown-version");
    return flags;
  }

  get targets(): readonly ResourceRef[] {
    return this.#tell().map(({ target }) => target);
  }

  changes(): readonly ResourceChange[] {
    return this.outcome.ok ? this.#tell() : [];
  }

  #tell(): readonly ResourceChange[] {
    return (this.#told ??= this.mutates ? changesOf(this.#callOf()) : []);
  }

  #callOf(): Call {
    const { account, region, cluster } = this;
    return (this.#call ??= callOf(this.raw, { account, region, cluster }));
  }

  #hiddenIn() {
    return (this.#hidden ??= mayHide(this.text) ? hiddenIn(this.raw, "") : []);
  }
}

// Neighbours mostly share their second: the last answer is kept, for reading a time costs more than the rest together.
let lastText = "";
let lastTime: number | undefined;

function timeOf(raw: JsonObject): number | undefined {
  const text = textAt(raw, "eventTime") ?? "";
  if (text !== lastText) {
    lastText = text;
    lastTime = parseTime(text);
  }
  return lastTime;
}

/** Neither changes anything: browsing a cluster's objects in the console, and handing out a pod's credentials. */
const NEVER = new Set(["eks.amazonaws.com/AccessKubernetesApi"]);

function mutates(event: CloudTrailEvent): boolean {
  const { service = "", action, isReadOnly } = event;
  if (isReadOnly === "true" || service === "eks-auth.amazonaws.com" || NEVER.has(`${service}/${action}`)) return false;
  if (service === "eks.amazonaws.com" && eksReadOnly.has(action)) return false;
  if (isReadOnly === "false") return true;
  return own(event.raw, "insightDetails") === undefined && !/^(Describe|List|Get|Lookup|Search|Head)/.test(action);
}
