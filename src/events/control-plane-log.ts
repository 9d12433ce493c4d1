import { createHash } from "node:crypto";
import { parseTime } from "../lib/time.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { Actor, Event, Origin, Outcome, Resource } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";

/** `I0314 09:10:00.123456      10 httplog.go:134] "HTTP" verb="GET"` (klog). */
const KLOG_HEAD = /^([IWEF])(\d{4}) (\d\d:\d\d:\d\d\.\d{6})\s+(\d+) ([^:\]]{1,256}):(\d+)\] /;
const LOGFMT_HEAD = /^time="[^"]*" level=/;
/** A key begins where a word begins: tried at each of its characters, a long word would take its length squared. */
const PAIR = /(?<![\w.-])([\w.-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

/** Stream prefixes of the control-plane log group, longest first (EKS User Guide, control plane logs). */
const COMPONENTS: readonly [prefix: string, component: string][] = [
  ["kube-apiserver-audit-", "audit"],
  ["kube-controller-manager-", "kube-controller-manager"],
  ["cloud-controller-manager-", "cloud-controller-manager"],
  ["kube-apiserver-", "kube-apiserver"],
  ["kube-scheduler-", "kube-scheduler"],
  ["authenticator-", "authenticator"],
];
const VENDED = /(?:AUTO_MODE|EKS_CAPABILITY)_[A-Z_]+_LOGS/;

/** The control-plane component that writes a log stream; "audit" for audit events, undefined for other streams. */
export function componentOf(stream: string | undefined, group?: string): string | undefined {
  if (stream === undefined) return undefined;
  if (VENDED.test(stream) || VENDED.test(group ?? "")) return "eks-vended";
  return COMPONENTS.find(([prefix]) => stream.startsWith(prefix))?.[1];
}

/** Whether a line begins a control-plane message. */
export function isControlPlaneHead(line: string): boolean {
  return KLOG_HEAD.test(line) || LOGFMT_HEAD.test(line);
}

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

export class ControlPlaneEvent implements Event {
  readonly kind = "control_plane_log";
  readonly id: string;
  readonly time: number;
  readonly text: string;
  readonly mutates = false;
  readonly unseen: readonly string[] = [];
  readonly context: LineContext;
  #raw: JsonObject | undefined;

  constructor(text: string, context: LineContext) {
    this.text = text;
    this.context = context;
    const { origin } = context;
    const line = origin.logEventId ?? (context.time === undefined ? undefined : `${context.time}\n${hash(text)}`);
    const place = line === undefined ? [origin.unit, String(origin.offset)] : [origin.logGroup, origin.logStream, line];
    this.id = ["control_plane_log", ...place.map((part) => part ?? "")].join("\n");
    this.time = context.time ?? timeIn(text) ?? context.receivedAt;
  }

  get receivedAt(): number {
    return this.context.receivedAt;
  }

  get origins(): readonly Origin[] {
    return [this.context.origin];
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

  get raw(): JsonObject {
    return (this.#raw ??= fieldsOf(this.text));
  }

  get service(): string | undefined {
    const { logStream, logGroup } = this.context.origin;
    return componentOf(logStream, logGroup) ?? (LOGFMT_HEAD.test(this.text) ? "authenticator" : undefined);
  }

  get actor(): Actor {
    const { arn, username } = this.raw;
    const name = typeof username === "string" ? username : "unknown";
    return { name, type: "unknown", via: "unknown", ...(typeof arn === "string" ? { arn } : {}) };
  }

  get action(): string {
    return typeof this.raw.msg === "string" ? this.raw.msg : "";
  }

  get resource(): Resource {
    return { type: "", name: "" };
  }

  get outcome(): Outcome {
    return { ok: this.raw.msg !== "access denied" };
  }

  get flags(): readonly string[] {
    return this.context.origin.flags ?? [];
  }

  changes(): readonly [] {
    return [];
  }
}

/** Head and `key="value"` pairs of a line, as text. */
function fieldsOf(text: string): JsonObject {
  const fields = new Map<string, string>();
  const head = KLOG_HEAD.exec(text);
  const body = text.slice(head?.[0].length ?? 0);
  if (head) {
    const [, severity, date, time, thread, file, line] = head as unknown as string[];
    for (const [key, value] of Object.entries({ severity, date, time, thread, file, line })) fields.set(key, value!);
    fields.set("msg", /^"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? body);
  }
  for (const [, key, quoted, bare] of body.matchAll(PAIR))
    fields.set(key!, quoted === undefined ? bare! : unquoted(quoted));
  return Object.fromEntries(fields);
}

/** Go escapes are those of JSON where it matters. */
function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

function timeIn(text: string): number | undefined {
  const stamp = /^time="([^"]*)"/.exec(text)?.[1];
  return stamp === undefined ? undefined : parseTime(stamp);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
