import type { ResourceChange, ResourceRef } from "../../../model/change.ts";
import type { Event } from "../../../model/event.ts";
import type { Facts } from "../../../model/facts.ts";
import { scalarText } from "../../../model/json.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import { HELM_RELEASE, partialTypes } from "../../../tables/kubernetes/types.ts";
import { ownedBy } from "../../../terraform/objects/owned.ts";
import { heldRevision, inWordsOf } from "../objects/compare.ts";
import { managed, target, touch } from "./target.ts";
import type { Touch } from "./target.ts";

/**
 * The resources of states that stand for the objects which an audited write speaks of. Objects in no state are nobody's
 * business here: a cluster is full of them.
 */
export function objectTouches(event: Event, facts: Facts): Touch[] {
  if (!facts.terraform.holdsObjects || !(event.targets ?? []).some((ref) => claimants(ref, facts).length > 0))
    return [];
  return changesOf(event, facts).flatMap((change) => {
    const held = claimants(change.target, facts).filter((resource) => isMeant(resource, change, event, facts));
    return held.map((resource) => {
      const told = inWordsOf(resource, change);
      const ref = refOf(resource, change.target);
      const cluster = resource.clusters[0]!;
      return touch(target(ref, keyOf(resource), cluster), { ...told, target: ref });
    });
  });
}

function claimants(ref: ResourceRef, facts: Facts): ManagedResource[] {
  return ref.object ? managed({ ...ref, type: "*" }, facts) : [];
}

function refOf(resource: ManagedResource, { partition, account, region }: ResourceRef): ResourceRef {
  const [cluster] = resource.clusters;
  return {
    type: resource.type,
    partition: cluster?.partition ?? partition,
    account: cluster?.account ?? account,
    region: cluster?.region ?? region,
    cluster: cluster!.name,
    key: keyOf(resource),
    match: partialTypes.has(resource.type) ? { owns: ownedBy(resource) } : {},
    object: resource.object!,
  };
}

/** Several resources may own keys of one object: what they own tells them apart. */
function keyOf(resource: ManagedResource): string {
  return partialTypes.has(resource.type) ? `${resource.key} (${ownedBy(resource)})` : resource.key;
}

/** Answers that refuse nothing: the object was not there, or somebody else was faster and the client tries again. */
const NO_REFUSALS: ReadonlySet<string> = new Set(["404", "409"]);

function changesOf(event: Event, facts: Facts): readonly ResourceChange[] {
  if (event.outcome.ok) return event.changes(facts);
  if (NO_REFUSALS.has(event.outcome.code ?? "")) return [];
  return (event.targets ?? []).map((ref) => ({ target: ref, what: "changed", attributes: [], arguments: [] }));
}

function isMeant(resource: ManagedResource, change: ResourceChange, event: Event, facts: Facts): boolean {
  const { object } = resource;
  if (change.what !== "deleted") return true;
  // Helm forgets old revisions; the release is gone with the last one.
  if (resource.type === HELM_RELEASE) {
    const revision = change.arguments.find(({ path }) => path === "revision")?.value;
    return Number(scalarText(revision)) >= heldRevision(resource);
  }
  // What goes with its namespace is told of that, where a state holds it.
  if (!event.actor.name.endsWith(":namespace-controller") || object!.namespace === "") return true;
  const namespace = { group: "", resource: "namespaces", namespace: "", name: object!.namespace };
  return claimants({ ...change.target, object: namespace }, facts).length === 0;
}
