import type { RuleProblem } from "../../../model/rule.ts";
import { positionOf } from "../../files/source-file.ts";
import { placeAt } from "../../files/traced.ts";
import type { Condition } from "../condition/ast.ts";
import { macrosIn } from "../condition/index.ts";
import { dependencies } from "./dependencies.ts";
import type { Failures } from "./failures.ts";
import type { Macro } from "./macros.ts";
import { missingMacro } from "./missing-macro.ts";
import { parsedText } from "./parsed-text.ts";
import type { ListScope, ParsedText, Said } from "./parsed-text.ts";
import { checksOf, referencesIn } from "./references.ts";

/** A macro whose condition can be read. */
export interface ReadableMacro extends ParsedText {
  /** Its text with lists put in, as offsets of `condition` count. */
  text: string;
  /** How many checks it has with those of its macros. */
  checks: number;
}

/** Macros whose text has been read already. */
export type ReadTexts = WeakMap<Macro, ParsedText | Said[]>;

/**
 * Reads the conditions of macros and checks what they refer to: a macro sees those defined before its latest item.
 * @param failed  macros that did not load; those found wrong, or that need one of these, are added
 */
export function readMacros(
  macros: ReadonlyMap<string, Macro>,
  lists: ListScope,
  failed: Failures,
  read: ReadTexts,
): { readable: Map<string, ReadableMacro>; problems: RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const readable = new Map<string, ReadableMacro>();
  const fail = (name: string, said: Said[]) => {
    for (const one of said) problems.push({ level: "error", item: name, ...one });
    failed.add(name, positionOf(macros.get(name)!.latestPlace));
    readable.delete(name);
  };
  for (const [name, macro] of macros) {
    if (failed.has(name)) continue;
    const parsed = read.get(macro) ?? parsedText(macro.written, lists);
    read.set(macro, parsed);
    if (Array.isArray(parsed)) fail(name, parsed);
    else readable.set(name, { ...parsed, text: parsed.traced.text, checks: 0 });
  }
  const needs = (name: string) => macrosIn(readable.get(name)?.condition ?? NOTHING);
  const { order, cycles } = dependencies(readable.keys(), needs);
  for (const name of order) {
    const macro = readable.get(name);
    if (macro === undefined) continue;
    const said = wrongReferences(name, macro, { macros, failed, cycles, isHinted: problems.length < MOST_HINTS });
    if (said.length > 0) fail(name, said);
    else macro.checks = checksOf(macro.condition, readable);
  }
  return { readable, problems };
}

const NOTHING: Condition = { kind: "and", parts: [], from: 0, to: 0 };

interface Surroundings {
  macros: ReadonlyMap<string, Macro>;
  failed: Failures;
  cycles: ReadonlyMap<string, readonly string[]>;
  /** Whether the name that was meant is looked for. */
  isHinted: boolean;
}

/** For how many problems it is. */
const MOST_HINTS = 1000;

function wrongReferences(
  name: string,
  { condition, traced }: ReadableMacro,
  { macros, failed, cycles, isHinted }: Surroundings,
): Said[] {
  const { latest, latestPlace } = macros.get(name)!;
  const around = cycles.get(name);
  if (around !== undefined) {
    const message = `the macro refers to itself: ${around.join(" → ")}`;
    return [{ code: "LOAD_ERR_VALIDATE", at: positionOf(latestPlace), message }];
  }
  return referencesIn(condition).flatMap((reference) => {
    const at = positionOf(placeAt(traced, reference.from));
    const other = macros.get(reference.name);
    if (failed.has(reference.name)) {
      return [{ code: "LOAD_ERR_VALIDATE", at, message: failed.says("macro", reference.name) }];
    }
    if (other === undefined) {
      return [{ code: "LOAD_ERR_VALIDATE", at, ...missingMacro(reference.name, isHinted ? macros : new Map()) }];
    }
    if (other.first < latest) return [];
    const place = positionOf(other.place);
    const message = `the macro \`${reference.name}\` is defined only after this one (${place.file}:${place.line})`;
    return [{ code: "LOAD_ERR_VALIDATE", at, message, hint: "put it before: macros see what stands above them" }];
  });
}
