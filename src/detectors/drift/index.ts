import { z } from "zod";
import { component } from "../../model/component.ts";
import type { Detector, Step } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import type { Facts } from "../../model/facts.ts";
import type { Finding } from "../../model/finding.ts";
import { operations } from "../../tables/operations/index.ts";
import { act } from "./act.ts";
import { contextOf } from "./context.ts";
import { changedFindings, vanishedIds } from "./finding.ts";
import { refreshed, settled, unwatched, witnessed } from "./memory.ts";
import type { DriftMemory, Watched } from "./memory.ts";
import { touches } from "./targets/index.ts";
import { managed } from "./targets/target.ts";
import type { Touch } from "./targets/target.ts";

/** What a cluster writes all the time and no state holds; of subresources only `scale` changes what a state may. */
const CHATTER = [
  "leases",
  "events",
  "endpoints",
  "endpointslices",
  "tokenreviews",
  "subjectaccessreviews",
  ...["status", "token", "binding", "eviction", "approval", "finalize", "ephemeralcontainers"].map(
    (each) => `*/${each}`,
  ),
];

/** Compares what calls did with what the Terraform states hold, attribute by attribute. */
export const drift = component({
  kind: "detector",
  type: "drift",
  summary: "Finds EKS resources, what surrounds a cluster and what lies in it, that were changed outside Terraform.",
  options: z.strictObject({}),
  example: {},
  create: (): Detector<DriftMemory> => ({
    id: "drift",
    revision: 1,
    interest: [
      {
        kinds: ["aws_cloudtrail"],
        changesOnly: true,
        actions: ["eks.amazonaws.com/*", ...operations.map(({ source, event }) => `${source}/${event}`)],
      },
      {
        kinds: ["k8s_audit"],
        changesOnly: true,
        actions: ["create", "update", "patch", "delete", "deletecollection"],
        exceptResources: CHATTER,
      },
    ],
    keys: (event, facts) => [...new Set(touchesOf(event, facts).map(({ group }) => group))],
    fold,
    tick,
  }),
});

/** `keys` and `fold` ask the same of an event one after the other. */
const lastTouches = new WeakMap<Event, { facts: Facts; touches: Touch[] }>();

function touchesOf(event: Event, facts: Facts): Touch[] {
  const known = lastTouches.get(event);
  if (known?.facts === facts) return known.touches;
  const found = touches(event, facts);
  lastTouches.set(event, { facts, touches: found });
  return found;
}

function fold(memory: DriftMemory | undefined, event: Event, key: string, facts: Facts): Step<DriftMemory> {
  const before = memory ?? { facts: facts.terraform.version, watched: {} };
  const now = refreshed(before, facts, event.time);
  // Keys are names that anybody may choose, `constructor` among them: a map holds them safely.
  const watched = new Map(Object.entries(now.watched));
  for (const touch of touchesOf(event, facts).filter(({ group }) => group === key)) {
    const [resource] = managed(touch.target.ref, facts);
    const one = act(event, touch.change, resource, facts, touch.parentDeleted);
    for (const [name, held] of addressees(touch, watched)) watched.set(name, witnessed(held, one, facts));
  }
  return step(memory, { ...now, watched: Object.fromEntries(watched) }, event.time, facts);
}

/** The watched objects that a touch is for; what is only swept along is not watched for that. */
function addressees(touch: Touch, watched: ReadonlyMap<string, Watched>): [string, Watched][] {
  if (touch.wildcard) return [...watched];
  const { key } = touch.target;
  const held = watched.get(key);
  if (touch.parentDeleted && !held) return [];
  return [[key, held ?? unwatched(touch.target)]];
}

function tick(memory: DriftMemory, _key: string, now: number, facts: Facts): Step<DriftMemory> {
  const fresh = refreshed(memory, facts, now);
  const watched = Object.entries(fresh.watched).map(
    ([name, one]) => [name, one.waiting.length > 0 ? settled(one, now, facts) : one] as const,
  );
  return step(memory, { ...fresh, watched: Object.fromEntries(watched) }, now, facts);
}

/** What changed between two memories, as findings. */
function step(before: DriftMemory | undefined, after: DriftMemory, now: number, facts: Facts): Step<DriftMemory> {
  const findings: Finding[] = [];
  const withdrawn: string[] = [];
  const olds = new Map(Object.entries(before?.watched ?? {}));
  for (const [name, { target, current, frozen }] of Object.entries(after.watched)) {
    const old = olds.get(name)?.current;
    if (old === current) continue;
    const context = contextOf(target, facts, now);
    findings.push(...changedFindings(current, old, context));
    if (old) withdrawn.push(...vanishedIds(current, old, frozen, context));
  }
  const isEmpty = Object.keys(after.watched).length === 0;
  return { memory: isEmpty ? undefined : after, findings, withdrawn, wakeAt: wakeAt(after, facts) };
}

/** The next time something that waits is due; an open finding is looked at again when a scan ends. */
function wakeAt(memory: DriftMemory, facts: Facts): number | undefined {
  const lives = Object.values(memory.watched);
  const due = lives.flatMap(({ recent, waiting }) =>
    recent.filter(({ event }) => waiting.includes(event)).map(({ time }) => time + facts.time.settle),
  );
  if (due.length > 0) return Math.min(Number.MAX_SAFE_INTEGER, ...due);
  return lives.some(({ current }) => current.open) ? Number.MAX_SAFE_INTEGER : undefined;
}
