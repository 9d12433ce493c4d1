import type { Event } from "../../../model/event.ts";
import type { FieldSettings } from "./settings.ts";

/** The sources whose events Falco rules run on. */
export type FalcoSource = "k8s_audit" | "aws_cloudtrail";

/** What a field gives: texts, whole numbers, a boolean; undefined = absent. An empty list is absent. */
export type FieldValue = string | readonly string[] | bigint | boolean | undefined;

export type FieldType = "string" | "number" | "time" | "boolean";

/** A field with its argument: how it is read from one event. */
export interface BoundField {
  type: FieldType;
  isList: boolean;
  /**
   * Paths of the record it reads, as `Event.unseen` writes them, `[]` for every element of a list; empty for what shows
   * the record itself. `isUnseen` compares them.
   */
  reads: readonly string[];
  extract(event: Event): FieldValue;
}

/** A field of a source, as the reference page prints it. */
export interface FieldDefinition {
  name: string;
  type: FieldType;
  isList: boolean;
  argument: "none" | "index" | "key";
  /** A key that must be given. */
  requiresArgument: boolean;
  summary: string;
  bind(argument: string | undefined, settings?: FieldSettings): BoundField;
}

/** Why a name with its argument is no field. */
export interface FieldProblem {
  message: string;
  hint?: string;
}
