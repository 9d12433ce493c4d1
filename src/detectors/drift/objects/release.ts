import { HELM_RELEASE } from "../../../tables/kubernetes/types.ts";
import type { Act } from "../act.ts";
import type { Context } from "../context.ts";
import { revisionPath } from "./compare.ts";
import type { Registers } from "../registers.ts";

/** Helm makes a revision, then writes what it holds: hooks may take their time. */
const NEAR = 10 * 60_000;

/** Whether a write to what a chart made is Helm's own: by whom made a revision shortly before. */
export function isHelmsOwn(act: Act, registers: Registers, { target, resource }: Context): boolean {
  if (target.ref.type !== HELM_RELEASE || !resource || !act.attributes.some(({ unmapped }) => unmapped)) return false;
  const revision = registers[revisionPath(resource.attributes)];
  return revision?.by === act.actor.name && act.time - revision.time <= NEAR;
}
