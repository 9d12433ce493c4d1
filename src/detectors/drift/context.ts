import type { Facts } from "../../model/facts.ts";
import type { ManagedResource } from "../../model/terraform.ts";
import { managed } from "./targets/target.ts";
import type { Target } from "./targets/target.ts";

/** What judging one target needs beside its acts. */
export interface Context {
  target: Target;
  facts: Facts;
  /** The state's instances; several where two states claim it, none where it is unmanaged. */
  resources: readonly ManagedResource[];
  resource: ManagedResource | undefined;
  /** Epoch ms up to which what waited for the state to move is judged. */
  now: number;
}

export function contextOf(target: Target, facts: Facts, now: number): Context {
  const resources = managed(target.ref, facts);
  return { target, facts, resources, resource: resources[0], now };
}
