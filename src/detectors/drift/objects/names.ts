import { singular, snakeCase } from "../../../lib/snake-case.ts";
import type { Json, JsonObject } from "../../../model/json.ts";

/** Names of the provider that are another word than the API's. Source: kubernetes provider 2.x and 3.x. */
const OTHER_NAMES: { [member: string]: string } = {
  storage_provisioner: "provisioner",
  strategy: "updateStrategy",
};

/** Blocks of the provider that hold members which the API writes beside them. */
const INLINE: ReadonlySet<string> = new Set(["persistent_volume_source"]);

/** Spellings are few and asked for again and again; hostile ones are many and not kept. */
const REMEMBERED = 5000;
const snakes = new Map<string, string>();

function snake(name: string): string {
  let written = snakes.get(name);
  if (written === undefined) {
    written = snakeCase(name);
    if (snakes.size < REMEMBERED) snakes.set(name, written);
  }
  return written;
}

/** What an object of the API holds under a name of the provider: `container` is `containers`, `cluster_ip` is `clusterIP`. */
export function memberOf(live: JsonObject, name: string): Json | undefined {
  if (INLINE.has(name)) return live;
  const names = Object.keys(live);
  const found =
    names.find((each) => snake(each) === name) ??
    names.find((each) => singular(snake(each)) === singular(name)) ??
    (Object.hasOwn(OTHER_NAMES, name) ? names.find((each) => each === OTHER_NAMES[name]) : undefined);
  return found === undefined ? undefined : (live[found] ?? undefined);
}

/** Members of the provider alone, and what the server counts and stamps. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  "id",
  "status",
  "timeouts",
  "identity",
  "default_secret_name",
  "field_manager",
  "force",
  "load_balancer_ingress",
  "generate_name",
  "generation",
  "resource_version",
  "self_link",
  "uid",
]);

/** Whether a member of a state says anything about the object; `name` and `namespace` of metadata are the object itself. */
export function isCompared(name: string, parent: string): boolean {
  if (NOT_COMPARED.has(name) || name.startsWith("wait_")) return false;
  return parent !== "metadata" || (name !== "name" && name !== "namespace");
}

/** Members whose keys are the user's own, and stay as they are written. */
const MAPS: ReadonlySet<string> = new Set([
  "annotations",
  "binaryData",
  "capacity",
  "data",
  "default",
  "defaultRequest",
  "hard",
  "labels",
  "limits",
  "matchLabels",
  "max",
  "min",
  "nodeSelector",
  "overhead",
  "parameters",
  "requests",
  "volumeAttributes",
]);

/** A value of the API as the provider would name its members, for a reader. */
export function inProviderWords(value: Json): Json {
  if (Array.isArray(value)) return value.map(inProviderWords);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [
    snake(name),
    MAPS.has(name) ? member : inProviderWords(member),
  ]);
  return Object.fromEntries(members) as JsonObject;
}
