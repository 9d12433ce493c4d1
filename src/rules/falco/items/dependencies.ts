/** What needs what, followed to the end. */
export interface Dependencies {
  /** Every name after those it needs. */
  order: string[];
  /** Of names in a cycle the way around: `a`, `b`, `a`. */
  cycles: ReadonlyMap<string, readonly string[]>;
}

/** Follows needs without recursion: chains may be as long as a file. */
export function dependencies(names: Iterable<string>, needs: (name: string) => readonly string[]): Dependencies {
  const order: string[] = [];
  const cycles = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  /** The way from a start to where we are. */
  const way: { name: string; left: string[] }[] = [];
  const depth = new Map<string, number>();

  const enter = (name: string) => {
    seen.add(name);
    depth.set(name, way.length);
    way.push({ name, left: [...needs(name)].toReversed() });
  };
  const close = (name: string) => {
    const around = way.slice(depth.get(name)).map((step) => step.name);
    for (const [n, member] of around.entries()) {
      if (!cycles.has(member)) cycles.set(member, shortened([...around.slice(n), ...around.slice(0, n + 1)]));
    }
  };

  for (const start of names) {
    if (!seen.has(start)) enter(start);
    while (way.length > 0) {
      const { name, left } = way.at(-1)!;
      const next = left.pop();
      if (next === undefined) {
        order.push(name);
        depth.delete(name);
        way.pop();
      } else if (depth.has(next)) {
        close(next);
      } else if (!seen.has(next)) {
        enter(next);
      }
    }
  }
  return { order, cycles };
}

/** A long way around by its ends. */
function shortened(around: readonly string[]): readonly string[] {
  return around.length > 8 ? [...around.slice(0, 4), "…", ...around.slice(-3)] : around;
}
