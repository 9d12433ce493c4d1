import type { ClusterRef } from "../model/cluster.ts";
import type { Event } from "../model/event.ts";
import type { Facts } from "../model/facts.ts";
import type { Rule, RuleSet } from "../model/rule.ts";
import type { UnitFailure } from "../model/source.ts";
import { ruleSetOf } from "../rules/matcher/index.ts";
import type { LoadedConfig } from "./config/index.ts";
import { factsOf } from "./facts.ts";
import { openSource, readTerraform } from "./parts.ts";

export interface RulesDiffOptions {
  before: readonly Rule[];
  after: readonly Rule[];
  inputs: string[];
  config: LoadedConfig;
  cluster?: ClusterRef;
  since?: number;
  until?: number;
  signal: AbortSignal;
}

/** What one rule made of the input under the old rules and under the new ones. */
export interface RuleChange {
  rule: string;
  /** Events that met it. */
  before: number;
  after: number;
  /** Events that meet it only now, and no longer; `FILE#N` of the first few. */
  newly: { count: number; examples: string[] };
  gone: { count: number; examples: string[] };
}

export interface RulesDiff {
  events: number;
  /** Rules that any event met, those that changed first. */
  rules: RuleChange[];
  failures: UnitFailure[];
}

const EXAMPLES = 5;

/** Reads an input once and asks two sets of rules about every event of it. @throws AppError "aborted" */
export async function diffRules(options: RulesDiffOptions): Promise<RulesDiff> {
  const { signal, since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const facts = factsOf(options.config.config, (await readTerraform({ ...options, states: [], code: [] })).facts);
  const sets = [setOf(options.before), setOf(options.after)] as const;
  const source = await openSource({ ...options, workers: 0 }, []);
  const changes = new Map<string, RuleChange>();
  const failures: UnitFailure[] = [];
  let events = 0;
  try {
    for await (const batch of source.read(undefined, signal)) {
      signal.throwIfAborted();
      failures.push(...(batch.failures ?? []));
      for (const event of batch.events) {
        if (event.time < since || event.time > until) continue;
        events += 1;
        compare(event, sets, facts, changes);
      }
    }
  } finally {
    await source.close();
  }
  const rules = [...changes.values()].toSorted((a, b) => moved(b) - moved(a) || (a.rule < b.rule ? -1 : 1));
  return { events, rules, failures };
}

function setOf(rules: readonly Rule[]): RuleSet {
  return ruleSetOf(rules, { matching: "all" });
}

function compare(
  event: Event,
  [before, after]: readonly [RuleSet, RuleSet],
  facts: Facts,
  changes: Map<string, RuleChange>,
): void {
  const [old, now] = [metBy(before, event, facts), metBy(after, event, facts)];
  for (const rule of new Set([...old, ...now])) {
    const change = changeOf(changes, rule);
    const [was, is] = [old.has(rule), now.has(rule)];
    if (was) change.before += 1;
    if (is) change.after += 1;
    if (was !== is) note(is ? change.newly : change.gone, event);
  }
}

function metBy(set: RuleSet, event: Event, facts: Facts): Set<string> {
  const met = set.matches(event, facts).filter(({ truth }) => truth === true);
  return new Set(met.map(({ rule }) => rule.id));
}

function changeOf(changes: Map<string, RuleChange>, rule: string): RuleChange {
  let change = changes.get(rule);
  if (!change) {
    change = { rule, before: 0, after: 0, newly: { count: 0, examples: [] }, gone: { count: 0, examples: [] } };
    changes.set(rule, change);
  }
  return change;
}

function note(side: { count: number; examples: string[] }, { origins }: Event): void {
  side.count += 1;
  const [origin] = origins;
  if (origin && side.examples.length < EXAMPLES) side.examples.push(`${origin.unit}#${origin.record}`);
}

function moved({ newly, gone }: RuleChange): number {
  return newly.count + gone.count;
}
