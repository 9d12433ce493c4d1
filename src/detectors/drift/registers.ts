import { stableJson } from "../../lib/stable-json.ts";
import type { AttributeChange, AttributeKind, NewValue } from "../../model/change.ts";
import type { Json } from "../../model/json.ts";
import { HELM_RELEASE } from "../../tables/kubernetes/types.ts";
import { isBefore } from "./act.ts";
import type { Act } from "./act.ts";
import { isItsJob, isItsOwn } from "./automation.ts";
import { isWithin } from "./paths.ts";
import { masked } from "./state-values.ts";

/** The last thing that was done to one path: what the log knows of the live object beside the state. */
export type Register = {
  time: number;
  event: string;
  kind: AttributeKind;
  value: NewValue;
  unmapped?: true;
  argument?: true;
  note?: string;
  /** It was the job of this automation. */
  automation?: string;
  /** Made by this automation, whose own it is where no state holds it. */
  owner?: string;
  /** Role of an own apply that no state confirmed. */
  ownRole?: string;
  /** The user agent said Terraform, the principal is none of the trusted ones. */
  terraformClaim?: true;
  updateId?: string;
  /** Who made this revision of a release. */
  by?: string;
  /** The event that opened the line, where an automation has moved the value on since. */
  opened?: string;
};

/** Path → register; "" stands for the object as a whole: set "created" or "deleted". */
export type Registers = { [path: string]: Register };

export const WHOLE = "";

/** The registers after an act. A late act moves nothing that a later one set. */
export function applied(registers: Registers, act: Act, type: string): Registers {
  const isWhole = act.what === "created" || act.what === "deleted";
  const isRestored = act.restores === true && isGone(registers[WHOLE]);
  const next: Registers = isWhole || isRestored ? laterThan(registers, act) : { ...registers };
  if (act.complete) removeOverlapping(next, act);
  if (isWhole)
    put(next, WHOLE, entry(act, type, { path: WHOLE, kind: "presence", value: { set: act.what }, note: act.effect }));
  if (act.what === "deleted") return next;
  for (const change of act.attributes) put(next, change.path, merged(next[change.path], entry(act, type, change)));
  for (const { path, value } of act.arguments) {
    put(next, path, { ...entry(act, type, { path, kind: "argument", value: { set: value } }), argument: true });
  }
  return next;
}

/** What was known of a map as a whole, or of a part of an element, gives way to what is told now. */
function removeOverlapping(registers: Registers, act: Act): void {
  for (const [path, register] of Object.entries(registers)) {
    const overlaps = ({ path: other }: AttributeChange) =>
      path !== WHOLE && other !== path && (isWithin(path, other) || isWithin(other, path));
    if (isOlder(register, act) && act.attributes.some(overlaps)) delete registers[path];
  }
}

function isGone(whole: Register | undefined): boolean {
  return whole !== undefined && ("unknown" in whole.value || ("set" in whole.value && whole.value.set === "deleted"));
}

/** The registers without what a cancelled or failed update set. */
export function withoutUpdate(registers: Registers, updateId: string): Registers {
  return Object.fromEntries(Object.entries(registers).filter(([, { updateId: id }]) => id !== updateId));
}

/** A created or deleted object starts anew; what came after that act stays. */
function laterThan(registers: Registers, act: Act): Registers {
  return Object.fromEntries(Object.entries(registers).filter(([, held]) => !isOlder(held, act)));
}

function isOlder(register: Register, act: Act): boolean {
  return isBefore(register, act) || register.event === act.event;
}

function put(registers: Registers, path: string, next: Register): void {
  const held = registers[path];
  const isLate = held !== undefined && (next.time < held.time || (next.time === held.time && next.event < held.event));
  if (!isLate) registers[path] = next;
}

function entry(act: Act, type: string, change: AttributeChange): Register {
  return {
    time: act.time,
    event: act.event,
    kind: change.kind,
    value: change.value,
    unmapped: change.unmapped,
    note: change.note,
    automation: isItsJob(act.automation, type, change.path) ? act.automation?.principal : undefined,
    owner: isItsOwn(act.automation) ? act.automation?.principal : undefined,
    ownRole: act.own ? act.actor.name : undefined,
    terraformClaim: !act.own && (act.actor.via === "terraform" || act.actor.via === "crossplane") ? true : undefined,
    updateId: act.updateId,
    ...(type === HELM_RELEASE ? { by: act.actor.name } : {}),
  };
}

/** Additions and removals build upon what was known of the set; anything else replaces it. */
function merged(held: Register | undefined, next: Register): Register {
  if (!held || !("add" in next.value) || held.time > next.time) return next;
  if ("unknown" in held.value) return { ...next, value: held.value };
  const { add, remove } = next.value;
  if ("set" in held.value) return { ...next, value: { set: withDelta(asList(held.value.set), add, remove) } };
  return {
    ...next,
    value: { add: union(without(held.value.add, remove), add), remove: union(without(held.value.remove, add), remove) },
  };
}

/** A list with elements added and taken away, compared as values. */
export function withDelta(list: readonly Json[], add: readonly Json[], remove: readonly Json[]): Json[] {
  return without(union(list, add), remove);
}

function union(list: readonly Json[], more: readonly Json[]): Json[] {
  const known = new Set(list.map(stableJson));
  return [...list, ...more.filter((item) => !known.has(stableJson(item)))];
}

function without(list: readonly Json[], gone: readonly Json[]): Json[] {
  const texts = new Set(gone.map(stableJson));
  return list.filter((item) => !texts.has(stableJson(item)));
}

export function asList(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The present value of a path: the state's with what the log knows laid over it. */
export function present(
  register: Register | undefined,
  before: Json | undefined,
  sensitive: boolean,
): Json | undefined {
  if (!register) return before;
  const { value } = register;
  if ("unknown" in value) return undefined;
  if ("set" in value) return sensitive && value.set !== null ? masked(value.set) : value.set;
  return withDelta(asList(before), value.add, value.remove);
}
