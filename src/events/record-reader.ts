import type { JsonObject } from "../model/json.ts";
import type { DecodeOptions, RejectCode } from "../model/source.ts";
import { auditEventOf, glancedAuditEvent } from "./k8s-audit/audit-event.ts";
import type { AuditContext } from "./k8s-audit/audit-event.ts";
import { awsEvent } from "./aws-event.ts";
import { cloudtrailEvent, glancedEvent } from "./cloudtrail.ts";
import { clusterFound } from "./cluster-ref.ts";
import type { ClusterFound } from "./cluster-ref.ts";
import { componentOf } from "./control-plane-log/component.ts";
import { isControlPlaneHead } from "./control-plane-log/fields.ts";
import { controlPlaneEvent } from "./control-plane-log/message.ts";
import type { LineContext } from "./control-plane-log/message.ts";
import { isAuditRecord } from "./envelopes/audit.ts";
import type { Context } from "./envelopes/context.ts";
import type { Found } from "./envelopes/envelope.ts";
import { JoinedLines } from "./joined-lines.ts";
import { salvage } from "./salvage.ts";
import type { Taken } from "./taken.ts";

/** Short texts that transports send about themselves. */
const CONTROL_TEXTS: ReadonlySet<string> = new Set(["CloudTrail validation message.", "Permission Check Successful"]);

/** Turns unwrapped records into events, and what is no event into its count. */
export class RecordReader {
  readonly #taken: Taken;
  readonly #options: DecodeOptions;
  #lastCluster: (Pick<Context, "logGroup" | "account" | "region"> & ClusterFound) | undefined;
  readonly #lines = new JoinedLines((text, context) => this.controlPlane(text, context));

  constructor(taken: Taken, options: DecodeOptions) {
    this.#taken = taken;
    this.#options = options;
  }

  cloudtrail({ value, text, context }: Found): void {
    this.#taken.event(cloudtrailEvent(value, text, this.#taken.origin(context), this.#options.receivedAt));
  }

  /** A call of which only some members were read yet. */
  call(members: JsonObject, text: string, context: Context): void {
    this.#taken.event(glancedEvent(members, text, this.#taken.origin(context), this.#options.receivedAt));
  }

  audit({ value, text, context }: Found, partial?: AuditContext["partial"]): void {
    this.#taken.event(auditEventOf(value, text, { ...this.#auditContext(context), ...(partial ? { partial } : {}) }));
  }

  /** An audit event of which only some members were read yet. */
  auditEvent(members: JsonObject, text: string, context: Context): void {
    this.#taken.event(glancedAuditEvent(members, text, this.#auditContext(context)));
  }

  #auditContext(context: Context): AuditContext {
    const placed = this.#placed(context);
    if (!placed.cluster) {
      const hint = "name it with --cluster ARN or account/region/name";
      this.#taken.notice("cluster-unknown", `these audit events do not say which cluster they are of; ${hint}`);
    }
    return placed;
  }

  awsEvent({ value, text, context }: Found): void {
    this.#taken.event(awsEvent(value, text, this.#taken.origin(context), this.#options.receivedAt));
  }

  controlPlane(text: string, context: Context): void {
    this.#taken.event(controlPlaneEvent(text, this.#placed(context)));
  }

  #placed(context: Context): LineContext {
    const { cluster, conflict } = this.#clusterOf(context);
    const origin = this.#taken.origin(conflict ? withFlag(context, "cluster-conflict") : context);
    const placed: LineContext = { origin, receivedAt: this.#options.receivedAt };
    if (context.time !== undefined) placed.time = context.time;
    if (cluster) placed.cluster = cluster;
    return placed;
  }

  /** Neighbours mostly come of the same group: the last answer is kept. */
  #clusterOf({ logGroup, account, region }: Context): ClusterFound {
    const last = this.#lastCluster;
    if (last && last.logGroup === logGroup && last.account === account && last.region === region) return last;
    const found = clusterFound({ logGroup, account, region }, this.#options.cluster);
    this.#lastCluster = { logGroup, account, region, ...found };
    return found;
  }

  /** One line, or a log event that is no JSON; a stream's name decides before the text does. */
  line(text: string, context: Context): void {
    const component = componentOf(context.logStream, context.logGroup);
    if (component === undefined && CONTROL_TEXTS.has(text.trim())) return this.#taken.control();
    const isHead = component !== "audit" && isControlPlaneHead(text);
    if (!isHead && component !== "audit" && this.#lines.add(text, context)) return;
    if (isHead || (component !== undefined && component !== "audit")) return this.#lines.begin(text, context);
    this.#reject("record-unknown", "a line that is neither JSON nor a control-plane message", text, context);
  }

  /** The unit has ended: a message that waited for further lines is whole. */
  endLines(): void {
    this.#lines.end();
  }

  /** A stretch that does not parse: an audit event that was cut off is read as far as it goes. */
  damaged(text: string, context: Context): void {
    if (text.trim() === "") return this.#reject("json-truncated", "the list is cut off: it has no end", text, context);
    const saved = salvage(text);
    if (saved === "broken") return this.#reject("json", "this is not valid JSON", text, context);
    if (!isAuditRecord(saved.value))
      return this.#reject("json-truncated", "the record is cut off before it says what it is", text, context);
    this.audit({ value: saved.value, text, context }, saved);
  }

  #reject(code: RejectCode, detail: string, text: string, context: Context): void {
    this.#taken.reject(code, detail, text, context.offset);
  }
}

function withFlag(context: Context, flag: string): Context {
  return { ...context, flags: [...(context.flags ?? []), flag] };
}
