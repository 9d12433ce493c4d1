import type { FindingChange } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import type { ManagedResource } from "../../model/terraform.ts";
import type { AttributeRow } from "../../tables/types.ts";
import type { Context } from "./context.ts";
import { ruled } from "./covers.ts";
import { differences, samePart } from "./differences.ts";
import type { Difference } from "./differences.ts";
import { finish } from "./line.ts";
import type { Line } from "./line.ts";
import { isCovered, pathsTo } from "./paths.ts";
import { WHOLE, asList, present } from "./registers.ts";
import type { Register, Registers } from "./registers.ts";
import { isSensitive, rowOf, stateValue } from "./state-values.ts";
import { isEmpty, sameValue } from "./values/canonical.ts";

/** Of an object that no state describes so many attributes are shown. */
const SENT_KEPT = 30;

/** Every path in which the live object, as far as the log tells, is not what the state says; covered ones included. */
export function linesOf(registers: Registers, context: Context): Line[] {
  const lines = new Map<string, Line>();
  /** Paths of lines, and what they lie under: objects of hostile size have too many lines to look at each. */
  const taken = new Set<string>();
  const attributes = Object.entries(registers).filter(([path]) => path !== WHOLE);
  const isUnmanaged = context.resource === undefined;
  for (const [path, register] of attributes.toSorted(([, a], [, b]) => a.time - b.time)) {
    if (register.argument || isUnmanaged) continue;
    if (taken.has(path)) {
      for (const known of lines.keys()) if (known.startsWith(path) && isCovered(known, path)) lines.delete(known);
    }
    for (const line of attributeLines(path, register, registers, context)) {
      lines.set(line.path, line);
      for (const above of pathsTo(line.path)) taken.add(above);
    }
  }
  const whole = wholeLine(registers[WHOLE], registers, [...lines.values()], context);
  const found = whole ? [whole, ...lines.values()] : [...lines.values()];
  return [...found, ...argumentLines(registers, found, context)];
}

function attributeLines(path: string, register: Register, registers: Registers, context: Context): Line[] {
  const { target, resource, resources } = context;
  if (register.unmapped) return [finish({ path, after: plain(register) }, "unmapped", register, registers, context)];
  const type = target.ref.type;
  const shown = tagPath(path, resource!);
  const row = rowOf(type, shown);
  const before = stateValue(resource!, shown, row);
  if (disagree(resources, shown, row, register)) return [twoStates(shown, register, registers, context)];
  if ("unknown" in register.value) {
    // An omitted member can only clear what is there.
    if (register.value.omitted && isEmpty(before)) return [];
    return [finish({ path: shown, before, reason: register.value.unknown }, "unknown", register, registers, context)];
  }
  const after = present(register, before, isSensitive(resource!, shown));
  const found = differences(shown, register.kind, row, before, after);
  return found.map((difference) =>
    finish(bothSides(named(difference, register, row)), "drifted", register, registers, context),
  );
}

/** A call argument is a line only where `drift_rules` watch it, and only beside a changed attribute. */
function argumentLines(registers: Registers, beside: readonly Line[], context: Context): Line[] {
  if (!context.resource || !beside.some(({ open }) => open)) return [];
  return Object.entries(registers).flatMap(([path, register]) => {
    const rule = ruled(context.target.ref.type, path, context.facts);
    if (!register.argument || rule === undefined || rule === "unwatched" || !("set" in register.value)) return [];
    const before = stateValue(context.resource!, path, undefined);
    const after = register.value.set;
    if (sameValue(before, after, "scalar")) return [];
    return [finish({ path, before, after, reason: "call argument" }, "drifted", register, registers, context)];
  });
}

function plain(register: Register): Json | undefined {
  return "set" in register.value ? register.value.set : undefined;
}

