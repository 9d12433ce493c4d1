import type { Act } from "./act.ts";
import type { Life } from "./life.ts";
import type { Registers } from "./registers.ts";

/**
 * An automation doing its job on a path that somebody else moved away from the state ends nothing: the value goes on,
 * and the line stays whose it was.
 */
export function inherited(registers: Registers, life: Life, act: Act): Registers {
  const open = new Map(life.open?.lines.filter((line) => line.open).map((line) => [line.path, line.event]));
  const moved = act.attributes.filter(({ path }) => registers[path]?.automation !== undefined && open.has(path));
  const kept = moved.map(({ path }) => [path, { ...registers[path]!, automation: undefined, opened: open.get(path) }]);
  return kept.length === 0 ? registers : { ...registers, ...(Object.fromEntries(kept) as Registers) };
}
