import type { Check } from "./ast.ts";

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
  "ka.verb": 0,
};

/** Operators that are true only where a constant, or a piece of it, stands in the value. */
const COPIED = new Set(["=", "in", "intersects", "contains", "startswith", "endswith"]);
/** Runs of characters that JSON writes only as themselves; a colon before them may be JSON's own. */
const RUN = /[A-Za-z0-9_.@-][A-Za-z0-9_.:@-]{2,}/g;
const MOST = 500;

/** undefined where none can be told. */
export function needlesOf(field: string, { operator }: Check, constants: readonly string[]): Needles | undefined {
  if (!COPIED.has(operator) || MADE.has(field) || /^(?:evt|static)\./.test(field)) return undefined;
  const texts = constants.map((constant) => longest(constant.match(RUN) ?? []));
  if (texts.length === 0 || texts.length > MOST || texts.includes("")) return undefined;
  const rank = Object.hasOwn(RANKS, field) ? RANKS[field]! : 1;
  const shortest = Math.min(...texts.map((text) => text.length));
  return { texts: [...new Set(texts)], rank: rank + shortest / 1000 };
}

function longest(runs: readonly string[]): string {
  return runs.reduce((best, run) => (run.length > best.length ? run : best), "");
}
