import { isoTime } from "../../lib/time.ts";
import type { ExplainedEvent, RuleAnswer } from "../../app/explain.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Event } from "../../model/event.ts";
import type { Explanation } from "../../model/rule.ts";
import type { Style } from "./paint.ts";
import type { View } from "./report.ts";
import { labelled } from "./pretty/labelled.ts";
import { clean, cut, wrap } from "./text.ts";
import { show } from "./value.ts";

const VALUE_COLUMNS = 120;
const MARKS: { [truth in "true" | "false" | "unknown"]: [mark: string, style: Style] } = {
  true: ["✓", "green"],
  false: ["✗", "red"],
  unknown: ["?", "yellow"],
};

/** How an event was read and what each rule made of it; rules that look for something else are counted. */
export function* explanationPage(
  { event, changes, answers }: ExplainedEvent,
  view: View,
  isWhole: boolean,
): Iterable<string> {
  yield `${[...eventLines(event, view), ...changeLines(changes, view)].join("\n")}\n`;
  const shown = answers.filter((one) => isWhole || one.isOfInterest || one.explanation.result !== false);
  for (const answer of shown.toSorted((a, b) => order(a) - order(b))) {
    yield `\n${answerLines(answer, view, isWhole).join("\n")}\n`;
  }
  yield `\n${verdict(event, answers, shown.length)}\n`;
}

function order({ explanation: { result } }: RuleAnswer): number {
  return result === true ? 0 : result === "unknown" ? 1 : 2;
}

function verdict(event: Event, answers: readonly RuleAnswer[], shown: number): string {
  const met = answers.filter(({ explanation }) => explanation.result === true).length;
  const others = answers.length - shown;
  const of = `${answers.length} ${answers.length === 1 ? "rule" : "rules"} for ${event.kind}`;
  const rest = others === 0 ? "" : `; ${others} look for other operations or resources (--verbose shows them)`;
  return `met ${met} of ${of}${rest}`;
}

function eventLines(event: Event, view: View): string[] {
  const { actor, resource, outcome, cluster, account, region } = event;
  const origin = event.origins[0];
  const code = [outcome.code, outcome.message].filter((part) => part !== undefined).join(": ");
  const facts: [string, string | undefined][] = [
    ["event", [event.kind, event.service, event.action].filter((part) => part).join(" ")],
    ["id", event.displayId ?? event.id],
    ["time", isoTime(event.time)],
    ["where", [cluster, account, region].filter((part) => part !== undefined).join(" · ")],
    ["what", [resource.type, resource.namespace, resource.name].filter((part) => part).join(" ")],
    ["by", [actor.name, actor.arn, actor.sourceIp, actor.via].filter((part) => part !== undefined).join(" · ")],
    ["outcome", `${outcome.ok ? "accepted" : "refused"}${code === "" ? "" : ` (${code})`}`],
    ["changes", event.mutates ? undefined : "nothing: it reads, or is a dry run"],
    ["unseen", event.unseen.join(", ")],
    ["flags", event.flags.join(", ")],
    ["from", origin && `${origin.unit}#${origin.record}, byte ${origin.offset}${chainWords(origin.chain)}`],
  ];
  return facts.flatMap(([label, text]) =>
    text === undefined || text === "" ? [] : labelled(label, wrap(clean(text), view.columns - 10), view),
  );
}

function chainWords(chain: readonly string[]): string {
  return chain.length === 0 ? "" : `, through ${chain.join(" → ")}`;
}

function changeLines(changes: readonly ResourceChange[], view: View): string[] {
  return changes.flatMap(({ target, what, attributes }) => {
    const lines = attributes.map(({ path, value }) => {
      const after = "set" in value ? show(value.set) : "unknown" in value ? `? (${value.unknown})` : show(value);
      return cut(`  ${clean(path)} → ${after}`, view.columns - 10);
    });
    return labelled("change", [clean(`${target.type} ${target.key} ${what}`), ...lines], view);
  });
}

