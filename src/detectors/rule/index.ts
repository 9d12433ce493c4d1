import { z } from "zod";
import { component } from "../../model/component.ts";
import type { Detector, Step } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { RuleSet } from "../../model/rule.ts";
import type { DetectorDeps } from "../deps.ts";
import type { SingleMemory, WindowMemory } from "./memory.ts";
import { foldSingle } from "./single.ts";
import { toldOf } from "./told.ts";
import type { Told } from "./told.ts";
import { foldWindow, isWindowed, tickWindow } from "./window.ts";

type Memory = SingleMemory | WindowMemory;

/** Folds what rules say of events into findings: one per rule, subject and principal, with a count. */
export const rule = component({
  kind: "detector",
  type: "rule",
  summary: "Reports events that meet a Falco rule, a filter pattern or a query, one finding per rule and subject.",
  options: z.strictObject({}),
  example: {},
  create: (_, { rules }: DetectorDeps): Detector<Memory> => detectorOf(rules),
});

function detectorOf(rules: RuleSet): Detector<Memory> {
  const byId = new Map(rules.rules.map((one) => [one.id, one]));
  // An event is asked about once for its keys and again for each fold.
  let last: { event: Event; told: Told[] } | undefined;

  function tell(event: Event, facts: Facts): Told[] {
    if (last?.event !== event) {
      last = { event, told: rules.matches(event, facts).map((match) => toldOf(event, match)) };
    }
    return last.told;
  }

  return {
    id: "rule",
    revision: 1,
    interest: rules.interest,
    keys: (event, facts) => tell(event, facts).map(({ key }) => key),
    fold(memory, event, key, facts): Step<Memory> {
      const told = tell(event, facts).find((one) => one.key === key);
      if (!told) return { memory, findings: [] };
      const { rule: met } = told;
      return isWindowed(met)
        ? foldWindow(memory as WindowMemory | undefined, event, { ...told, rule: met }, facts)
        : foldSingle(memory as SingleMemory | undefined, event, told, facts);
    },
    tick(memory, _, now, facts): Step<Memory> {
      const met = "windows" in memory ? byId.get(memory.rule) : undefined;
      if (!met || !isWindowed(met)) return { memory, findings: [] };
      return tickWindow(memory as WindowMemory, met, now, facts);
    },
  };
}
