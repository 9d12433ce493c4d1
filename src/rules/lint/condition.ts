/** What a condition of any of the three languages asks, as far as it can be told without an event. */
export type Asked = { kind: "and" | "or"; parts: readonly Asked[] } | { kind: "constant"; value: boolean } | Claim;

/** A test of one field. */
export interface Claim extends Place {
  kind: "claim";
  /** As the author wrote it: `ct.request.name`, `$.verb`. */
  field: string;
  /** Path of the record; undefined where the field is none of the record's own. */
  path: string | undefined;
  /** Whether what follows must not be so. */
  negated: boolean;
  /** With `negated`: false where there is no value, as `!=` is. */
  needsValue?: true;
  test: Test;
  /** As it is written. */
  text: string;
  /** Objects and lists are compared as JSON texts; else they are no values at all. */
  readsJson?: true;
  /** The name that was meant, where a hyphen made a subtraction of it. */
  subtracted?: string;
}

export type Test =
  /** The value is one of these texts. */
  | { is: "one-of"; values: readonly string[] }
  | { is: "exists" }
  /** The value has this text somewhere. */
  | { is: "has"; texts: readonly string[] }
  /** Anything else that needs a value. */
  | { is: "other" };

/** Where something stands: offsets in the condition's text; what stands in a macro stands where it is used. */
export interface Place {
  from: number;
  to: number;
  macro?: string;
}

/** The opposite of a condition, `not` pushed down to the claims. */
export function opposite(asked: Asked): Asked {
  if (asked.kind === "constant") return { kind: "constant", value: !asked.value };
  if (asked.kind === "claim") return oppositeClaim(asked);
  return { kind: asked.kind === "and" ? "or" : "and", parts: asked.parts.map(opposite) };
}

/** What is not different is the same, or not there. */
function oppositeClaim({ needsValue, ...claim }: Claim): Asked {
  const other: Claim = { ...claim, negated: !claim.negated };
  if (!needsValue) return other;
  return { kind: "or", parts: [other, { ...claim, negated: true, test: { is: "exists" } }] };
}

/** Conditions joined; one alone stays itself. */
export function joined(kind: "and" | "or", parts: readonly Asked[]): Asked {
  return parts.length === 1 ? parts[0]! : { kind, parts };
}

/** All claims, in order. */
export function claimsIn(asked: Asked): Claim[] {
  if (asked.kind === "claim") return [asked];
  return asked.kind === "constant" ? [] : asked.parts.flatMap(claimsIn);
}

/** The same for conditions that mean the same as far as their writing tells; the order of parts does not count. */
export function meaning(asked: Asked): string {
  if (asked.kind === "constant") return String(asked.value);
  if (asked.kind === "claim") return `${asked.negated ? "not " : ""}${claimMeaning(asked)}`;
  const parts = flat(asked.kind, asked).map(meaning);
  return `(${[...new Set(parts)].toSorted().join(` ${asked.kind} `)})`;
}

/** What a claim says, whether it is negated or not. */
export function claimMeaning({ field, path, test, text }: Claim): string {
  const what = path ?? field;
  if (test.is === "one-of") return `${what} in ${JSON.stringify([...new Set(test.values)].toSorted())}`;
  return test.is === "exists" ? `${what} exists` : `${what}: ${text}`;
}

/** The parts of a chain, those of inner chains of the same kind too. */
export function flat(kind: "and" | "or", asked: Asked): Asked[] {
  return asked.kind === kind ? asked.parts.flatMap((part) => flat(kind, part)) : [asked];
}
