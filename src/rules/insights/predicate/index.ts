import type { Event, EventKind } from "../../../model/event.ts";
import type { Predicate } from "../../../model/rule.ts";
import { planOf } from "../plan/plan.ts";
import { EventRecord } from "../records/event-record.ts";
import { newRow } from "../run/row.ts";
import type { RunContext } from "../run/row.ts";
import { passes } from "../run/steps-run.ts";
import type { Command } from "../syntax/ast.ts";
import { interestIn } from "./demands.ts";
import { explainer } from "./explain.ts";
import { leadingCommands, ownNames } from "./leading.ts";
import { needlesIn } from "./needles.ts";

/**
 * The filters of a query as a question about one event: never unknown, for the service sees nothing but the record.
 * @param kind  the only kind of event it will be asked about; without it every kind is of interest
 */
export function predicateOf(commands: readonly Command[], text: string, kind: EventKind | undefined): Predicate {
  const leading = leadingCommands(commands);
  const { conditions, own } = conditionsOf(leading);
  const needles = needlesIn(conditions, own);
  const plan = planOf(leading);
  const first = plan.stages[0];
  const steps = first?.kind === "steps" ? first.steps : [];
  let explain: ReturnType<typeof explainer> | undefined;
  return {
    interest: kind === undefined ? {} : interestIn(kind, conditions, own),
    ...(needles && { needles }),
    test: (event) => passes(steps, newRow(new EventRecord(event), 0, plan.size, contextOf(event))),
    explain: (event) => (explain ??= explainer(leading, text))(new EventRecord(event), contextOf(event)),
  };
}

/** The conditions of all filters among some commands, and the names that are no fields there. */
export function conditionsOf(commands: readonly Command[]) {
  const conditions = commands.flatMap((command) => (command.command === "filter" ? [command.condition] : []));
  return { conditions, own: ownNames(commands) };
}

/** A rule asks at the time of its event: replayed, it gives the same answer. */
function contextOf(event: Event): RunContext {
  return { now: event.time, notes: undefined, serviceCaps: false };
}
