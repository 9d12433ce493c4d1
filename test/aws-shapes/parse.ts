import { readFileSync } from "node:fs";
import { isObject } from "../../src/model/json.ts";
import type { Json } from "../../src/model/json.ts";

/** Scalar name, `[item]`, `{"*": value}` for a map, else members by name. Written by `scripts/aws-shapes.mjs`. */
type Shape = string | [Shape] | { [member: string]: Shape };
interface Operation {
  required: string[];
  input: { [member: string]: Shape };
}
type Calls = { [name: string]: Operation };

const shapes = JSON.parse(readFileSync(new URL("shapes.json", import.meta.url), "utf8")) as {
  [service: string]: { operations: Calls; waiters: Calls };
};

/** The AWS CLI keeps `--version` for itself. */
const RENAMED: { [option: string]: string } = { "kubernetes-version": "version" };

/**
 * What is wrong with one printed AWS CLI command: not one shell command of plain words, an operation, option or nested
 * member that the API does not have, a required one that is missing, a value of another type.
 * @returns one sentence per problem; empty = right
 */
export function checkCommand(line: string): string[] {
  const words = shellWords(line);
  if (typeof words === "string") return [words];
  const [program, service = "", ...rest] = words;
  if (program !== "aws") return [`starts with ${program}, not aws`];
  const known = Object.hasOwn(shapes, service) ? shapes[service]! : undefined;
  if (!known) return [`no service ${service}`];
  const waits = rest[0] === "wait";
  const [name = "", ...options] = waits ? rest.slice(1) : rest;
  const calls = Object.entries(waits ? known.waiters : known.operations);
  const operation = calls.find(([candidate]) => optionName(candidate) === name)?.[1];
  return operation ? checkOptions(operation, options) : [`${service} has no ${waits ? "waiter" : "operation"} ${name}`];
}

function checkOptions(operation: Operation, words: readonly string[]): string[] {
  const problems: string[] = [];
  const given = new Set<string>();
  for (let at = 0; at < words.length;) {
    const option = words[at++]!;
    const values: string[] = [];
    while (at < words.length && !words[at]!.startsWith("--")) values.push(words[at++]!);
    if (!option.startsWith("--")) return [...problems, `${option} is no option`];
    if (option === "--region") problems.push(...(values.length === 1 ? [] : ["--region takes one value"]));
    else problems.push(...checkOption(operation, option.slice(2), values, given));
  }
  return [
    ...problems,
    ...operation.required.filter((member) => !given.has(member)).map((member) => `${member} missing`),
  ];
}

function checkOption(operation: Operation, name: string, values: readonly string[], given: Set<string>): string[] {
  const wanted = RENAMED[name] ?? name;
  const find = (option: string) => Object.keys(operation.input).find((member) => optionName(member) === option);
  const negated = wanted.startsWith("no-") ? find(wanted.slice(3)) : undefined;
  const member = find(wanted) ?? negated;
  if (member === undefined) return [`no option --${name}`];
  if (given.has(member)) return [`--${name} given twice`];
  given.add(member);
  const shape = operation.input[member]!;
  if (shape === "boolean") return values.length === 0 ? [] : [`--${name} takes no value`];
  if (negated !== undefined) return [`--${name} is no flag`];
  return checkValues(shape, values, `--${name}`);
}

function checkValues(shape: Shape, values: readonly string[], at: string): string[] {
  const [first] = values;
  if (first === undefined) return [`${at} takes a value`];
  if (/^(file|fileb|https?):/.test(first)) return [`${at} would be read from ${first}`];
  if (Array.isArray(shape)) {
    if (!/^[[{]/.test(first)) return values.flatMap((value) => checkJson(shape[0], value, at));
  } else if (values.length > 1) return [`${at} takes one value`];
  if (typeof shape === "string")
    return shape === "number" && !/^-?\d+$/.test(first) ? [`${at}: ${first} is no number`] : [];
  if (values.length > 1) return [`${at}: JSON beside other values`];
  if (!/^[[{]/.test(first)) return checkShorthand(shape as { [member: string]: Shape }, first, at);
  try {
    return checkJson(shape, JSON.parse(first) as Json, at);
  } catch {
    return [`${at}: ${first} is no JSON`];
  }
}

function checkJson(shape: Shape, value: Json, at: string): string[] {
  if (typeof shape === "string") {
    const type = value === null ? "null" : typeof value;
    return type === shape ? [] : [`${at} is a ${type}, not a ${shape}`];
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((item, index) => checkJson(shape[0], item, `${at}[${index}]`));
  }
  if (!isObject(value)) return [`${at} is no object`];
  return Object.entries(value).flatMap(([member, item]) => {
    const inner = shape["*"] ?? (Object.hasOwn(shape, member) ? shape[member] : undefined);
    return inner === undefined ? [`${at} has no member ${member}`] : checkJson(inner, item, `${at}.${member}`);
  });
}

/** `a=1,b=x,y`: a part without `=` belongs to the list before it. */
function checkShorthand(shape: { [member: string]: Shape }, text: string, at: string): string[] {
  const members = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const part of text.split(",")) {
    const end = part.indexOf("=");
    if (end === -1 && !last) return [`${at}: ${text} is no shorthand`];
    if (end === -1) last!.push(part);
    else members.set(part.slice(0, end), (last = [part.slice(end + 1)]));
  }
  return [...members].flatMap(([member, values]) => {
    const inner = shape["*"] ?? (Object.hasOwn(shape, member) ? shape[member] : undefined);
    if (inner === undefined) return [`${at} has no member ${member}`];
    if (Array.isArray(inner)) return [];
    if (values.length > 1) return [`${at}.${member} takes one value`];
    if (inner === "boolean" && !/^(true|false)$/.test(values[0]!)) return [`${at}.${member} is no boolean`];
    return inner === "number" && !/^-?\d+$/.test(values[0]!) ? [`${at}.${member} is no number`] : [];
  });
}

/** Words of a POSIX shell; a sentence where the line is more than one plain command. */
export function shellWords(line: string): string[] | string {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character)) return "holds a character that cannot be seen";
    if (character === " ") {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'") {
      const end = line.indexOf("'", at + 1);
      if (end === -1) return "a quote is not closed";
      word = (word ?? "") + line.slice(at + 1, end);
      at = end;
    } else if (character === "\\") {
      word = (word ?? "") + (line[++at] ?? "");
    } else if (/[;&|<>()$`"*?[\]{}~#!]/.test(character)) return `${character} stands outside of quotes`;
    else word = (word ?? "") + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** The AWS CLI's name of a member or operation: `resourcesVpcConfig` → `resources-vpc-config`. */
function optionName(name: string): string {
  const apart = name.replace(/(.)([A-Z][a-z]+)/g, "$1-$2").replace(/([a-z0-9])([A-Z])/g, "$1-$2");
  return apart.toLowerCase();
}
