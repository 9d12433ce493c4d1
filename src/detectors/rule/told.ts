import type { ClusterRef } from "../../model/cluster.ts";
import type { Event } from "../../model/event.ts";
import type { Match, Rule } from "../../model/rule.ts";
import { principalOf } from "../subject.ts";

/** What a rule says of an event, under the key of the memory that holds it. */
export interface Told {
  key: string;
  rule: Rule;
  isUnknown: boolean;
  cluster: ClusterRef | undefined;
  /** Who did it: part of the finding's identity, so that nobody hides in a colleague's acknowledged finding. */
  principal: string;
}

/** The memories that an event's matches touch. */
export function toldOf(event: Event, { rule, truth }: Match): Told {
  const cluster = clusterOf(event);
  const isUnknown = truth === "unknown";
  const principal = principalOf(event.actor);
  const place = [event.account ?? "", event.region ?? "", event.cluster ?? ""];
  const { type, namespace = "", name } = event.resource;
  const what = rule.window
    ? ["window", ...place]
    : [isUnknown ? "unknown" : "met", ...place, type, namespace, name, principal];
  // Names may hold any character: joined by one of them, two subjects could share a memory.
  return { key: JSON.stringify([rule.id, ...what]), rule, isUnknown, cluster, principal };
}

/** The cluster that an event names, with the event's scope. */
function clusterOf({ cluster: name, account, region }: Event): ClusterRef | undefined {
  if (name === undefined || name === "") return undefined;
  return { name, ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
