import type { AttributeChange, ObjectRef, ResourceChange } from "../../../model/change.ts";
import { isObject } from "../../../model/json.ts";
import { HELM_RELEASE } from "../../../tables/kubernetes/types.ts";
import { objectAt, own, textAt } from "../../member.ts";
import type { Write } from "./index.ts";
import { reference } from "./reference.ts";

/** Helm keeps each revision of a release in a Secret of this name. Source: Helm 3 documentation, storage backends. */
const REVISION = /^sh\.helm\.release\.v1\.(.+)\.v(\d+)$/;

/** What a write to a release's Secret says of the release: a new one is a new revision, the last one gone is the release gone. */
export function releaseChange(
  event: Write,
  { group, resource, namespace, name }: ObjectRef,
  what: ResourceChange["what"],
): ResourceChange[] {
  const [, release, number] = (group === "" && resource === "secrets" && REVISION.exec(name)) || [];
  if (release === undefined) return [];
  const target = reference(event, releaseRef(namespace, release), HELM_RELEASE);
  const revision = Number(number);
  if (what === "created") {
    const value = { set: revision };
    return [{ target, what: "changed", attributes: [{ path: "revision", kind: "number", value }], arguments: [] }];
  }
  // What follows a revision's creation says how far it has come; it is no revision of its own.
  if (event.action !== "delete") return [];
  const value = { unknown: "uninstalled, or a dry run of it: the audit level leaves out what would tell" };
  const gone = { path: "", kind: "opaque" as const, value };
  return [{ target, what: "deleted", attributes: [gone], arguments: [{ path: "revision", value: revision }] }];
}

/** A write to an object that a chart made, told of the release: whether Helm itself did it, its revision tells. */
export function chartChange(event: Write): ResourceChange[] {
  const answer = own(event.raw, "responseObject");
  if (!isObject(answer) || event.action === "delete") return [];
  const metadata = objectAt(answer, "metadata");
  const annotations = objectAt(metadata, "annotations");
  const release = textAt(annotations, "meta.helm.sh/release-name");
  const isManaged = textAt(objectAt(metadata, "labels"), "app.kubernetes.io/managed-by") === "Helm";
  if (!isManaged || release === undefined) return [];
  const [kind, within, name] = [textAt(answer, "kind"), textAt(metadata, "namespace"), textAt(metadata, "name")];
  const namespace = textAt(annotations, "meta.helm.sh/release-namespace") ?? within ?? "";
  const part: AttributeChange = {
    path: `${kind} ${[within, name].filter((each) => each !== undefined).join("/")}`,
    kind: "scalar",
    value: { set: event.action === "create" ? "created" : "changed" },
    unmapped: true,
    note: "content changed outside helm",
  };
  const target = reference(event, releaseRef(namespace, release), HELM_RELEASE);
  return [{ target, what: "changed", attributes: [part], arguments: [] }];
}

function releaseRef(namespace: string, name: string): ObjectRef {
  return { group: "helm.sh", resource: "releases", namespace, name };
}
