import type { Event } from "../../../model/event.ts";
import type { BoundField, FieldDefinition, FieldType, FieldValue } from "./field.ts";
import { plainAt, spelledAt, spelledListAt } from "./record.ts";
import type { Steps } from "./record.ts";
import { NO_SETTINGS } from "./settings.ts";
import type { FieldSettings } from "./settings.ts";

/** A field as the tables write it; without a type a text, without `argument` one that takes none. */
export interface Row {
  name: string;
  summary: string;
  type?: FieldType;
  isList?: true;
  argument?: "index" | "key";
  /** Paths it reads; `[]` stands for every element of a list. */
  reads: readonly string[] | ((argument: string | undefined) => readonly string[]);
  read(event: Event, argument: string | undefined, settings: FieldSettings): FieldValue;
}

/** Keys must be given, indexes may be. */
export function definition(row: Row): FieldDefinition {
  const { name, summary, type = "string", isList = false, argument = "none" } = row;
  const bind = (given: string | undefined, settings: FieldSettings = NO_SETTINGS): BoundField => ({
    type,
    isList,
    reads: typeof row.reads === "function" ? row.reads(given) : row.reads,
    extract: (event) => row.read(event, given, settings),
  });
  return { name, type, isList, argument, requiresArgument: argument === "key", summary, bind };
}

/** A dotted path; as steps where a key itself has dots. */
export type Path = string | Steps;

export function stepsOf(path: Path): Steps {
  return typeof path === "string" ? path.split(".") : path;
}

export function readsOf(path: Path): readonly string[] {
  return [typeof path === "string" ? path : path.join(".")];
}

/** Whatever lies at the path, as a text. */
export function spelled(name: string, path: Path, summary: string): Row {
  const steps = stepsOf(path);
  return { name, summary, reads: readsOf(path), read: (event) => spelledAt(event, steps) };
}

/** Every element of the list at the path, as a text. */
export function spelledList(name: string, path: Path, summary: string): Row {
  const steps = stepsOf(path);
  return { name, summary, isList: true, reads: readsOf(path), read: (event) => spelledListAt(event, steps) };
}

/** The string at the path; empty where something else is there. */
export function plain(name: string, path: Path, summary: string): Row {
  const steps = stepsOf(path);
  return { name, summary, reads: readsOf(path), read: (event) => plainAt(event, steps) };
}
