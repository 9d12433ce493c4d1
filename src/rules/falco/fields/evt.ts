import type { Event } from "../../../model/event.ts";
import { infoOf } from "./ct-info.ts";
import { userOf } from "./ct-identity.ts";
import { clockOf, modulo, nanosecondsOf } from "./event-time.ts";
import { recordText } from "./json-pointer.ts";
import { plainAt } from "./record.ts";
import type { Row } from "./row.ts";

const SECOND = 1_000_000_000n;
const seconds = (clock: string) => clock.slice(0, 8);

function time(name: string, summary: string, read: Row["read"]): Row {
  return { name, summary, type: "time", reads: [], read };
}

function text(name: string, summary: string, read: Row["read"]): Row {
  return { name, summary, reads: [], read };
}

function plugin(event: Event): string {
  if (event.kind === "aws_cloudtrail") return "cloudtrail";
  return event.origins[0]?.logGroup?.startsWith("/aws/eks/") ? "k8saudit-eks" : "k8saudit";
}

function callInfo(event: Event): string {
  const user = userOf(event);
  const service = plainAt(event, ["eventSource"])?.replace(/\.amazonaws\.com$/, "") ?? "";
  const where = `${plainAt(event, ["awsRegion"]) ?? ""}${user === undefined ? "" : ` ${user}`}`;
  return `${where} ${service} ${plainAt(event, ["eventName"]) ?? ""} ${infoOf(event)}`;
}

/** Fields that any event has. Source: Falco 0.44, generic event fields. */
export const evt: readonly Row[] = [
  {
    name: "evt.num",
    summary: "Number of the record in its file, counted from 1: the same whenever and wherever it is read.",
    type: "number",
    reads: [],
    read: (event) => (event.origins[0] ? BigInt(event.origins[0].record) : undefined),
  },
  text("evt.time", "Time of day in UTC, nine digits after the point.", (event) => clockOf(nanosecondsOf(event)).time),
  text("evt.time.s", "Time of day in UTC, whole seconds.", (event) => seconds(clockOf(nanosecondsOf(event)).time)),
  text("evt.time.iso8601", "Date and time in UTC, ISO 8601.", (event) => iso8601(event, "+0000")),
  text("evt.datetime", "Date and time in UTC, nine digits after the point.", (event) => {
    const clock = clockOf(nanosecondsOf(event));
    return `${clock.date} ${clock.time}`;
  }),
  text("evt.datetime.s", "Date and time in UTC, whole seconds.", (event) => {
    const clock = clockOf(nanosecondsOf(event));
    return `${clock.date} ${seconds(clock.time)}`;
  }),
  time("evt.rawtime", "Nanoseconds since 1970.", nanosecondsOf),
  time("evt.rawtime.s", "Seconds since 1970.", (event) => nanosecondsOf(event) / SECOND),
  time("evt.rawtime.ns", "Nanoseconds of the second.", (event) => modulo(nanosecondsOf(event), SECOND)),
  ...["evt.reltime", "evt.reltime.s", "evt.reltime.ns"].map((name) =>
    time(
      name,
      "Always absent: which event of a run comes first depends on how its input is shared out.",
      () => undefined,
    ),
  ),
  text("evt.pluginname", "k8saudit, k8saudit-eks or cloudtrail: the Falco plugin that reads such events.", plugin),
  text("evt.plugininfo", "The audit event as JSON; of a call where, who, what, and ct.info.", (event) =>
    event.kind === "aws_cloudtrail" ? callInfo(event) : recordText(event),
  ),
  text("evt.source", "Source of the event: k8s_audit or aws_cloudtrail.", (event) => event.kind),
  {
    name: "evt.is_async",
    summary: "Always false.",
    type: "boolean",
    reads: [],
    read: () => false,
  },
  text("evt.asynctype", "Always absent.", () => undefined),
  text("evt.hostname", "Host name of the machine that evaluates.", (_event, _argument, { hostname }) => hostname),
];

/** Date and time with nine digits after the point. */
export function iso8601(event: Event, zone: "Z" | "+0000"): string {
  const { date, time: clock } = clockOf(nanosecondsOf(event));
  return `${date}T${clock}${zone}`;
}
