import { stableJson } from "../../../lib/stable-json.ts";
import { isBefore } from "../act.ts";
import type { Act } from "../act.ts";
import type { Context } from "../context.ts";
import type { Life } from "../life.ts";
import { isWithin } from "../paths.ts";
import { WHOLE } from "../registers.ts";
import { stateValue } from "../state-values.ts";

/**
 * An act that tells the whole object, as what it does itself: values that stand as somebody left them before are not
 * its own, and what it does not name is back at the state's. An act that such a one overtook says nothing any more.
 */
export function fitted(act: Act, { registers, whole }: Life, { resource }: Context): Act {
  if (whole && isBefore(act, whole)) return { ...act, attributes: [], arguments: [] };
  if (!act.complete || !resource) return act;
  const moved = act.attributes.filter(({ path, value }) => {
    const register = registers[path];
    return !register || stableJson(register.value) !== stableJson(value);
  });
  const back = Object.entries(registers).filter(
    ([path, register]) =>
      path !== WHOLE &&
      isBefore(register, act) &&
      !act.attributes.some(({ path: named }) => isWithin(named, path) || isWithin(path, named)),
  );
  const restored = back.map(([path, { kind }]) => ({
    path,
    kind,
    value: { set: stateValue(resource, path, undefined) ?? null },
  }));
  return { ...act, attributes: [...moved, ...restored] };
}
