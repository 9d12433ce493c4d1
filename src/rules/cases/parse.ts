import { applyPatch, mergePatch, PatchError } from "../../lib/json-patch.ts";
import { nearest } from "../../lib/nearest.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { RuleProblem } from "../../model/rule.ts";
import { Item } from "../files/item.ts";
import { KIND_WORDS } from "../files/node.ts";
import type { MapNode, Node } from "../files/node.ts";
import { SourceFile, positionOf } from "../files/source-file.ts";
import type { Place, RuleFileText } from "../files/source-file.ts";
import { readYaml } from "../files/yaml.ts";
import type { Expectation, RuleCase } from "./rule-case.ts";
import { valueOf } from "./values.ts";

const FILE_KEYS = ["records", "cases"];
const CASE_KEYS = ["rule", "name", "record", "patch", "cluster", "expect"];
const CODE = "case.invalid";

/** The cases of a file, and everything that is wrong in it; what is right is there all the same. */
export interface ParsedCases {
  cases: RuleCase[];
  problems: RuleProblem[];
}

/** Reads a file of cases: `records`, a mapping of named records, and `cases`, a list (docs/rules-test.md). */
export function parseCases(text: RuleFileText): ParsedCases {
  const file = new SourceFile(text);
  const { documents, problems: odd } = readYaml(file);
  // A key that stands twice is only odd in a rule file; here one of two expectations would go unheard.
  const problems = odd.map((problem): RuleProblem => ({ ...problem, level: "error" }));
  const cases = documents.flatMap((document) => casesOf(document, problems));
  return { cases, problems };
}

function casesOf(document: Node, problems: RuleProblem[]): RuleCase[] {
  if (document.kind !== "map") {
    const message = `a file of cases is a mapping with \`records\` and \`cases\`, not ${KIND_WORDS[document.kind]}`;
    problems.push({ level: "error", code: CODE, at: positionOf(document.place), message });
    return [];
  }
  const file = new Item(document, "", problems, CODE);
  failUnknown(file, FILE_KEYS);
  const records = file.has("records") ? file.map("records") : undefined;
  const list = file.has("cases") ? file.list("cases") : file.missing("cases");
  return (list?.items ?? []).flatMap((node) => {
    if (node.kind === "map") return caseOf(node, records, problems) ?? [];
    file.fail(node.place, `a case is a mapping, not ${KIND_WORDS[node.kind]}`);
    return [];
  });
}

function caseOf(node: MapNode, records: MapNode | undefined, problems: RuleProblem[]): RuleCase | undefined {
  const item = new Item(node, "rule", problems, CODE);
  failUnknown(item, CASE_KEYS);
  const [rule, name] = [required(item, "rule"), required(item, "name")];
  const cluster = item.text("cluster")?.text;
  const record = patched(item, recordOf(item, records));
  const expect = expectationOf(item);
  if (rule === undefined || name === undefined || record === undefined || expect === undefined) return undefined;
  const places = { place: node.place, rulePlace: item.place };
  return { rule, name, record, expect, ...places, ...(cluster === undefined ? {} : { cluster }) };
}

function failUnknown(item: Item, known: readonly string[]): void {
  for (const { key, place, hint } of item.unknownKeys(known)) item.fail(place, `unknown key \`${key}\``, { hint });
}

function required(item: Item, key: string): string | undefined {
  return item.has(key) ? item.text(key)?.text : item.missing(key);
}

/** The record of a case: a name from `records`, or the record itself. */
function recordOf(item: Item, records: MapNode | undefined): JsonObject | undefined {
  const given = item.node.entries.get("record")?.value;
  if (given === undefined) return item.missing("record");
  if (given.kind === "map") return valueOf(given) as JsonObject;
  if (given.kind !== "text") return item.fail(given.place, "`record` is the name of a record, or the record itself");
  const named = records?.entries.get(given.text)?.value;
  if (named?.kind === "map") return valueOf(named) as JsonObject;
  if (named) return item.fail(named.place, `the record \`${given.text}\` must be a mapping`);
  const meant = nearest(given.text, records?.entries.keys() ?? []);
  const hint = meant ? `did you mean \`${meant}\`?` : "name it under `records` of this file";
  return item.fail(given.place, `there is no record \`${given.text}\``, { hint });
}

function patched(item: Item, record: JsonObject | undefined): JsonObject | undefined {
  const patch = item.node.entries.get("patch")?.value;
  if (!record || !patch) return record;
  if (patch.kind !== "map" && patch.kind !== "list") {
    return item.fail(patch.place, "`patch` is a mapping (merge patch) or a list of operations");
  }
  try {
    const operations = valueOf(patch);
    const result: Json = Array.isArray(operations) ? applyPatch(record, operations) : mergePatch(record, operations);
    return isObject(result) ? result : item.fail(patch.place, "the patch leaves no record");
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return item.fail(operationPlace(patch, error.operation), `bad patch: ${error.message}`);
  }
}

function operationPlace(patch: Node, operation: number): Place {
  return (patch.kind === "list" ? patch.items[operation] : undefined)?.place ?? patch.place;
}

function expectationOf(item: Item): Expectation | undefined {
  if (!item.has("expect")) return item.missing("expect");
  const text = item.text("expect")?.text;
  if (text === undefined) return undefined;
  return text === "quiet" || text === "unknown" ? text : { output: text };
}
