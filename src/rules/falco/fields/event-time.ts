import { parseTime } from "../../../lib/time.ts";
import type { Event } from "../../../model/event.ts";
import { valueAt } from "./record.ts";

/** The event's time in nanoseconds since 1970: the record's own, with all its digits, where it is what the event goes by. */
export function nanosecondsOf(event: Event): bigint {
  const written = valueAt(event.raw, [event.kind === "k8s_audit" ? "stageTimestamp" : "eventTime"]);
  const milliseconds = BigInt(Math.floor(event.time)) * 1_000_000n;
  if (typeof written !== "string" || parseTime(written) !== event.time) return milliseconds;
  const fraction = /\.(\d+)/.exec(written)?.[1]?.slice(0, 9).padEnd(9, "0") ?? "0";
  return milliseconds - modulo(milliseconds, 1_000_000_000n) + BigInt(fraction);
}

/** Never negative, also for times before 1970. */
export function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

const SECOND = 1_000_000_000n;

/** `2026-01-02` and `03:04:05.000000006` in UTC. */
export function clockOf(nanoseconds: bigint): { date: string; time: string } {
  const rest = modulo(nanoseconds, SECOND);
  const [date, time] = new Date(Number((nanoseconds - rest) / 1_000_000n)).toISOString().slice(0, 19).split("T");
  return { date: date!, time: `${time}.${String(rest).padStart(9, "0")}` };
}
