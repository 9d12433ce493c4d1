import { parsePath, valueAt } from "../../lib/path.ts";
import type { ObjectRef } from "../../model/change.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { ManagedResource, ResourceCode } from "../../model/terraform.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import { objectKey } from "../../tables/kubernetes/types.ts";
import { objectOf } from "../objects/identity.ts";
import { unwrapped } from "../objects/manifest.ts";
import { secretContent } from "../objects/secret-content.ts";
import type { StateInstance } from "../state/instance.ts";
import type { Scope } from "./scope.ts";

/** One managed instance; which clusters it serves is asked of the ties when somebody wants to know. */
export class StateResource implements ManagedResource {
  readonly type: string;
  readonly address: string;
  readonly state: string;
  readonly current: boolean;
  readonly partition?: string;
  readonly account?: string;
  readonly region?: string;
  readonly key: string;
  readonly attributes: JsonObject;
  readonly object?: ObjectRef;
  readonly sensitive: readonly string[];
  readonly code?: ResourceCode;
  readonly #clustersOf: (resource: StateResource) => readonly ClusterRef[];
  #clusters?: readonly ClusterRef[];

  constructor(
    instance: StateInstance,
    from: {
      state: string;
      scope: Scope;
      code?: ResourceCode;
      clustersOf: (resource: StateResource) => readonly ClusterRef[];
    },
  ) {
    this.type = instance.type;
    this.address = instance.address;
    this.state = from.state;
    this.current = instance.current;
    this.partition = from.scope.partition;
    this.account = from.scope.account;
    this.region = from.scope.region;
    this.attributes = plain(instance);
    this.object = objectOf(this.type, this.attributes);
    this.key = this.object ? objectKey(this.type, this.object) : keyOf(instance);
    this.sensitive = [...instance.sensitive, ...secretContent(this.type, this.attributes)];
    this.code = from.code;
    this.#clustersOf = from.clustersOf;
  }

  get clusters(): readonly ClusterRef[] {
    this.#clusters ??= this.#clustersOf(this);
    return this.#clusters;
  }
}

/** The attributes with values that states wrap laid bare. */
function plain({ type, attributes }: StateInstance): JsonObject {
  if (type !== "kubernetes_manifest") return attributes;
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, unwrapped(value) ?? null]));
}

/** The key that events build from a call: the id template over the attributes, else the import form, else the state's id. */
function keyOf({ type, attributes, address }: StateInstance): string {
  const table = aliasTables.get(type);
  const templates = [table?.id, table?.import, "{id}"].filter((template) => typeof template === "string");
  for (const template of templates) {
    const key = filled(template, attributes);
    if (key !== undefined) return key;
  }
  return address;
}

function filled(template: string, attributes: JsonObject): string | undefined {
  let complete = true;
  const text = template.replace(/\{([^}]+)\}/g, (_, path: string) => {
    const value = textOf(valueAt(attributes, parsePath(path) ?? []));
    complete &&= value !== undefined && value !== "";
    return value ?? "";
  });
  return complete ? text : undefined;
}

/** A scalar as the text it is looked up by. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
