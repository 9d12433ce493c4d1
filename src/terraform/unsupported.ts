import type { Notice } from "../model/source.ts";
import type { StateContent } from "./state/instance.ts";

/** Types that stand for things of a cluster but are not compared, and why. */
const REASONS: readonly (readonly [types: RegExp, reason: string])[] = [
  [/^aws_eks_/, "no attribute table for this type"],
  [/^awscc_eks_/, "the awscc provider is not compared"],
  [/^kubernetes_/, "this kind of object is not compared"],
];

/** One notice for each type that a reader could take for watched and that is not. */
export function unsupportedTypes(states: readonly { path: string; content: StateContent }[]): Notice[] {
  const counts = new Map<string, number>();
  for (const { content } of states) {
    for (const [type, count] of content.others) if (count > 0) counts.set(type, (counts.get(type) ?? 0) + count);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, count]) => {
      const reason = REASONS.find(([types]) => types.test(type))?.[1];
      if (reason === undefined) return [];
      const text = `${type}: ${count} ${count === 1 ? "resource is" : "resources are"} not compared: ${reason}`;
      return [{ code: "terraform-type-unsupported", text }];
    });
}
