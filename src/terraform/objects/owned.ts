import { isObject, scalarText } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";

const ATTRIBUTES = ["labels", "annotations", "template_annotations", "data", "env", "taint"] as const;

/** What a resource owns of an object that it shares with others, in words: the keys of its maps, the names of its elements. */
export function ownedBy({ attributes }: { attributes: JsonObject }): string {
  return ATTRIBUTES.flatMap((name) => namesIn(attributes[name]))
    .toSorted()
    .join(", ");
}

function namesIn(value: Json | undefined): string[] {
  if (isObject(value)) return Object.keys(value);
  const elements = (Array.isArray(value) ? value : []).filter(isObject);
  return elements.map((element) => scalarText(element["name"] ?? element["key"]));
}
