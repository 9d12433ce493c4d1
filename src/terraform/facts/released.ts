import type { ResourceRef } from "../../model/change.ts";
import { parseAddress } from "../address.ts";
import type { RelativeAddress } from "../code/module-source.ts";
import type { StateResource } from "./resource.ts";

/** Names that say nothing about the object they stand for. */
const ANY_NAME: ReadonlySet<string> = new Set(["this", "main", "default"]);

/** Whether a state's resource stands at an address that was given up. */
export function standsAt(resource: StateResource, released: RelativeAddress): boolean {
  const address = parseAddress(resource.address);
  if (!address) return false;
  const within = released.modules.every((name, at) => address.modules[at] === name);
  if (!released.resource) return within;
  const { type, name } = released.resource;
  return within && address.modules.length === released.modules.length && address.type === type && address.name === name;
}

/**
 * Whether an object that no state holds can be the one given up. After the apply nothing links the two any more
 * but the type and, as people name blocks after what they make, the name.
 */
export function canBe(ref: ResourceRef, released: RelativeAddress): boolean {
  if (released.resource?.type !== ref.type) return false;
  const block = plain(released.resource.name);
  const object = plain(ref.key.split(/[:#,/]/).at(-1) ?? "");
  return ANY_NAME.has(block) || (object !== "" && (block.includes(object) || object.includes(block)));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, "");
}
