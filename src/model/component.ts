import type { z } from "zod";

export type ComponentKind = "source" | "state" | "detector" | "store";

/** One folder, one value, one line in its kind's index. Docs, schema, validation, example and wiring derive from it. */
export interface Component<K extends ComponentKind, S extends z.ZodType, Deps, T> {
  kind: K;
  type: string;
  summary: string;
  options: S;
  example: z.input<S>;
  create(options: z.output<S>, deps: Deps): T;
}

/** Gives a component its types; returns it unchanged. */
export function component<K extends ComponentKind, S extends z.ZodType, Deps, T>(
  value: Component<K, S, Deps, T>,
): Component<K, S, Deps, T> {
  return value;
}