function wholeLine(
  register: Register | undefined,
  registers: Registers,
  lines: readonly Line[],
  context: Context,
): Line | undefined {
  const { resource, target, facts } = context;
  // Clusters are full of objects in no state.
  if (!resource && target.ref.object) return undefined;
  if (!resource) {
    if (register && "set" in register.value && register.value.set === "deleted") return undefined;
    const first = Object.values(registers)[0];
    if (!first || facts.terraform.released(target.ref)) return undefined;
    const reason = register?.note ?? Object.values(registers).find(({ note }) => note !== undefined)?.note;
    return finish(
      { path: WHOLE, after: sent(registers, context), reason },
      "unmanaged",
      register ?? first,
      registers,
      context,
    );
  }
  if (register && "unknown" in register.value)
    return finish({ path: WHOLE, reason: register.value.unknown }, "unknown", register, registers, context);
  if (!register || !("set" in register.value)) return undefined;
  if (register.value.set === "deleted") return finish({ path: WHOLE }, "deleted", register, registers, context);
  const wasReplaced = register.note === "replaced" && lines.some(({ open }) => open);
  return wasReplaced ? finish({ path: WHOLE }, "replaced", register, registers, context) : undefined;
}

/** Log types and other sets that calls add to and take from say which. */
function named(difference: Difference, register: Register, row: AttributeRow | undefined): FindingChange {
  const { path, before, after } = difference;
  if (
    !Array.isArray(before ?? []) ||
    !Array.isArray(after ?? []) ||
    row?.semantics === undefined ||
    register.kind === "blockset"
  )
    return { path, before: before ?? emptyList(row), after };
  const [old, now] = [asList(before).map(String), asList(after).map(String)];
  const signs = [
    ...now.filter((item) => !old.includes(item)).map((item) => `+${item}`),
    ...old.filter((item) => !now.includes(item)).map((item) => `-${item}`),
  ];
  return { path, before: before ?? [], after: after ?? [], reason: signs.join(" ") };
}

/** What is known not to be there is null; only the unknown is absent. */
function bothSides({ before = null, after = null, ...line }: FindingChange): FindingChange {
  return { ...line, before, after };
}

function emptyList(row: AttributeRow | undefined): Json | undefined {
  return row?.kind === "set" || row?.kind === "cidrset" ? [] : undefined;
}

/** A key that the state holds only in `tags_all` comes from the provider's `default_tags`. */
export function tagPath(path: string, resource: ManagedResource): string {
  if (!path.startsWith('tags["')) return path;
  if (stateValue(resource, path, undefined) !== undefined) return path;
  const all = path.replace("tags", "tags_all");
  return stateValue(resource, all, undefined) === undefined ? path : all;
}

/** What the calls said of an object that no state describes, beside what names it. */
function sent(registers: Registers, { target }: Context): Json | undefined {
  const known = Object.entries(registers).flatMap(([path, { value, argument }]) => {
    const isSaid = path !== WHOLE && !argument && "set" in value && !isEmpty(value.set);
    return isSaid && !(path in target.ref.match) ? [[path, value.set] as const] : [];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known.slice(0, SENT_KEPT));
}

function disagree(
  resources: readonly ManagedResource[],
  path: string,
  row: AttributeRow | undefined,
  register: Register,
): boolean {
  const [first, ...others] = resources;
  return others.some(
    (other) => !samePart(path, register.kind, row, stateValue(first!, path, row), stateValue(other, path, row)),
  );
}

function twoStates(path: string, register: Register, registers: Registers, context: Context): Line {
  const states = new Set(context.resources.map(({ state }) => state));
  const claims = context.resources.map(({ address, state }) => (states.size > 1 ? `${state}: ${address}` : address));
  const scopes = new Set(context.resources.map(({ account, region }) => `${account} ${region}`));
  const reason = scopes.size > 1 ? "account or Region not in the state" : `two states claim it: ${claims.join(", ")}`;
  return finish({ path, reason }, "unknown", register, registers, context);
}
