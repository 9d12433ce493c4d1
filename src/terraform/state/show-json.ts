import { isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import type { StateContent } from "./instance.ts";
import { isWatched } from "./instance.ts";
import { eachElement, eachMember, JsonFault, skipValue, startsWith, stringAt } from "./json-slices.ts";
import { markedPaths, namedPaths } from "./sensitive.ts";
import type { Cut } from "./version-4.ts";

const MAX_MODULES = 64;

/** Cuts the `values` of `terraform show -json` (of a plan: its `prior_state.values`), which begin at `at`. */
export function cutValues(bytes: Buffer, at: number, cut: Cut): number {
  if (!startsWith(bytes, at, "{")) return skipValue(bytes, at);
  return eachMember(bytes, at, (key, value) =>
    key === "root_module" ? cutModule(bytes, value, cut, 0) : skipValue(bytes, value),
  );
}

/** Cuts the `prior_state` of a plan. */
export function cutPriorState(bytes: Buffer, at: number, cut: Cut): number {
  if (!startsWith(bytes, at, "{")) return skipValue(bytes, at);
  return eachMember(bytes, at, (key, value) =>
    key === "values" ? cutValues(bytes, value, cut) : skipValue(bytes, value),
  );
}

function cutModule(bytes: Buffer, at: number, cut: Cut, depth: number): number {
  if (depth > MAX_MODULES) throw new JsonFault("nests modules too deep", at);
  return eachMember(bytes, at, (key, value) => {
    if (key === "resources") return eachElement(bytes, value, (start) => cutInstance(bytes, start, cut));
    if (key === "child_modules") return eachElement(bytes, value, (start) => cutModule(bytes, start, cut, depth + 1));
    return skipValue(bytes, value);
  });
}

function cutInstance(bytes: Buffer, start: number, cut: Cut): number {
  let [mode, type] = ["managed", ""];
  const end = eachMember(bytes, start, (key, value) => {
    const after = skipValue(bytes, value);
    if (key === "mode") mode = stringAt(bytes, value, after) ?? mode;
    if (key === "type") type = stringAt(bytes, value, after) ?? type;
    return after;
  });
  cut.count++;
  if (isWatched(mode, type)) cut.slices.push({ start, end });
  else if (mode === "managed") cut.others.set(type, (cut.others.get(type) ?? 0) + 1);
  return end;
}

/** Adds one parsed instance. `provider_name` leaves the alias out, so it does not name a provider configuration. */
export function addInstance(instance: JsonObject, content: Pick<StateContent, "instances" | "damaged">): void {
  const { mode, type, address, values, identity } = instance;
  if (typeof type !== "string" || typeof address !== "string" || !isObject(values)) {
    content.damaged.push([address, type].find((name) => typeof name === "string") ?? "");
    return;
  }
  content.instances.push({
    mode: mode === "data" ? "data" : "managed",
    type,
    address,
    current: !instance["deposed_key"],
    attributes: values,
    identity: isObject(identity) ? identity : undefined,
    sensitive: [...new Set([...markedPaths(instance["sensitive_values"]), ...namedPaths(values)])],
  });
}
