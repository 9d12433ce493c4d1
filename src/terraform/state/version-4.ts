import { instanceAddress } from "../address.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { StateContent, StateInstance } from "./instance.ts";
import { isWatched } from "./instance.ts";
import { eachElement, eachMember, skipValue, startsWith, stringAt } from "./json-slices.ts";
import { listedPaths, namedPaths } from "./sensitive.ts";

/** What a walk over a `resources` array found: slices of the watched types, counts of the rest. */
export interface Cut {
  count: number;
  slices: { start: number; end: number }[];
  others: Map<string, number>;
}

/** Cuts the `resources` of a format 4 state, which begin at `at`. Keys may stand in any order. */
export function cutResources(bytes: Buffer, at: number, cut: Cut): number {
  return eachElement(bytes, at, (start) => {
    let [mode, type, instances] = ["managed", "", 0];
    const end = eachMember(bytes, start, (key, value) => {
      if (key === "instances" && startsWith(bytes, value, "[")) {
        return eachElement(bytes, value, (instance) => {
          instances++;
          return skipValue(bytes, instance);
        });
      }
      const after = skipValue(bytes, value);
      if (key === "mode") mode = stringAt(bytes, value, after) ?? mode;
      if (key === "type") type = stringAt(bytes, value, after) ?? type;
      return after;
    });
    cut.count += instances;
    if (isWatched(mode, type)) cut.slices.push({ start, end });
    else if (mode === "managed") cut.others.set(type, (cut.others.get(type) ?? 0) + instances);
    return end;
  });
}

/** Adds the instances of one parsed resource to the content. */
export function addResource(resource: JsonObject, content: Pick<StateContent, "instances" | "flat" | "damaged">): void {
  const { mode, type, name, module, provider, instances } = resource;
  if (typeof type !== "string" || typeof name !== "string" || !Array.isArray(instances)) {
    content.damaged.push([type, name].filter((part) => typeof part === "string").join("."));
    return;
  }
  const data = mode === "data";
  for (const instance of instances) {
    const index = isObject(instance) ? indexKey(instance["index_key"]) : undefined;
    const address = instanceAddress({ module: text(module), data, type, name, index });
    if (isObject(instance) && isObject(instance["attributes"])) {
      content.instances.push({
        mode: data ? "data" : "managed",
        type,
        address,
        provider: text(provider),
        ...objectOf(instance, instance["attributes"]),
      });
    } else if (isObject(instance) && isObject(instance["attributes_flat"])) content.flat.push(address);
    else content.damaged.push(address);
  }
}

type ObjectOf = Pick<StateInstance, "current" | "attributes" | "identity" | "sensitive">;

function objectOf(instance: JsonObject, attributes: JsonObject): ObjectOf {
  return {
    current: !instance["deposed"],
    attributes,
    identity: isObject(instance["identity"]) ? instance["identity"] : undefined,
    sensitive: [...new Set([...listedPaths(instance["sensitive_attributes"]), ...namedPaths(attributes)])],
  };
}

function indexKey(key: Json | undefined): number | string | undefined {
  return typeof key === "number" || typeof key === "string" ? key : undefined;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
