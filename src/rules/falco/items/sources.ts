import type { FalcoSource } from "../fields/field.ts";

/** The sources whose rules run here. */
export const FALCO_SOURCES: readonly FalcoSource[] = ["k8s_audit", "aws_cloudtrail"];

export function isFalcoSource(source: string): source is FalcoSource {
  return (FALCO_SOURCES as readonly string[]).includes(source);
}
