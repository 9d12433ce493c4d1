import { stat } from "node:fs/promises";
import { isOfInterest } from "../lib/interest.ts";
import { AppError } from "../model/errors.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { ResourceChange } from "../model/change.ts";
import type { Event } from "../model/event.ts";
import type { Facts } from "../model/facts.ts";
import type { Explanation } from "../model/rule.ts";
import type { Reject } from "../model/source.ts";
import { alertJson } from "../rules/falco/output/index.ts";
import type { LoadedRule } from "../rules/load.ts";
import type { LoadedConfig } from "./config/index.ts";
import { factsOf } from "./facts.ts";
import { openSource, readTerraform } from "./parts.ts";
import { falcoHostname } from "./rules.ts";

export interface ExplainOptions {
  /** `FILE#N`, or the id of an event that is looked for in `inputs`. */
  event: string;
  inputs: string[];
  rules: readonly LoadedRule[];
  /** The one rule that is asked about. */
  rule?: string;
  config: LoadedConfig;
  cluster?: ClusterRef;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/** What a rule made of the event. */
export interface RuleAnswer {
  rule: LoadedRule;
  /** Whether the event is of the kind, operation and resource that the rule looks for at all. */
  isOfInterest: boolean;
  explanation: Explanation;
  /** What the rule says of it. */
  output: string;
  /** The alert that Falco would have sent for it, one line of JSON; of Falco rules that are met. */
  alert?: string;
}

export interface ExplainedEvent {
  event: Event;
  changes: readonly ResourceChange[];
  /** In the order of the rules; those of other sources are left out. */
  answers: RuleAnswer[];
}

/**
 * How one event was decoded, and what each rule made of it.
 * @returns several where clients chose the same id for several events
 * @throws AppError "not.found" for the event or the rule; "decode.invalid" where the record was not understood
 */
export async function explain(options: ExplainOptions): Promise<ExplainedEvent[]> {
  const asked = askedRules(options);
  const place = await placeOf(options);
  const events = await eventsAt(place, options);
  const facts = factsOf(options.config.config, (await readTerraform({ ...options, states: [], code: [] })).facts);
  const host = falcoHostname(options.config.config.falco, options.env);
  return events.map((event) => ({
    event,
    changes: event.changes(facts),
    answers: asked.filter(({ source }) => source === event.kind).map((rule) => answer(rule, event, facts, host)),
  }));
}

function answer(rule: LoadedRule, event: Event, facts: Facts, host: string): RuleAnswer {
  const explanation = rule.when.explain(event, facts);
  return {
    rule,
    isOfInterest: isOfInterest(rule.when.interest, event),
    explanation,
    output: rule.render(event),
    ...(rule.language === "falco" && explanation.result === true && { alert: alertJson(rule, event, host) }),
  };
}

function askedRules({ rules, rule: name }: ExplainOptions): readonly LoadedRule[] {
  if (name === undefined) return rules.filter(({ enabled }) => enabled);
  const found = rules.filter(({ id }) => id === name);
  if (found.length === 0) {
    throw new AppError("not.found", `no rule is called "${name}"`, { hint: "`binnacle rules list` names them all" });
  }
  return found;
}

/** Where to look, and for which record or id. */
interface Place {
  inputs: string[];
  record?: number;
}

async function placeOf({ event, inputs }: ExplainOptions): Promise<Place> {
  const [, unit, record] = /^(.+)#(\d+)$/s.exec(event) ?? [];
  if (unit !== undefined && (unit === "-" || (await isFile(unit)))) return { inputs: [unit], record: Number(record) };
  if (inputs.length > 0) return { inputs };
  throw unit === undefined
    ? new AppError("not.found", `${event}: where is this event to be looked for?`, {
        hint: `name files or folders after it, or give its place as FILE#N`,
      })
    : new AppError("not.found", `${unit}: there is no such file`, {
        hint: "FILE#N is a file and the number of a record",
      });
}

async function isFile(name: string): Promise<boolean> {
  return (await stat(name).catch(() => undefined))?.isFile() === true;
}

async function eventsAt({ inputs, record }: Place, options: ExplainOptions): Promise<Event[]> {
  const source = await openSource({ ...options, inputs, workers: 0 }, []);
  const isWanted =
    record === undefined
      ? ({ id, displayId }: Event) => id === options.event || displayId === options.event
      : ({ origins }: Event) => origins.some((origin) => origin.record === record);
  const found: Event[] = [];
  let rejected: Reject | undefined;
  let events = 0;
  try {
    for await (const batch of source.read(undefined, options.signal)) {
      options.signal.throwIfAborted();
      events += batch.events.length;
      const [failure] = batch.failures ?? [];
      if (failure) throw failure.error;
      found.push(...batch.events.filter(isWanted));
      rejected ??= batch.rejects.find((reject) => reject.record === record && record !== undefined);
    }
  } finally {
    await source.close();
  }
  if (found.length > 0) return found;
  if (rejected) throw new AppError("decode.invalid", `${options.event}: ${rejected.detail} (${rejected.reason})`);
  throw new AppError("not.found", `${options.event}: not among the ${events} events of ${inputs.join(", ")}`);
}
