import { InterestIndex } from "../../lib/interest.ts";
import { AppError } from "../../model/errors.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Match, Rule, RuleSet, Truth } from "../../model/rule.ts";

/** A rule that could not be asked about an event; the others were. */
export interface RuleFault {
  rule: string;
  error: AppError;
}

export interface RuleSetOptions {
  /** `first`: of the Falco rules only the first that fires is heard, as Falco itself does by default. */
  matching: "all" | "first";
  /** Told of the first hundred. */
  onFault?: (fault: RuleFault) => void;
}

const MOST_FAULTS = 100;
const NOBODY: readonly Match[] = [];

/** The enabled rules, asked through an index: an event meets only those that can match it. */
export function ruleSetOf(rules: readonly Rule[], { matching, onFault }: RuleSetOptions): RuleSet {
  const enabled = rules.filter((rule) => rule.enabled).map((rule) => ({ rule, interest: interestOf(rule) }));
  const index = new InterestIndex(enabled);
  let faults = 0;

  function answer({ id, when }: Rule, event: Event, facts: Facts): Truth {
    try {
      return when.test(event, facts);
    } catch (error) {
      if (faults++ < MOST_FAULTS) onFault?.({ rule: id, error: AppError.from(error) });
      return false;
    }
  }

  return {
    rules: enabled.map(({ rule }) => rule),
    interest: enabled.map(({ interest }) => interest),
    matches(event, facts) {
      const asked = index.wanting(event);
      if (asked.length === 0) return NOBODY;
      const found: Match[] = [];
      let isAnswered = false;
      for (const { rule } of asked) {
        const isFalco = rule.language === "falco";
        if (isAnswered && isFalco) continue;
        const truth = answer(rule, event, facts);
        if (truth === false) continue;
        found.push({ rule, truth });
        isAnswered ||= matching === "first" && isFalco && truth === true;
      }
      return found;
    },
  };
}

/** A rule hears its own source only, whatever its condition says. */
function interestOf({ source, when }: Rule) {
  return { ...when.interest, kinds: [source], ...(when.needles && { needles: when.needles }) };
}
