import type { Step } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import { begun, continued, witnessed } from "../history.ts";
import { evidenceOf, findingActor, kindOf, remarkOf } from "../subject.ts";
import { withTry } from "./attempts.ts";
import { ruleFinding } from "./finding.ts";
import type { SingleMemory } from "./memory.ts";
import type { Told } from "./told.ts";

/** Folds one event that a rule met into what it said of the same subject before. */
export function foldSingle(
  before: SingleMemory | undefined,
  event: Event,
  told: Told,
  facts: Facts,
): Step<SingleMemory> {
  const memory = told.isUnknown ? after(before, event, told, NOTE) : after(before, event, told, remarkOf(event));
  const { type, namespace, name } = event.resource;
  const finding = ruleFinding(
    {
      ...told,
      scope: { account: event.account, region: event.region },
      subject: { kind: kindOf(type), ...(namespace !== undefined && { namespace }), name },
      discriminator: told.principal,
      history: memory,
      output: memory.latest.output,
      actor: memory.latest.actor,
      resource: { type, id: idOf(event.resource) },
    },
    facts,
  );
  return { memory, findings: [finding] };
}

/** `shop/web-1`; what is asked of many has no name, and a namespace is in no other. */
function idOf({ type, namespace = "", name }: Event["resource"]): string {
  const parts = type === "namespaces" ? [name || namespace] : [namespace, name];
  return parts.filter((part) => part !== "").join("/");
}

const NOTE = "what would decide is not in the record";

function after(before: SingleMemory | undefined, event: Event, { rule }: Told, note?: string): SingleMemory {
  const { tries, more } = withTry(before?.tries ?? [], event);
  const happening = {
    time: event.time,
    by: event.actor.name,
    evidence: evidenceOf(event),
    unseen: event.unseen,
  };
  const history = before ?? begun(event.time);
  const what = event.outcome.ok ? (event.mutates ? "changed" : "noted") : "attempted";
  const next = more > 0 ? continued(history, happening, { what, note }) : witnessed(history, happening, more);
  const latest = { time: event.time, event: event.id, output: rule.render(event), actor: findingActor(event.actor) };
  const isLatest = !before || before.latest.time < latest.time || isTie(before.latest, latest);
  return { ...next, latest: isLatest ? latest : before.latest, tries };
}

/** Within one moment the order is that of the events' ids, whichever came first. */
function isTie(a: SingleMemory["latest"], b: SingleMemory["latest"]): boolean {
  return a.time === b.time && a.event <= b.event;
}
