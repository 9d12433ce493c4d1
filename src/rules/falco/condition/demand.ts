import type { FalcoSource } from "../fields/field.ts";
import type { Check } from "./ast.ts";
import { constantsOf } from "./constants.ts";
import { keyNeedle, needlesOf, rarest } from "./needles.ts";
import type { Needles } from "./needles.ts";

/** What every event has that a condition can be true of; an absent member says nothing. */
export interface Demand {
  /** As `Interest.actions`. */
  actions?: readonly string[];
  /** As `Interest.resources`. */
  resources?: readonly string[];
  needles?: Needles;
}

type Index = (constant: string) => Demand;

const AWS = ".amazonaws.com";

/** Fields by which events are found, and where an event with that value is found. */
const INDEXED: { readonly [source in FalcoSource]: { readonly [field: string]: Index } } = {
  aws_cloudtrail: {
    "ct.name": (name) => ({ actions: [`*/${name}`] }),
    "ct.src": (service) => ({ actions: [`${service}/*`] }),
    "ct.shortsrc": (service) => ({ actions: [`${service}${AWS}/*`, `${service}/*`] }),
  },
  k8s_audit: {
    "ka.verb": (verb) => ({ actions: [verb] }),
    "ka.target.resource": (resource) => ({ resources: [resource] }),
    "ka.target.subresource": (subresource) => ({ resources: [`*/${subresource}`] }),
  },
};

const EQUALITY = new Set(["=", "in", "intersects"]);
/** Nothing that the index would read otherwise than the field: an empty text, a number, a literal of JSON. */
const PLAIN = /^(?!(?:null|true|false)$)[A-Za-z][A-Za-z0-9_.:-]*$/;

/** What a check demands; `not` around it must drop this. */
export function demandOf(check: Check, source: FalcoSource): Demand {
  const { left, operator, right } = check;
  if (left.kind !== "field") return {};
  const key = keyNeedle(left);
  const present = key ? { needles: key } : {};
  if (!right || right.kind === "field" || right.kind === "transformer") return present;
  const constants = constantsOf(right);
  const needles = rarest([key, needlesOf(left, check, constants)]);
  const hidden = needles ? { needles } : {};
  const fields = INDEXED[source];
  const index = Object.hasOwn(fields, left.name) ? fields[left.name] : undefined;
  if (!index || !EQUALITY.has(operator) || !constants.every((constant) => PLAIN.test(constant))) return hidden;
  // What the index tells apart need not be looked for in the text.
  return { ...anyOf(constants.map(index)), ...present };
}

/** The larger product of two lists is not worth the narrowing. */
const MOST_PAIRS = 10_000;

/** What all of them demand together. */
export function allOf(demands: readonly Demand[]): Demand {
  const known = <K extends keyof Demand>(key: K) =>
    demands.map((demand) => demand[key]).filter((value): value is NonNullable<Demand[K]> => value !== undefined);
  return trimmed({
    actions: both(known("actions"), meeting),
    resources: both(known("resources"), resourceMeeting),
    needles: rarest(known("needles")),
  });
}

/** What each of them demands; with one that demands nothing, nothing. No demand at all means: true of no event. */
export function anyOf(demands: readonly Demand[]): Demand {
  const either = (key: "actions" | "resources") =>
    demands.every((demand) => demand[key]) ? [...new Set(demands.flatMap((demand) => demand[key]!))] : undefined;
  return trimmed({ actions: either("actions"), resources: either("resources"), needles: needlesOfAny(demands) });
}

function needlesOfAny(demands: readonly Demand[]): Needles | undefined {
  if (demands.length === 0 || !demands.every(({ needles }) => needles)) return undefined;
  const texts = [...new Set(demands.flatMap(({ needles }) => needles!.texts))];
  const traces = [...new Set(demands.flatMap(({ needles }) => needles!.traces))];
  return { texts, traces, rank: demands.reduce((least, { needles }) => Math.min(least, needles!.rank), Infinity) };
}

function both(lists: readonly (readonly string[])[], meet: (a: string, b: string) => string | undefined) {
  const [first, ...rest] = lists;
  return rest.reduce<readonly string[] | undefined>((kept, list) => {
    if (kept!.length * list.length > MOST_PAIRS) return kept!.length < list.length ? kept : list;
    const pairs = kept!.flatMap((a) => list.map((b) => meet(a, b)));
    return [...new Set(pairs.filter((pair) => pair !== undefined))];
  }, first);
}

/** CreateCluster of any service and anything of EKS meet in CreateCluster of EKS. */
function meeting(a: string, b: string): string | undefined {
  if (a === b) return a;
  const [slashA, slashB] = [a.lastIndexOf("/"), b.lastIndexOf("/")];
  if (slashA === -1 || slashB === -1) return undefined;
  const service = narrower(a.slice(0, slashA), b.slice(0, slashB));
  const operation = narrower(a.slice(slashA + 1), b.slice(slashB + 1));
  return service === undefined || operation === undefined ? undefined : `${service}/${operation}`;
}

/** Pods of any subresource and exec of any resource meet in exec of pods. */
function resourceMeeting(a: string, b: string): string | undefined {
  if (a === b) return a;
  const [resourceA, subA] = a.split("/", 2) as [string, string?];
  const [resourceB, subB] = b.split("/", 2) as [string, string?];
  const resource = narrower(resourceA, resourceB);
  if (resource === undefined || (subA !== undefined && subB !== undefined && subA !== subB)) return undefined;
  const subresource = subA ?? subB;
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}

function narrower(a: string, b: string): string | undefined {
  if (a === "*" || a === b) return b;
  return b === "*" ? a : undefined;
}

function trimmed(demand: { [K in keyof Demand]: Demand[K] | undefined }): Demand {
  return Object.fromEntries(Object.entries(demand).filter(([, value]) => value !== undefined));
}
