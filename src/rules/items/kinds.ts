import { nearest } from "../../lib/nearest.ts";
import type { RuleProblem } from "../../model/rule.ts";
import { FALCO_KINDS } from "../falco/items/kinds.ts";
import type { FalcoKind } from "../falco/items/kinds.ts";
import type { MapNode } from "../files/node.ts";
import { positionOf } from "../files/source-file.ts";

/** Items of our own, looked for before Falco's. */
const OWN_KINDS = ["detection", "filter", "query"] as const;
export type OwnKind = (typeof OWN_KINDS)[number];
export type Kind = OwnKind | FalcoKind;

const KINDS: readonly Kind[] = [...OWN_KINDS, ...FALCO_KINDS];
/** Among how many keys the one that says the kind is looked for. */
const MOST_KEYS = 10;

/** What an item is, by the first of the kinds' keys that it has; undefined where it has none. */
export function kindOf({ entries }: MapNode): Kind | undefined {
  return KINDS.find((key) => entries.has(key));
}

export function isOwnKind(kind: Kind): kind is OwnKind {
  return (OWN_KINDS as readonly string[]).includes(kind);
}

/** What is said of an item of no kind: Falco passes over it. */
export function unknownItem({ entries, place }: MapNode): RuleProblem {
  const keys = [...entries.keys()].slice(0, MOST_KEYS);
  const meant = keys.map((key) => nearest(key, KINDS)).find((kind) => kind !== undefined);
  return {
    level: "warning",
    code: "LOAD_UNKNOWN_ITEM",
    at: positionOf(keys[0] === undefined ? place : entries.get(keys[0])!.keyPlace),
    message: `an item needs one of ${KINDS.join(", ")}: ignored`,
    ...(meant !== undefined && { hint: `did you mean \`${meant}\`?` }),
  };
}
