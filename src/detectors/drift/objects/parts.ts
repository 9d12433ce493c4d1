import { keyPath } from "../../../lib/path.ts";
import type { AttributeChange } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { blockDifferences, entryDifference } from "./blocks.ts";
import { memberOf } from "./names.ts";

type Part = (attributes: JsonObject, live: JsonObject) => AttributeChange[];

/** Types that own some keys of an object → in what these differ; all others are somebody else's. */
export const PARTS: { [type: string]: Part } = {
  kubernetes_labels: (attributes, live) => ownKeys(attributes, "labels", objectAt(live, "metadata", "labels")),
  kubernetes_annotations: (attributes, live) => [
    ...ownKeys(attributes, "annotations", objectAt(live, "metadata", "annotations")),
    ...ownKeys(attributes, "template_annotations", objectAt(templateOf(live), "metadata", "annotations")),
  ],
  kubernetes_config_map_v1_data: (attributes, live) => ownKeys(attributes, "data", objectAt(live, "data")),
  kubernetes_secret_v1_data: (attributes, live) => ownKeys(attributes, "data", objectAt(live, "data")),
  kubernetes_env: variables,
  kubernetes_node_taint: taints,
};

/** Attributes whose keys or elements such a resource owns. */
export const OWNED: readonly string[] = ["labels", "annotations", "template_annotations", "data", "env", "taint"];

function ownKeys(attributes: JsonObject, name: string, live: JsonObject): AttributeChange[] {
  const held = attributes[name];
  if (!isObject(held)) return [];
  return Object.entries(held).flatMap(([key, value]) =>
    entryDifference(value, Object.hasOwn(live, key) ? live[key] : undefined, keyPath(name, key), "scalar"),
  );
}

/** Variables of one container, by their names. */
function variables(attributes: JsonObject, live: JsonObject): AttributeChange[] {
  const spec = objectAt(templateOf(live), "spec");
  const isInit = scalarText(attributes["init_container"]) !== "";
  const name = scalarText(attributes[isInit ? "init_container" : "container"]);
  const container = list(spec[isInit ? "initContainers" : "containers"]).find((each) => each["name"] === name) ?? {};
  return elements(attributes["env"], list(container["env"]), "env", ["name"]);
}

function taints(attributes: JsonObject, live: JsonObject): AttributeChange[] {
  return elements(attributes["taint"], list(objectAt(live, "spec")["taints"]), "taint", ["key", "effect"]);
}

function elements(held: Json | undefined, live: readonly JsonObject[], name: string, keys: readonly string[]) {
  const key = (element: JsonObject) => keys.map((each) => scalarText(memberOf(element, each))).join(" ");
  return list(held).flatMap((element, at): AttributeChange[] => {
    const found = live.find((each) => key(each) === key(element));
    const place = `${name}[${at}]`;
    if (!found) return [{ path: place, kind: "blocklist", value: { set: null } }];
    // As an element of a list, so that the values of secrets are hidden alike.
    return blockDifferences({ [name]: [element] }, { [name]: [found] }, "").map((change) => ({
      ...change,
      path: change.path.replace(`${name}[0]`, place),
    }));
  });
}

/** Where the pods of an object are described: for a CronJob one level deeper. */
function templateOf(live: JsonObject): JsonObject {
  const spec = objectAt(live, "spec");
  const job = objectAt(spec, "jobTemplate", "spec");
  return objectAt(isObject(job["template"]) ? job : spec, "template");
}

function objectAt(value: JsonObject, ...names: string[]): JsonObject {
  let here: Json | undefined = value;
  for (const name of names) here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  return isObject(here) ? here : {};
}

function list(value: Json | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : []).filter(isObject);
}
