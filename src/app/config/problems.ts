import type { z } from "zod";
import { nearest } from "../../lib/nearest.ts";
import type { Position } from "../../model/errors.ts";
import { dottedPath } from "./positions.ts";
import type { ConfigPath, Positions } from "./positions.ts";

/** One mistake of a configuration; `path` is dotted, or the name of an environment variable. */
export interface Problem {
  at?: Position;
  path: string;
  message: string;
}

/** What stands where a problem lies: the schema's keys and the value given. */
export interface Shape {
  /** Keys of the mapping at this path. */
  keys(path: ConfigPath): readonly string[];
  value(path: ConfigPath): unknown;
}

/** The problems of what a schema refused, each with the place of its key or value. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], shape: Shape, positions: Positions): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== "symbol");
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, shape, positions));
    return [{ at: positions.value(path), path: dottedPath(path), message: messageOf(issue, shape.value(path)) }];
  });
}

function unknownKey(path: ConfigPath, key: string, shape: Shape, positions: Positions): Problem {
  const keys = shape.keys(path);
  const meant = nearest(key, keys);
  const message = meant
    ? `unknown key, did you mean \`${meant}\`?`
    : `unknown key${keys.length > 0 ? `; known here: ${keys.join(", ")}` : ""}`;
  return { at: positions.key(path, key), path: dottedPath([...path, key]), message };
}

const TYPES: { [type: string]: string } = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

function messageOf(issue: z.core.$ZodIssue, given: unknown): string {
  if (given === undefined && issue.code !== "custom") return "is missing";
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    const quote = issue.expected === "string" && typeof given !== "object" ? "; put it in quotes" : "";
    return `expected ${TYPES[issue.expected] ?? issue.expected}, not ${described(given)}${quote}`;
  }
  if (issue.code === "invalid_value" && issue.message.startsWith("Invalid ")) {
    const values = issue.values.map(String);
    const meant = nearest(String(given), values);
    return `expected one of ${values.join(", ")}, not ${described(given)}${meant ? `; did you mean \`${meant}\`?` : ""}`;
  }
  return issue.message;
}

function described(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** In the order of the file; what has no place in it comes last. */
export function sorted(problems: readonly Problem[]): Problem[] {
  const order = ({ at }: Problem) => (at ? at.line * 1e6 + at.column : Number.POSITIVE_INFINITY);
  return problems.toSorted((a, b) => order(a) - order(b) || 0);
}

/** One line each: `binnacle.yaml:14:7  sources[1].group: unknown key, did you mean `groups`?`, columns aligned. */
export function problemLines(problems: readonly Problem[]): string[] {
  const places = problems.map(({ at }) => (at ? `${at.file}:${at.line}:${at.column}` : ""));
  const width = Math.max(...places.map((place) => place.length));
  return problems.map(({ path, message }, n) => {
    const said = path === "" ? message : `${path}: ${message}`;
    return places[n] === "" ? said : `${places[n]!.padEnd(width)} ${said}`;
  });
}
