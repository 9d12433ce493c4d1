import { parseArn } from "../../lib/arn.ts";
import { parsePath, valueAt } from "../../lib/path.ts";
import type { ResourceRef } from "../../model/change.ts";
import { eksIdentity } from "./eks-arn.ts";
import { kmsAlias, lookupForm } from "./names.ts";
import type { StateResource } from "./resource.ts";
import { textOf } from "./resource.ts";
import type { Scope } from "./scope.ts";
import { isGlobal, ownArns, sameScope } from "./scope.ts";

type Index = ReadonlyMap<string, readonly StateResource[]>;
/** `type` of a reference whose call names an object without saying what it is (tags, by ARN or id). */
const ANY = "*";

/** Finds managed instances by what a call says of them. Each pair of type and attribute is indexed when first asked for. */
export class Lookup {
  readonly #byType = new Map<string, StateResource[]>();
  readonly #indexes = new Map<string, Index>();
  readonly #aliases: ReadonlyMap<string, string>;

  /** @param aliases KMS alias → key id, from managed aliases and data sources */
  constructor(resources: readonly StateResource[], aliases: ReadonlyMap<string, string>) {
    this.#aliases = aliases;
    this.#byType.set(ANY, [...resources]);
    for (const resource of resources) {
      const same = this.#byType.get(resource.type);
      if (same) same.push(resource);
      else this.#byType.set(resource.type, [resource]);
    }
  }

  ofType(type: string): readonly StateResource[] {
    return this.#byType.get(type) ?? [];
  }

  find(ref: ResourceRef): readonly StateResource[] {
    const asked = this.#plain(ref);
    if (!asked) return [];
    const attributes = Object.keys(asked.match);
    if (attributes.length === 0) return [];
    const lists = attributes.map((name) => this.#candidates(asked.type, name, asked.match[name]!));
    const fewest = lists.reduce((a, b) => (b.length < a.length ? b : a));
    return fewest.filter((resource) => {
      if (!sameScope(resource, isGlobal(resource.type) ? { ...asked.scope, region: undefined } : asked.scope))
        return false;
      return attributes.every((name) => forms(resource, name).includes(lookupForm(name, asked.match[name]!)));
    });
  }

  #candidates(type: string, attribute: string, value: string): readonly StateResource[] {
    const name = `${type} ${attribute}`;
    let index = this.#indexes.get(name);
    if (!index) {
      index = indexed(this.ofType(type), attribute);
      this.#indexes.set(name, index);
    }
    return index.get(lookupForm(attribute, value)) ?? [];
  }

  /** The reference with ARNs and aliases taken apart; undefined where they can name nothing. */
  #plain(ref: ResourceRef): { type: string; match: { [attribute: string]: string }; scope: Scope } | undefined {
    let match = { ...ref.match };
    let type = ref.type;
    const scope: Scope = { partition: ref.partition, account: ref.account, region: ref.region };
    const arn = parseArn(match["arn"] ?? "");
    if (arn) {
      scope.partition ||= arn.partition;
      scope.account ||= arn.account;
      scope.region ||= arn.region;
    }
    // The last part of an EKS ARN is new for each object: one made again under its name keeps the name only.
    const identity = eksIdentity(match["arn"] ?? "");
    if (identity) {
      if (type !== ANY && type !== identity.type) return undefined;
      type = identity.type;
      delete match["arn"];
      match = { ...identity.match, ...match };
    }
    const reference = match["alias"] ?? match["key_id"];
    const alias = type.startsWith("aws_kms_") && reference !== undefined ? kmsAlias(reference) : undefined;
    if (alias !== undefined && type !== "aws_kms_alias") {
      const keyId = this.#aliases.get(alias);
      if (keyId === undefined) return undefined;
      delete match["alias"];
      match["key_id"] = keyId;
    }
    return { type, match, scope };
  }
}

function indexed(resources: readonly StateResource[], attribute: string): Index {
  const index = new Map<string, StateResource[]>();
  for (const resource of resources) {
    for (const form of new Set(forms(resource, attribute))) {
      const same = index.get(form);
      if (same) same.push(resource);
      else index.set(form, [resource]);
    }
  }
  return index;
}

/** The values a resource has for an attribute of a reference, in the form they are looked up by. */
function forms(resource: StateResource, attribute: string): string[] {
  return values(resource, attribute).map((value) => lookupForm(attribute, value));
}

function values(resource: StateResource, attribute: string): string[] {
  const { attributes } = resource;
  if (attribute === "arn") return ownArns(attributes);
  if (attribute === "source" && resource.type === "aws_security_group_rule") return ruleSources(resource);
  const value = textOf(valueAt(attributes, parsePath(attribute) ?? []));
  if (value !== undefined) return [value];
  // Some objects have no id in the state; their key is what it would be.
  if (attribute === "id") return [resource.key];
  return attribute === "association_id" && textOf(attributes["id"]) ? [textOf(attributes["id"])!] : [];
}

/** A rule of the older kind names its sources in five attributes; a call names one. */
function ruleSources({ attributes }: StateResource): string[] {
  const lists = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"].flatMap((name) => attributes[name] ?? []);
  const own = attributes["self"] === true ? attributes["security_group_id"] : undefined;
  return [...lists, attributes["source_security_group_id"], own].flatMap((value) => textOf(value ?? undefined) ?? []);
}
