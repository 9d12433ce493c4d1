import { aliasTables } from "../../tables/attributes/index.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import type { Life } from "./life.ts";
import { container } from "./paths.ts";
import { WHOLE } from "./registers.ts";
import type { Register, Registers } from "./registers.ts";

/** A creation after a deletion that is still open makes the object a replaced one. */
export function born(registers: Registers, life: Life, act: Act, context: Context): Registers {
  const wasDeleted = life.open?.lines.some(
    ({ path, verdict }) => path === WHOLE && (verdict === "deleted" || verdict === "replaced"),
  );
  if (act.what !== "created" || !wasDeleted) return registers;
  const whole = { ...registers[WHOLE]!, note: "replaced" };
  return { ...unsent(context.target.ref.type, registers, whole), ...registers, [WHOLE]: whole };
}

/** What a creation leaves out has the service's default, where that is known. */
function unsent(type: string, registers: Registers, whole: Register): Registers {
  const rows = (aliasTables.get(type)?.attributes ?? []).filter((row) => {
    const isSettable = Object.keys(row.request ?? {}).some((operation) => operation.startsWith("Create"));
    const isChosen = row.computed || row.absence !== undefined || (row.optionalComputed && row.default === undefined);
    return isSettable && !isChosen && row.kind !== "argument" && row.kind !== "presence";
  });
  const missing = rows.filter((row) => !Object.keys(registers).some((path) => container(path) === row.path));
  return Object.fromEntries(
    missing.map(({ path, kind, default: value = null }) => [
      path,
      { ...whole, note: undefined, kind, value: { set: value } },
    ]),
  );
}
