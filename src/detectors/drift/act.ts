import { isAmong } from "../../lib/arn.ts";
import type { AttributeChange, ResourceChange } from "../../model/change.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { ManagedResource } from "../../model/terraform.ts";
import { isSensitive, masked } from "./state-values.ts";
import type { Evidence, FindingActor } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import { evidenceOf, findingActor, refusalOf } from "../subject.ts";
import { automationOf } from "./automation.ts";
import { automationInside } from "./objects/automation.ts";
import type { Automation } from "./automation.ts";

/** One event as far as one target is concerned, in a form that lies in the detector's memory. */
export type Act = {
  event: string;
  time: number;
  evidence: Evidence;
  what: ResourceChange["what"];
  /** Error code and message of a refused call. */
  refused?: string;
  actor: FindingActor;
  /** By a principal of `trust.apply_roles`. */
  own: boolean;
  automation?: Automation;
  attributes: AttributeChange[];
  arguments: { path: string; value: Json }[];
  updateId?: string;
  effect?: string;
  /** Takes an earlier deletion back. */
  restores?: true;
  unseen: string[];
  /** `attributes` hold everything in which the object differs from the state. */
  complete?: true;
  parentDeleted?: true;
  /** A later own apply set the same again: no state is asked to hold it. */
  superseded?: true;
  /** What waited for the state to move is judged from here on. */
  settled?: true;
};

/** Reads an event's part in one target's life. */
export function act(
  event: Event,
  change: ResourceChange,
  resource: ManagedResource | undefined,
  facts: Facts,
  parentDeleted?: true,
): Act {
  const { actor } = event;
  const own = actor.arn !== undefined && isAmong(facts.trust.applyRoles, actor.arn);
  return {
    event: event.id,
    time: event.time,
    evidence: evidenceOf(event),
    ...didOf(change),
    refused: refusalOf(event),
    actor: findingActor(actor),
    own,
    automation: own
      ? undefined
      : event.kind === "k8s_audit"
        ? automationInside(actor, facts)
        : automationOf(actor, facts),
    attributes: change.attributes.map((attribute) => sealed(attribute, resource)),
    arguments: [...change.arguments],
    updateId: change.updateId,
    effect: change.effect,
    restores: change.restores,
    unseen: [...event.unseen],
    ...(change.object ? { complete: true as const } : {}),
    ...(parentDeleted ? { parentDeleted } : {}),
  };
}

/** A deletion that may have been tried only is a change of which nobody knows whether it was one. */
function didOf({ what, attributes }: ResourceChange): Pick<Act, "what"> {
  return { what: what === "deleted" && attributes.length > 0 ? "changed" : what };
}

/** What the state calls sensitive is not remembered: equal values stay recognisable, and that is all. */
function sealed(attribute: AttributeChange, resource: ManagedResource | undefined): AttributeChange {
  const { value, path } = attribute;
  if (!resource || "unknown" in value || !isSensitive(resource, path)) return attribute;
  if ("set" in value) return value.set === null ? attribute : { ...attribute, value: { set: masked(value.set) } };
  return { ...attribute, value: { unknown: "sensitive: something was added or taken away" } };
}

/** Order of acts: by time, ties by event identity. */
export function isBefore(a: Pick<Act, "time" | "event">, b: Pick<Act, "time" | "event">): boolean {
  return a.time < b.time || (a.time === b.time && a.event < b.event);
}
