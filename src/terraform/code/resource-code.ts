import { formatPath } from "../../lib/path.ts";
import type { ResourceCode } from "../../model/terraform.ts";
import { blocksOf } from "./block.ts";
import type { Block, Expression } from "./block.ts";
import { pathExpression } from "./hcl.ts";

/** Arguments that Terraform itself reads: they set nothing on the object. Source: Terraform language, meta-arguments. */
const META: ReadonlySet<string> = new Set([
  "count",
  "for_each",
  "provider",
  "depends_on",
  "lifecycle",
  "provisioner",
  "connection",
  "dynamic",
]);

/** What a resource block says that neither state nor plan holds. */
export function resourceCode(block: Block): ResourceCode {
  const lifecycle = blocksOf(block, "lifecycle");
  const ignored = lifecycle.map((each) => ignoredBy(each.arguments.get("ignore_changes")));
  const prevents = lifecycle.map((each) => each.arguments.get("prevent_destroy"));
  return {
    at: block.at,
    ignoreChanges: ignored.includes("all") ? "all" : ignored.flat(),
    preventDestroy: prevents.some((value) => value && "literal" in value && value.literal === true),
    argumentNames: argumentNames(block),
  };
}

/** An override file's block lays itself over the first: what it says wins, what it leaves out stays. */
export function overridden(first: ResourceCode, block: Block): ResourceCode {
  const over = resourceCode(block);
  const says = (name: string) => blocksOf(block, "lifecycle").some((each) => each.arguments.has(name));
  return {
    at: first.at,
    ignoreChanges: says("ignore_changes") ? over.ignoreChanges : first.ignoreChanges,
    preventDestroy: says("prevent_destroy") ? over.preventDestroy : first.preventDestroy,
    argumentNames: new Set([...first.argumentNames, ...over.argumentNames]),
  };
}

function ignoredBy(value: Expression | undefined): string[] | "all" {
  if (!value) return [];
  if ("list" in value) return value.list.flatMap((item) => pathText(item) ?? []);
  return pathText(value) === "all" ? "all" : [];
}

function pathText(item: Expression): string | undefined {
  const path = "literal" in item && typeof item.literal === "string" ? pathExpression(item.literal) : item;
  return "path" in path ? formatPath(path.path) : undefined;
}

function argumentNames(block: Block): Set<string> {
  const names = new Set<string>();
  for (const [name, value] of block.arguments) {
    if (!META.has(name) && !("literal" in value && value.literal === null)) names.add(name);
    // JSON syntax: the block that `dynamic` makes is a member of it.
    if (name === "dynamic" && "object" in value) for (const made of value.object.keys()) names.add(made);
  }
  for (const child of block.blocks) {
    const name = child.type === "dynamic" ? child.labels[0] : child.type;
    if (name !== undefined && !META.has(name)) names.add(name);
  }
  return names;
}
