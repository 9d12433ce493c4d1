import { InvalidArgumentError } from "commander";
import { parseArn } from "../lib/arn.ts";
import { parseDuration, parseTime } from "../lib/time.ts";
import type { ClusterRef } from "../model/cluster.ts";
import { SEVERITIES } from "../model/severity.ts";
import type { Severity } from "../model/severity.ts";

const MOST_THREADS = 64;

// Readers of option values; commander puts the option's name before what they throw.

/** `2026-03-12T08:00:00Z`, or `2h` / `7d` before now. Epoch ms. */
export function timeArgument(now: number): (text: string) => number {
  return (text) => {
    const duration = parseDuration(text);
    const time = duration === undefined ? parseTime(text) : now - duration;
    if (time === undefined) throw new InvalidArgumentError("Write a time as 2026-03-12T08:00:00Z, or 2h or 7d ago.");
    return time;
  };
}

/** `arn:aws:eks:REGION:ACCOUNT:cluster/NAME` or `ACCOUNT/REGION/NAME`. */
export function clusterArgument(text: string): ClusterRef {
  const arn = parseArn(text);
  if (arn) {
    const [kind, name, ...rest] = arn.resource.split("/");
    if (arn.service !== "eks" || kind !== "cluster" || !name || rest.length > 0) throw noCluster();
    return { name, partition: arn.partition, account: arn.account, region: arn.region, arn: text };
  }
  const match = /^(\d{12})\/([a-z]{2}(?:-[a-z]+)+-\d+)\/([A-Za-z0-9][\w-]{0,99})$/.exec(text);
  if (!match) throw noCluster();
  return { account: match[1]!, region: match[2]!, name: match[3]! };
}

function noCluster(): InvalidArgumentError {
  return new InvalidArgumentError("Write the cluster's ARN, or ACCOUNT/REGION/NAME.");
}

/** A severity, or undefined for `none`. */
export function severityArgument(text: string): Severity | "none" {
  if (text === "none" || (SEVERITIES as readonly string[]).includes(text)) return text as Severity | "none";
  throw new InvalidArgumentError(`Allowed: ${SEVERITIES.toReversed().join(", ")}, none.`);
}

/** A number of threads. */
export function countArgument(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) > MOST_THREADS)
    throw new InvalidArgumentError(`Write a number from 0 to ${MOST_THREADS}.`);
  return Number(text);
}

/** For options that may be repeated. */
export function repeated(value: string, before: string[] = []): string[] {
  return [...before, value];
}
