import type { FieldDefinition } from "./field.ts";
import { definition } from "./row.ts";
import type { FieldSettings } from "./settings.ts";

const PREFIX = "static.";

/** The field of a configured constant; undefined where there is none of that name. */
export function staticField(name: string, { constants }: FieldSettings): FieldDefinition | undefined {
  const value = name.startsWith(PREFIX) ? constants?.get(name.slice(PREFIX.length)) : undefined;
  if (value === undefined) return undefined;
  return definition({ name, summary: "A constant of the configuration.", reads: [], read: () => value });
}
