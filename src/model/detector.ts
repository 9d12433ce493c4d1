import type { Event } from "./event.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** Which events somebody wants to meet; an absent list means any. */
export interface Interest {
  kinds?: readonly string[];
  /** `service/Operation` for AWS, where either may be `*`; else the verb. */
  actions?: readonly string[];
  /** `objectRef.resource` of audit events (`pods`, whatever the subresource), or with its subresource (`pods/exec`). */
  resources?: readonly string[];
  /** Of these not: resources as above, or a subresource of any (`*` + `/status`). */
  exceptResources?: readonly string[];
  /** Of these, only what changes something. */
  changesOnly?: true;
  /** Of these, only records in whose text one of these stands: plain ASCII that JSON writes as it is. */
  needles?: readonly string[];
}

export interface Step<M> {
  /** undefined = forget the key. */
  memory: M | undefined;
  /** New or changed findings, whole. */
  findings: Finding[];
  /** Ids of findings given earlier that a late event has shown to be none. */
  withdrawn?: string[];
  /** Epoch ms at which `tick` wants to run. */
  wakeAt?: number;
}

/** A pure fold over time: no clock, no I/O; memory is plain JSON. */
export interface Detector<M = unknown> {
  id: string;
  /** Raised when old memory must not be read by new code; findings keep their ids. */
  revision: number;
  /** Any of several will do. */
  interest: Interest | readonly Interest[];
  /** The memories this event touches; none = not this detector's business. */
  keys(event: Event, facts: Facts): string[];
  fold(memory: M | undefined, event: Event, key: string, facts: Facts): Step<M>;
  /** Runs when `wakeAt` has come, and once for every memory that holds something back when a scan's input ends. */
  tick?(memory: M, key: string, now: number, facts: Facts): Step<M>;
}
