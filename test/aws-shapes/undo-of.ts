import { undo } from "../../src/detectors/drift/undo/index.ts";
import type { UndoInput } from "../../src/detectors/drift/undo/index.ts";
import type { FindingChange } from "../../src/model/finding.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { ManagedResource } from "../../src/model/terraform.ts";
import { checkCommand } from "./parse.ts";

export interface Given {
  type: string;
  attributes?: JsonObject;
  /** false = no state holds it. */
  managed?: boolean;
  target?: Partial<UndoInput["target"]>;
  resource?: Partial<ManagedResource>;
}

/** A drifted line: path, the state's value, the present one. */
export function drifted(path: string, before?: Json, after?: Json): FindingChange {
  const line: FindingChange = { path, verdict: "drifted" };
  if (before !== undefined) line.before = before;
  if (after !== undefined) line.after = after;
  return line;
}

/**
 * The undo of lines, by kind of step. Fails on any command that the AWS API does not have.
 * The object stands in us-east-1, under the address `<type>.this`.
 */
export function undoOf(
  { type, attributes = {}, managed = true, target = {}, resource = {} }: Given,
  changes: readonly FindingChange[],
): { cli: string[]; terraform: string[]; notes: string[] } {
  const ref = { type, account: "111122223333", region: "us-east-1", key: "", match: {}, ...target };
  const held: ManagedResource = {
    type,
    address: `${type}.this`,
    state: "terraform.tfstate",
    current: true,
    key: ref.key,
    clusters: [],
    attributes,
    sensitive: [],
    ...resource,
  };
  const steps = undo({ target: ref, changes, ...(managed ? { resource: held } : {}) });
  const texts = (kind: string) => steps.filter((step) => step.kind === kind).map(({ text }) => text);
  const cli = texts("cli").flatMap((text) => text.split("\n"));
  const problems = cli.flatMap((line) => checkCommand(line).map((problem) => `${problem}: ${line}`));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  if (texts("cli").length > 1 || texts("terraform").length > 1) throw new Error("more than one step of a kind");
  return { cli, terraform: texts("terraform").flatMap((text) => text.split("\n")), notes: texts("note") };
}
