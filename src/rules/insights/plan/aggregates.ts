import { aggregateNamed } from "../aggregates/index.ts";
import type { Evaluate } from "../run/row.ts";
import { isAggregate } from "../syntax/arguments.ts";
import { within } from "../syntax/ast.ts";
import type { ExprOf, Item } from "../syntax/ast.ts";
import { valueOf } from "./expression.ts";
import type { AggregateSlots, Names } from "./expression.ts";
import type { AggregatePlan } from "./stages.ts";

/** Compiles the aggregates within some expressions, each with a slot for its result. */
export function aggregatesIn(items: readonly Item[], names: Names): { plans: AggregatePlan[]; slotOf: AggregateSlots } {
  const calls = items.flatMap(({ expr }) => [...within(expr)].filter(isAggregate));
  const slots = new Map(calls.map((call) => [call, names.scope.newSlot()]));
  return { plans: calls.map((call) => planOf(call, slots.get(call)!, names)), slotOf: (call) => slots.get(call) };
}

function planOf(call: ExprOf<"call">, slot: number, names: Names): AggregatePlan {
  const { how } = aggregateNamed(call.name)!;
  const [argument, second] = call.args;
  const value: Evaluate = argument ? valueOf(argument, names) : () => true;
  const parameter = second?.type === "literal" ? Number(second.value) : 0;
  return { how, value, slot, parameter };
}