function answerLines({ rule, explanation, output }: RuleAnswer, view: View, isWhole: boolean): string[] {
  const { result } = explanation;
  const [mark, style] = MARKS[`${result}`];
  const word = result === true ? "met" : result === "unknown" ? "cannot be told" : "not met";
  const place = `${rule.at.file}:${rule.at.line}`;
  return [
    `${view.paint(`${mark} ${clean(rule.id)}`, style, "bold")}  ${word}  ${view.paint(clean(place), "dim")}`,
    ...(result === true ? labelled("says", wrap(clean(output), view.columns - 10), view) : []),
    ...(isWhole ? treeLines(explanation, view, 1) : decidingLines(explanation, view)),
  ];
}

/** The parts because of which the whole came out as it did, with what they looked at. */
function decidingLines(explanation: Explanation, view: View): string[] {
  if (explanation.kind === "not") return partLines({ ...explanation, seen: seenIn(explanation) }, view, 1);
  const inner = explanation.parts.flatMap((part) => (part.decided ? decidingLines(part, view) : []));
  return inner.length > 0 ? inner : partLines(explanation, view, 1);
}

/** What the deciding checks of a part looked at, each field once. */
function seenIn(explanation: Explanation): Explanation["seen"] {
  const leaves = (one: Explanation): Explanation[] => (one.parts.length === 0 ? [one] : one.parts.flatMap(leaves));
  const seen = leaves(explanation).flatMap((leaf) => (leaf.decided ? leaf.seen : []));
  return [...new Map(seen.map((one) => [one.field, one])).values()];
}

function treeLines(explanation: Explanation, view: View, depth: number): string[] {
  const { kind, parts, result, decided, text } = explanation;
  if (kind === "check" || parts.length === 0) return partLines(explanation, view, depth);
  const [mark, style] = MARKS[`${result}`];
  const name = kind === "macro" ? `macro ${clean(text)}` : kind;
  return [
    `${"  ".repeat(depth)}${view.paint(mark, style)} ${view.paint(name, ...(decided ? [] : (["dim"] as const)))}`,
    ...parts.flatMap((part) => treeLines(part, view, depth + 1)),
  ];
}

function partLines({ text, result, seen, decided }: Explanation, view: View, depth: number): string[] {
  const [mark, style] = MARKS[`${result}`];
  const indent = "  ".repeat(depth);
  const [first = "", ...more] = wrap(clean(text), view.columns - indent.length - 2);
  const lines = [first, ...more.map((line) => `${indent}  ${line}`)];
  lines[0] = `${indent}${view.paint(mark, style)} ${decided ? first : view.paint(first, "dim")}`;
  const values = seen.map(({ field, value, unseen }) => {
    const word = unseen ? "not in the record" : value === undefined ? "absent" : cut(show(value), VALUE_COLUMNS);
    return wrap(`${clean(field)}: ${word}`, view.columns - indent.length - 4).map(
      (line) => `${indent}    ${view.paint(line, "dim")}`,
    );
  });
  return [...lines, ...values.flat()];
}

/** The same for programs. `alert` is the text that Falco would have sent. */
export function explanationJson({ event, changes, answers }: ExplainedEvent): object {
  const { id, displayId, kind, service, action, time, cluster, account, region, actor, resource, outcome } = event;
  return {
    event: {
      id: displayId ?? id,
      kind,
      service,
      action,
      time: isoTime(time),
      cluster,
      account,
      region,
      actor,
      resource,
      outcome,
      mutates: event.mutates,
      unseen: event.unseen,
      flags: event.flags,
      origins: event.origins,
      changes,
    },
    rules: answers.map(({ rule, explanation, output, alert }) => ({
      rule: rule.id,
      language: rule.language,
      at: rule.at,
      result: explanation.result,
      ...(explanation.result === true && { output, fields: rule.fields(event), alert }),
      explanation,
    })),
  };
}
