import type { AliasTable, AttributeRow } from "../../../tables/types.ts";
import type { FindingChange, Verdict } from "../../../model/finding.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import type { ResourceRef } from "../../../model/change.ts";
import type { Json } from "../../../model/json.ts";
import { aliasTables } from "../../../tables/attributes/index.ts";
import { parseArn } from "../../../lib/arn.ts";
import { parsePath, valueAt } from "../../../lib/path.ts";

export interface UndoInput {
  /** The object that changed; what identifies it comes from the state first, then from here. */
  target: ResourceRef;
  /** The state's object; absent when no state holds it. */
  resource?: ManagedResource;
  /** ARN of the cluster, where it is known. */
  cluster?: string;
  /** Every line of the finding, open or not. */
  changes: readonly FindingChange[];
}

const OPEN: ReadonlySet<Verdict | undefined> = new Set([
  "drifted",
  "deleted",
  "replaced",
  "unmanaged",
  "unknown",
  "unmapped",
] as const);

/** What an undo is written for: the object, its open lines, and the state's values as far as they may be shown. */
export class Subject {
  readonly type: string;
  readonly table: AliasTable | undefined;
  readonly region: string | undefined;
  readonly resource: ManagedResource | undefined;
  readonly target: ResourceRef;
  readonly lines: readonly FindingChange[];
  /** Lines that need nobody: still needed where a restored value must fit a present one. */
  readonly quiet: readonly FindingChange[];
  /** Lines of values that must not be printed. */
  readonly hidden: readonly FindingChange[];
  /** Lines that nothing says what to put back for: two states claim the object, say. */
  readonly undecided: readonly FindingChange[];

  constructor({ target, resource, changes }: UndoInput) {
    this.type = target.type;
    this.table = aliasTables.get(target.type);
    this.target = target;
    this.resource = resource;
    this.undecided = changes.filter(({ verdict, before }) => verdict === "unknown" && before === undefined);
    const open = changes.filter((change) => OPEN.has(change.verdict) && !this.undecided.includes(change));
    this.lines = open.filter((line) => !this.isSensitive(line.path));
    this.hidden = open.filter((line) => this.isSensitive(line.path));
    this.quiet = changes.filter((change) => !OPEN.has(change.verdict));
    this.region = target.region ?? resource?.region ?? regionOf(this.text("arn"));
  }

  /** The line about the resource as a whole. */
  whole(verdict: Verdict): FindingChange | undefined {
    return this.lines.find((line) => line.path === "" && line.verdict === verdict);
  }

  /** Open lines of an attribute, its elements (`labels["k"]`), and everything under it. */
  under(...paths: readonly string[]): FindingChange[] {
    return this.lines.filter((line) => paths.some((path) => covers(path, line.path)));
  }

  isSensitive(path: string): boolean {
    return (
      path !== "" && (this.resource?.sensitive ?? []).some((secret) => covers(secret, path) || covers(path, secret))
    );
  }

  /** Whether the state's value cannot go into a command: it must not be shown, or is one of several. */
  isWithheld(path: string): boolean {
    return this.isSensitive(path) || this.undecided.some((line) => covers(line.path, path) || covers(path, line.path));
  }

  /** The state's value; undefined where it is missing or withheld. */
  state(path: string): Json | undefined {
    const steps = parsePath(path);
    if (!steps || this.isWithheld(path)) return undefined;
    return valueAt(this.resource?.attributes, steps);
  }

  /** A non-empty text of the state. */
  text(path: string): string | undefined {
    const value = this.state(path);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** What identifies the object: from the state, from the call's match, or out of the key. */
  name(attribute: string): string | undefined {
    const matched = Object.hasOwn(this.target.match, attribute) ? this.target.match[attribute] : undefined;
    const cluster = attribute === "cluster_name" ? this.target.cluster : undefined;
    return this.text(attribute) ?? (matched || cluster || partOfKey(this.table, this.target.key, attribute));
  }

  row(path: string): AttributeRow | undefined {
    const base = baseOf(path);
    return (
      this.table?.attributes.find((row) => row.path === path) ?? this.table?.attributes.find((row) => row.path === base)
    );
  }
}

/** `labels["k"]` → `labels`, `configuration_values#/env/X` → `configuration_values`. */
export function baseOf(path: string): string {
  const end = path.search(/\["|#/);
  return end === -1 ? path : path.slice(0, end);
}

/** The key of an element's path: `labels["a.b"]` → `a.b`. */
export function elementKey(path: string): string | undefined {
  const last = parsePath(path)?.at(-1);
  return typeof last === "string" && path.endsWith('"]') ? last : undefined;
}

/** Whether `other` is `path` or lies under it; the index forms `[0]`, `.0` and none are one. "" covers only itself. */
function covers(path: string, other: string): boolean {
  const [outer, inner] = [unindexed(path), unindexed(other)];
  return inner === outer || (outer !== "" && inner.startsWith(outer) && /^[.[#]/.test(inner.slice(outer.length)));
}

function unindexed(path: string): string {
  return path.replace(/\[0\]|\.0(?=\.|$)/g, "");
}

function regionOf(arn: string | undefined): string | undefined {
  return (arn === undefined ? undefined : parseArn(arn)?.region) || undefined;
}

/** `{cluster_name}:{addon_name}` and `prod:vpc-cni` → the part asked for; all but the last part end at the first separator. */
function partOfKey(table: AliasTable | undefined, key: string, attribute: string): string | undefined {
  if (!table?.id || key === "") return undefined;
  const names = [...table.id.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const separators = table.id.split(/\{[^}]+\}/).slice(1, -1);
  let rest = key;
  for (const [at, name] of names.entries()) {
    const separator = separators[at];
    const end = separator === undefined ? rest.length : rest.indexOf(separator);
    if (end === -1) return undefined;
    if (name === attribute) return rest.slice(0, end) || undefined;
    rest = rest.slice(end + (separator?.length ?? 0));
  }
  return undefined;
}
