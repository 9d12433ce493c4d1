import { ceilTime, floorTime } from "../values/period.ts";
import { isTimestamp, numberOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Definitions } from "./signature.ts";

/** The largest time that a date can hold, in ms. Source: ECMAScript, time values. */
const LATEST = 8.64e15;

/** Functions of time; a time is a timestamp or a number of milliseconds since the epoch. */
export const timeFunctions: Definitions = [
  {
    name: "bin",
    usage: "bin(period)",
    arity: [1, 1],
    period: 0,
    readsTime: true,
    call: ([time], _, period) => timestamp(time!, (ms) => floorTime(ms, period!)),
  },
  {
    name: "datefloor",
    usage: "datefloor(time, period)",
    arity: [2, 2],
    period: 1,
    call: ([time], _, period) => timestamp(time!, (ms) => floorTime(ms, period!)),
  },
  {
    name: "dateceil",
    usage: "dateceil(time, period)",
    arity: [2, 2],
    period: 1,
    call: ([time], _, period) => timestamp(time!, (ms) => ceilTime(ms, period!)),
  },
  { name: "fromMillis", usage: "fromMillis(number)", arity: [1, 1], call: ([ms]) => timestamp(ms!, (value) => value) },
  {
    name: "toMillis",
    usage: "toMillis(time)",
    arity: [1, 1],
    call: ([time]) => (isTimestamp(time!) ? time.ms : numberOf(time!)),
  },
  { name: "now", usage: "now()", arity: [0, 0], call: (_, { now }) => Math.floor(now / 1000) },
];

function timestamp(value: Value, move: (ms: number) => number): Value {
  const ms = typeof value === "boolean" ? null : numberOf(value);
  if (ms === null || Math.abs(ms) > LATEST) return null;
  const moved = move(ms);
  return Math.abs(moved) > LATEST ? null : { ms: moved };
}
