import { stringify } from "yaml";
import type { LoadedConfig } from "./load.ts";
import { masked } from "./references.ts";

/** The configuration as YAML, defaults filled in, passwords masked. */
export function renderConfig({ config }: LoadedConfig): string {
  const { store, time, ...rest } = config;
  const durations = Object.fromEntries(Object.entries(time).map(([key, ms]) => [key, durationText(ms)]));
  const { version, ...lists } = rest;
  return stringify({ version, ...(store !== undefined && { store: masked(store) }), ...lists, time: durations });
}

/** Milliseconds as the file would write them, nothing lost: 5,400,000 → `1h30m`. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = "";
  for (const [unit, size] of [
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
    ["ms", 1],
  ] as const) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text || "0s";
}
