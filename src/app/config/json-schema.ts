import { z } from "zod";
import { configSchema } from "./schema.ts";
import type { ConfigPath } from "./positions.ts";

/** The part of JSON Schema that the configuration's schema is made of. */
interface SchemaNode {
  properties?: { [key: string]: SchemaNode };
  items?: SchemaNode;
  anyOf?: SchemaNode[];
}

/** JSON Schema (2020-12) of binnacle.yaml, for editors. */
export function configJsonSchema(): { [key: string]: unknown } {
  const schema = z.toJSONSchema(configSchema, { io: "input" });
  return { ...schema, title: "Binnacle configuration", description: "binnacle.yaml" };
}

/** Keys of the mapping at a path; none where the schema has no mapping there. */
export function keysAt(path: ConfigPath): string[] {
  let nodes: SchemaNode[] = [configJsonSchema()];
  for (const step of path) {
    nodes = nodes
      .flatMap((node) => [node, ...(node.anyOf ?? [])])
      .flatMap((node) => {
        const next = typeof step === "number" ? node.items : own(node.properties, step);
        return next ? [next] : [];
      });
  }
  return nodes.flatMap((node) => [node, ...(node.anyOf ?? [])]).flatMap((node) => Object.keys(node.properties ?? {}));
}

/** Paths of the keys that hold one text or number, those in lists left out. */
export function scalarPaths(): string[][] {
  const walk = (node: SchemaNode, path: string[]): string[][] => {
    if (node.properties) return Object.entries(node.properties).flatMap(([key, next]) => walk(next, [...path, key]));
    return node.items || node.anyOf ? [] : [path];
  };
  return walk(configJsonSchema(), []);
}

function own(properties: { [key: string]: SchemaNode } | undefined, key: string): SchemaNode | undefined {
  return properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
}
