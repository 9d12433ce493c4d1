import { createHash } from "node:crypto";

/** What a finding is about; never a time, a count, an event id or a severity. */
export interface Subject {
  rule: string;
  partition: string;
  account: string;
  region: string;
  cluster: string;
  kind: string;
  namespace?: string;
  name: string;
  /** Empty for open state findings; the principal for event findings; the resolution for quiet ones. */
  discriminator?: string;
}

/** First 16 bytes of SHA-256 over the subject's canonical JSON, hex. */
export function fingerprint(subject: Subject): string {
  const { rule, partition, account, region, cluster, kind, namespace, name, discriminator } = subject;
  const canonical = [rule, partition, account, region, cluster, kind, namespace ?? "", name, discriminator ?? ""];
  return sha256(JSON.stringify(canonical)).slice(0, 32);
}

/** The id of one episode of a finding: replays give the same ids. Episodes count from 1. */
export function findingId(print: string, episode: number): string {
  return `fnd_${sha256(`${print}|${episode}`).slice(0, 24)}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
