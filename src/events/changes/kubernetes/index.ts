import type { AttributeChange, ObjectRef, ResourceChange, ResourceRef } from "../../../model/change.ts";
import type { Event } from "../../../model/event.ts";
import { isObject } from "../../../model/json.ts";
import type { JsonObject } from "../../../model/json.ts";
import { listOf, objectAt, own, textAt } from "../../member.ts";
import { chartChange, releaseChange } from "./helm.ts";
import { ANY_NAME, objectOf, reference } from "./reference.ts";

/** What is needed of an audit event to tell what it changed. */
export type Write = Pick<
  Event,
  "raw" | "action" | "mutates" | "unseen" | "partial" | "dryRun" | "outcome" | "cluster" | "account" | "region"
>;

const VERBS: ReadonlySet<string> = new Set(["create", "update", "patch", "delete", "deletecollection"]);

/**
 * The objects that an audited write speaks of, a refused one too: only what the last stage of a request says, and of
 * subresources only `scale`. What reads, asks or tries has none.
 */
export function targetsOf(event: Write): ResourceRef[] {
  return tell(event).map(({ target }) => target);
}

/** What an audited write did. An object is told whole, as it is after the request: a patch's body is not the result. */
export function changesOf(event: Write): ResourceChange[] {
  return event.outcome.ok ? tell(event) : [];
}

function tell(event: Write): ResourceChange[] {
  const { raw, mutates, dryRun, action } = event;
  if (!mutates || dryRun === true || !VERBS.has(action) || textAt(raw, "stage") !== "ResponseComplete") return [];
  const object = objectOf(raw);
  const subresource = textAt(objectAt(raw, "objectRef"), "subresource");
  if (!object) return [];
  if (subresource === "scale") return scaled(event, object);
  if (subresource !== undefined) return [];
  if (action === "deletecollection") return collectionDeleted(event, object);
  const change = objectChange(event, object);
  return [change, ...releaseChange(event, object, change.what), ...chartChange(event)];
}

function objectChange(event: Write, object: ObjectRef): ResourceChange {
  const target = reference(event, object);
  if (event.action === "delete") return deletion(event, target);
  const status = own(objectAt(event.raw, "responseStatus"), "code");
  const what = event.action === "create" || status === 201 ? "created" : "changed";
  const restores = what === "changed" ? { restores: true as const } : {};
  const after = resultOf(event);
  if (typeof after === "string") return { target, what, attributes: [unknown(after)], arguments: [], ...restores };
  return { target, what, attributes: [], arguments: [], object: after, ...restores };
}

/** The object in the answer; a text says why it is not there. */
function resultOf(event: Write): JsonObject | string {
  const answer = own(event.raw, "responseObject");
  if (event.partial) return "content unknown: the record was cut off";
  if (event.unseen.includes("responseObject")) {
    const level = textAt(event.raw, "level");
    const why = level === "Metadata" || level === "Request" ? `audit level ${level}` : "the server left the bodies out";
    return `changed, content unknown (${why})`;
  }
  const isItself = isObject(answer) && isObject(own(answer, "metadata")) && textAt(answer, "kind") !== "Status";
  return isItself ? answer : "changed, content unknown (the answer does not hold the object)";
}

/** One that may have been tried only says why that cannot be told. */
function deletion(event: Write, target: ResourceRef): ResourceChange {
  if (event.dryRun !== "unknown") return { target, what: "deleted", attributes: [], arguments: [] };
  const why = "deleted, or a dry run of it: the audit level leaves out what would tell";
  return { target, what: "deleted", attributes: [unknown(why)], arguments: [] };
}

/** The content as a whole; only a reader of states knows which attributes that is. */
function unknown(why: string): AttributeChange {
  return { path: "", kind: "opaque", value: { unknown: why } };
}

const SCALED: ReadonlySet<string> = new Set(["deployments", "statefulsets", "replicasets", "replicationcontrollers"]);

/** A scale says the number of replicas and nothing else of the object. */
function scaled(event: Write, object: ObjectRef): ResourceChange[] {
  if (!SCALED.has(object.resource)) return [];
  const spec = objectAt(objectAt(event.raw, "responseObject"), "spec");
  const isThere = !event.partial && Object.hasOwn(objectAt(event.raw, "responseObject"), "spec");
  // Go leaves out a zero.
  const replicas = own(spec, "replicas") ?? 0;
  const value = isThere ? { set: replicas } : { unknown: "scaled, to a number that the record does not hold" };
  return [
    {
      target: reference(event, object),
      what: "changed",
      attributes: [{ path: "spec[0].replicas", kind: "number", value }],
      arguments: [],
      restores: true,
    },
  ];
}

/** The answer lists what went; without it everything of the kind went, or what a selector chose. */
function collectionDeleted(event: Write, object: ObjectRef): ResourceChange[] {
  const listed = listOf(own(objectAt(event.raw, "responseObject"), "items")).filter(isObject);
  const named = listed.flatMap((item) => textAt(objectAt(item, "metadata"), "name") ?? []);
  if (named.length > 0) {
    return named.map((name) => deletion(event, reference(event, { ...object, name })));
  }
  const all = reference(event, { ...object, name: ANY_NAME });
  const isSelected = /[?&](label|field)Selector=[^&]/.test(textAt(event.raw, "requestURI") ?? "");
  if (!isSelected) return [deletion(event, all)];
  const why = "deleted, if the selector of the request chose it";
  return [{ target: all, what: "deleted", attributes: [unknown(why)], arguments: [] }];
}
