/** A length of time as queries write it: `10m`, `1week`. Fixed units count milliseconds, calendar units months. */
export interface Period {
  /** As written: `5m`. */
  text: string;
  count: number;
  unit: { ms: number } | { months: number };
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Weeks begin on Monday; the epoch was a Thursday. */
const FIRST_MONDAY = 4 * DAY;
/** Longer periods than these leave the calendar. */
const MOST_YEARS = 10_000;

// Source: spec of the language, "Supported operations and functions", CloudWatch Logs User Guide (datetime functions).
const UNITS: readonly [names: readonly string[], unit: Period["unit"]][] = [
  [["ms", "msec", "millisecond"], { ms: 1 }],
  [["s", "sec", "second"], { ms: 1000 }],
  [["m", "min", "minute"], { ms: 60_000 }],
  [["h", "hr", "hour"], { ms: 3_600_000 }],
  [["d", "day"], { ms: DAY }],
  [["w", "week"], { ms: WEEK }],
  [["mo", "mon", "month"], { months: 1 }],
  [["q", "qtr", "quarter"], { months: 3 }],
  [["y", "yr", "year"], { months: 12 }],
];

const BY_NAME = new Map(
  UNITS.flatMap(([names, unit]) =>
    names.flatMap((name) => [[name, unit] as const, ...(name.length > 1 ? [[`${name}s`, unit] as const] : [])]),
  ),
);

/** The unit of that name, whatever its case; undefined where there is none. */
export function unitOf(name: string): Period["unit"] | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** All names of units, for messages. */
export const UNIT_NAMES = UNITS.flatMap(([names]) => names);

/** Whether a period is at least something and at most what a calendar holds. */
export function isPeriodLength(count: number, unit: Period["unit"]): boolean {
  const years = "ms" in unit ? (count * unit.ms) / (365 * DAY) : (count * unit.months) / 12;
  return count >= 1 && years <= MOST_YEARS;
}

/** The beginning of the period that a time lies in: epoch ms, UTC. */
export function floorTime(time: number, { count, unit }: Period): number {
  if ("months" in unit) return monthStart(Math.floor(monthOf(time) / (count * unit.months)) * count * unit.months);
  const origin = unit.ms === WEEK ? FIRST_MONDAY : 0;
  const length = count * unit.ms;
  return Math.floor((time - origin) / length) * length + origin;
}

/** The beginning of the next period, or the time itself where a period begins with it. */
export function ceilTime(time: number, period: Period): number {
  const floor = floorTime(time, period);
  if (floor === time) return time;
  const { count, unit } = period;
  return "months" in unit ? monthStart(monthOf(floor) + count * unit.months) : floor + count * unit.ms;
}

/** Months since the year 0. */
function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function monthStart(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return date.getTime();
}
