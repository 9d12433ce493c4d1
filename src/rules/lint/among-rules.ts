import type { RuleProblem } from "../../model/rule.ts";
import { flat, meaning } from "./condition.ts";
import type { LintSettings } from "./index.ts";
import type { Subject } from "./subject.ts";

/** Rules that say what an earlier one says already. Rules that do not run count for nothing. */
export function amongRules(subjects: readonly Subject[], { matching }: LintSettings): RuleProblem[] {
  const earlier: Told[] = [];
  return subjects.flatMap((subject): RuleProblem[] => {
    if (!subject.rule.enabled) return [];
    const told = tell(subject);
    const same = earlier.find((other) => other.source === told.source && other.meaning === told.meaning);
    const over = matching === "first" ? earlier.find((other) => covers(other, told)) : undefined;
    earlier.push(told);
    if (same) return [problem("same-condition", subject, `has the condition of \`${same.name}\``, same)];
    if (over) return [problem("shadowed", subject, `never has its turn: \`${over.name}\` meets all its events`, over)];
    return [];
  });
}

interface Told {
  name: string;
  place: string;
  source: string;
  meaning: string;
  /** The parts that all must be so. */
  parts: ReadonlySet<string>;
}

function tell({ rule, source, asked }: Subject): Told {
  const parts = new Set(flat("and", asked).map(meaning));
  const { file, line } = rule.at;
  return { name: rule.id, place: `${file}:${line}`, source, meaning: meaning(asked), parts };
}

/** Whether all that the earlier rule asks is asked by the later one too. */
function covers(earlier: Told, later: Told): boolean {
  return earlier.source === later.source && [...earlier.parts].every((part) => later.parts.has(part));
}

function problem(code: string, { rule }: Subject, message: string, { place }: Told): RuleProblem {
  const hint = code === "shadowed" ? `put it before the rule at ${place}` : `the other one is at ${place}`;
  return { level: "warning", code, item: rule.id, at: rule.at, message, hint };
}
