import { operation } from "../../../tables/operations/index.ts";
import type { OperationRow } from "../../../tables/types.ts";
import { servicesWith } from "../aws-calls.ts";
import type { Demands } from "../demands.ts";

/**
 * The calls a condition can be about, where all of them are ones whose requests are known here.
 * @returns undefined where it can be about others too
 */
export function knownCalls(around: Demands): readonly OperationRow[] | undefined {
  const names = around.get("eventName");
  if (!names) return undefined;
  const sources = around.get("eventSource");
  const rows = [...names].flatMap((name) => callsOf(name, sources).map((source) => operation(source, name)));
  return rows.length > 0 && rows.every((row) => row !== undefined) ? rows : undefined;
}

function callsOf(name: string, sources: ReadonlySet<string> | undefined): string[] {
  return sources ? [...sources] : servicesWith(name).map((service) => `${service}.amazonaws.com`);
}
