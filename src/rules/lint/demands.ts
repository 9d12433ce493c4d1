import type { Asked, Claim } from "./condition.ts";

/** Path → the only texts that a matching record can have there. */
export type Demands = ReadonlyMap<string, ReadonlySet<string>>;

const NO_DEMANDS: Demands = new Map();

/** What every record that meets the condition must have. */
export function demandsOf(asked: Asked): Demands {
  if (asked.kind === "constant") return NO_DEMANDS;
  if (asked.kind === "claim") return ofClaim(asked);
  const [first = NO_DEMANDS, ...others] = asked.parts.map(demandsOf);
  return others.reduce(asked.kind === "and" ? both : either, first);
}

function ofClaim({ path, negated, test }: Claim): Demands {
  if (path === undefined || negated || test.is !== "one-of") return NO_DEMANDS;
  return new Map([[path, new Set(test.values)]]);
}

/** Where both speak of a path, what they share; what they contradict each other in is no demand, but a mistake. */
export function both(a: Demands, b: Demands): Demands {
  const all = new Map(a);
  for (const [path, values] of b) {
    const other = a.get(path);
    const shared = other && new Set([...values].filter((value) => other.has(value)));
    all.set(path, shared && shared.size > 0 ? shared : (other ?? values));
  }
  return all;
}

function either(a: Demands, b: Demands): Demands {
  const shared = [...a].filter(([path]) => b.has(path));
  return new Map(shared.map(([path, values]) => [path, new Set([...values, ...b.get(path)!])]));
}

/** Every claim with what must be true beside it for it to count. */
export function sitesIn(asked: Asked, around: Demands = NO_DEMANDS): { claim: Claim; around: Demands }[] {
  if (asked.kind === "constant") return [];
  if (asked.kind === "claim") return [{ claim: asked, around }];
  const inner = asked.kind === "and" ? both(around, demandsOf(asked)) : around;
  return asked.parts.flatMap((part) => sitesIn(part, asked.kind === "and" ? inner : both(inner, demandsOf(part))));
}

/** Whether the record must have one of these there. */
export function onlyAmong(demands: Demands, path: string, values: readonly string[]): boolean {
  const wanted = demands.get(path);
  return wanted !== undefined && wanted.size > 0 && [...wanted].every((value) => values.includes(value));
}
