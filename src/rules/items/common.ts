import type { EventKind } from "../../model/event.ts";
import type { Rule } from "../../model/rule.ts";
import { SEVERITIES } from "../../model/severity.ts";
import { controls } from "../../tables/controls.ts";
import type { Item } from "../files/item.ts";
import { positionOf } from "../files/source-file.ts";

/** Keys that `filter` and `query` items share. */
export const COMMON_KEYS = ["title", "desc", "source", "severity", "control", "runbook", "tags", "enabled"];

/** What a rule has whatever it asks. */
export type CommonValues = Omit<Rule, "language" | "when" | "window" | "render" | "fields" | "source"> & {
  source?: EventKind;
};

/** The kinds that this program reads as events. */
const READ_KINDS: readonly EventKind[] = ["aws_cloudtrail", "k8s_audit", "aws_event", "control_plane_log"];

const CONTROL_IDS = controls.map(({ id }) => id);

/** Reads what `filter` and `query` items share; what is wrong, unknown keys too, becomes a problem of the item. */
export function readCommon(item: Item, own: readonly string[]): CommonValues {
  for (const { key, place, hint } of item.unknownKeys([...own, ...COMMON_KEYS])) {
    item.fail(place, `unknown key \`${key}\``, { hint });
  }
  for (const key of ["source", "severity"]) if (!item.has(key)) item.missing(key);
  const control = item.choice("control", CONTROL_IDS);
  const tags = item.texts("tags")?.map(({ text }) => text) ?? [];
  const { pack } = item.place.file;
  const name = item.name ?? "";
  const description = item.text("desc")?.text;
  const runbook = item.text("runbook")?.text;
  const source = item.choice("source", READ_KINDS);
  return {
    id: name,
    title: item.text("title")?.text ?? name,
    ...(description !== undefined && { description }),
    severity: item.choice("severity", SEVERITIES.toReversed()) ?? "info",
    ...(source !== undefined && { source }),
    controls: control === undefined ? [] : [control],
    tags: [...new Set(tags)].toSorted(),
    ...(runbook !== undefined && { runbook }),
    enabled: item.flag("enabled") ?? true,
    unknown: "quiet",
    at: positionOf(item.place),
    ...(pack !== undefined && { pack }),
  };
}
