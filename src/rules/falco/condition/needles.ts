import type { Check, Field } from "./ast.ts";
import { certainText } from "./posix-regex.ts";

/** Texts of which one stands in the record of every event that can match. */
export interface Needles {
  texts: readonly string[];
  /** Texts of which one stands in every record from which the value may have been left out: there it is unknown. */
  traces: readonly string[];
  /** The higher the rarer. */
  rank: number;
}

/** Fields whose value is not copied out of the record as it stands there. */
const MADE = new Set([
  "ct.info",
  "ct.managementevent",
  "ct.readonly",
  "ct.sessioncredentialfromconsole",
  "s3.uri",
  "jevt.obj",
  "json.obj",
  "jevt.rawtime",
  "json.rawtime",
  "ka.cluster.name",
  "ka.req.binding.subject.has_name",
  "ka.req.binding.subjects.serviceaccount_ns_names",
  "ka.req.container.privileged",
  "ka.req.volume.hostpath",
  "ka.uri.param",
]);

/** How rare values of a field are; 1 for others. */
const RANKS: { readonly [field: string]: number } = {
  "ct.src": 0.5,
  "ka.auth.decision": 0.1,
  "ka.response.code": 0.2,
  "ka.stage": 0.3,
  "ka.verb": 0,
};

/** Keys that stand in few records: where the field has a value, its key is there, whatever is asked of the value. */
const KEYS: { readonly [field: string]: string } = {
  "ka.impuser.name": "impersonatedUser",
  "ka.security.pod.violations": "audit-violations",
  "ka.validations.admission.policy.failure": "validation_failure",
};
const KEY_RANK = 2;

/** What tells that bodies, or values of CloudTrail, are not in the record; as `Event.unseen` finds it out. */
const TRACES = {
  requestObject: ['Metadata"', "audit.k8s.io/truncated"],
  responseObject: ['Metadata"', 'Request"', "audit.k8s.io/truncated"],
  values: ["HIDDEN_DUE_TO", "***", "sensitiveDataRemoved", 'omitted"'],
};

function tracesOf({ name, argument = "" }: Field): readonly string[] {
  const pointer = /^(?:jevt|json)\./.test(name) ? argument : "";
  if (name.startsWith("ka.req.") || /^\/?requestObject/.test(pointer)) return TRACES.requestObject;
  if (/^ka\.(?:resp|target\.pod)\./.test(name) || /^\/?responseObject/.test(pointer)) return TRACES.responseObject;
  return name.startsWith("ka.") ? [] : TRACES.values;
}

/** Operators that are true only where a constant, or what it certainly holds, stands in the value. */
const COPIED: { readonly [operator: string]: (constant: string) => string } = {
  "=": whole,
  in: whole,
  intersects: whole,
  contains: whole,
  startswith: whole,
  endswith: whole,
  glob: (pattern) => pattern.replace(/[[\\].*/s, "").replace(/[*?]/g, "\n"),
  regex: certainText,
};

/** Keys that stand in most records. */
const COMMON_KEYS = new Set(
  `requestObject responseObject responseStatus annotations objectRef stageTimestamp metadata
   requestReceivedTimestamp apiVersion userAgent sourceIPs requestURI username namespace
   requestParameters responseElements userIdentity sessionContext sessionIssuer principalId`.split(/\s+/),
);
const SHORTEST_KEY = 10;

/** What stands in a record in which the field has a value at all. */
export function keyNeedle(field: Field): Needles | undefined {
  const { name, argument } = field;
  const key = Object.hasOwn(KEYS, name) ? KEYS[name]! : rareStep(name, argument);
  return key === undefined ? undefined : { texts: [key], traces: tracesOf(field), rank: KEY_RANK };
}

/** A step of a JSON pointer that is no everyday key. */
function rareStep(name: string, argument = ""): string | undefined {
  if (name !== "jevt.value" && name !== "json.value") return undefined;
  const keys = argument.split("/").filter((key) => !COMMON_KEYS.has(key) && !key.includes("~"));
  const key = longest(keys.flatMap((one) => one.match(RUN) ?? []));
  return key.length >= SHORTEST_KEY ? key : undefined;
}

export function rarest(needles: readonly (Needles | undefined)[]): Needles | undefined {
  return needles.reduce((best, each) => (each && (!best || each.rank > best.rank) ? each : best), undefined);
}

function whole(constant: string): string {
  return constant;
}

/** Runs of characters that JSON writes only as themselves; a colon before them may be JSON's own. */
const RUN = /[A-Za-z0-9_.@-][A-Za-z0-9_.:@-]{2,}/g;
const MOST = 500;

/** undefined where none can be told. */
export function needlesOf(left: Field, { operator }: Check, constants: readonly string[]): Needles | undefined {
  const field = left.name;
  if (!Object.hasOwn(COPIED, operator) || MADE.has(field) || /^(?:(?:evt|static)\.|s3\.bytes)/.test(field))
    return undefined;
  const certain = COPIED[operator]!;
  const texts = constants.map((constant) => longest(certain(constant).match(RUN) ?? []));
  if (texts.length === 0 || texts.length > MOST || texts.includes("")) return undefined;
  const rank = Object.hasOwn(RANKS, field) ? RANKS[field]! : 1;
  const shortest = Math.min(...texts.map((text) => text.length));
  return { texts: [...new Set(texts)], traces: tracesOf(left), rank: rank + shortest / 1000 };
}

function longest(runs: readonly string[]): string {
  return runs.reduce((best, run) => (run.length > best.length ? run : best), "");
}

/** Whether a record as JSON writes it may hold one of these texts. */
export function recordScreen({ texts }: Pick<Needles, "texts">): (record: string) => boolean {
  return (record) => {
    for (const text of texts) if (record.includes(text)) return true;
    return record.includes("\\u00") && ESCAPED.test(record);
  };
}

/** An escape of a character that needles are made of. */
const ESCAPED = /\\u00(?:2[de]|3[0-9a]|4[0-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])/i;
