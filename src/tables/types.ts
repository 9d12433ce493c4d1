import type { AttributeKind } from "../model/change.ts";
import type { Json } from "../model/json.ts";

/** What an absent request member means; without an entry it keeps the value. */
export type Absence = "keep" | "serviceChosen" | "maybeClear" | "confirm";

export interface AttributeRow {
  /** Path in the state, `[0]` for single blocks. */
  path: string;
  kind: AttributeKind;
  /**
   * Operation → wire path inside requestParameters; one that ends at a list or map names the whole container.
   * EC2 paths are in the one form that its three wire forms are brought to: camelCase, no wrapper, plain lists.
   */
  request?: { [operation: string]: string };
  /** Operation → wire path of what is taken away (`addRemove`). */
  remove?: { [operation: string]: string };
  response?: { [operation: string]: string };
  /** Operation → the value it sets by its very name. */
  implied?: { [operation: string]: Json };
  describe?: string;
  /** Absent = the value sent replaces the old one. */
  semantics?: "addRemove" | "logging";
  absence?: { [operation: string]: Absence };
  default?: Json;
  computed?: boolean;
  /** If the configuration omits it, the state holds the service's value and an apply will not restore it. */
  optionalComputed?: boolean;
  /** Changing it in configuration replaces the resource. */
  forceNew?: boolean;
  /** Block kinds: state member → wire member. */
  elements?: { [member: string]: string };
  elementKey?: readonly string[];
  /** Each element is a line of its own, named by the values of `elementKey`. */
  perElement?: true;
  updateType?: readonly string[];
  updateParam?: string | readonly string[];
  since?: string;
  note?: string;
}

/** State attributes of one Terraform type ↔ members of the calls that set them. */
export interface AliasTable {
  type: string;
  /** Template of the state id over attributes; null where the resource has none. */
  id: string | null;
  import: string;
  /** Ordered ways to find the instance in a state; `a+b` = both attributes. */
  match: readonly string[];
  arn?: string;
  describeOperation?: string;
  /** Operation → request members without a Terraform attribute. */
  unmapped?: { [operation: string]: readonly string[] };
  /** Not an `aws_eks_*` type: what a cluster rests on. */
  surrounding?: boolean;
  attributes: readonly AttributeRow[];
}

export interface OperationRow {
  event: string;
  /** CloudTrail `eventSource`; with `event` the key. */
  source: string;
  kind: "create" | "update" | "upsert" | "delete" | "tag" | "untag" | "cancel" | "inert";
  /** Terraform types it can change. */
  types: readonly string[];
  /** Type (or `*`) → key template: `${a|b}` first present member, `response:path` from responseElements, trailing `*` every match; EC2 paths as in alias tables. */
  id?: { [type: string]: string };
  /** Members that travel in path or query and are percent-encoded in the record. */
  encoded?: readonly string[];
  request: readonly string[];
  /** Members that say nothing about the object. */
  ignored?: readonly string[];
  response?: readonly string[];
  /** The answer holds an update object that goes on running. */
  async?: boolean;
  /** How CloudTrail prints the request: `items` wrappers, or one `<Event>Request` object in PascalCase. Absent = plain. */
  shape?: "ec2Items" | "wrappedPascal";
  note?: string;
}
