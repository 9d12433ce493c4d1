import type { Check } from "./ast.ts";
import { certainText } from "./posix-regex.ts";

/** Texts of which one stands in the record of every event that can match. */
export interface Needles {
  texts: readonly string[];
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
  "ct.name": 3,
  "ka.target.resource": 2,
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

/** What stands in a record in which the field has a value at all. */
export function keyNeedle(field: string): Needles | undefined {
  return Object.hasOwn(KEYS, field) ? { texts: [KEYS[field]!], rank: KEY_RANK } : undefined;
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
export function needlesOf(field: string, { operator }: Check, constants: readonly string[]): Needles | undefined {
  if (!Object.hasOwn(COPIED, operator) || MADE.has(field) || /^(?:(?:evt|static)\.|s3\.bytes)/.test(field))
    return undefined;
  const certain = COPIED[operator]!;
  const texts = constants.map((constant) => longest(certain(constant).match(RUN) ?? []));
  if (texts.length === 0 || texts.length > MOST || texts.includes("")) return undefined;
  const rank = Object.hasOwn(RANKS, field) ? RANKS[field]! : 1;
  const shortest = Math.min(...texts.map((text) => text.length));
  return { texts: [...new Set(texts)], rank: rank + shortest / 1000 };
}

function longest(runs: readonly string[]): string {
  return runs.reduce((best, run) => (run.length > best.length ? run : best), "");
}

/** Whether a record as JSON writes it may hold one of these texts. */
export function recordScreen({ texts }: Needles): (record: string) => boolean {
  return (record) => {
    for (const text of texts) if (record.includes(text)) return true;
    return record.includes("\\u00") && ESCAPED.test(record);
  };
}

/** An escape of a character that needles are made of. */
const ESCAPED = /\\u00(?:2[de]|3[0-9a]|4[0-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])/i;
