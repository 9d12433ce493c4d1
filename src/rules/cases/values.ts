import type { Json } from "../../model/json.ts";
import type { Node } from "../files/node.ts";

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

/** The JSON value a YAML node means: plain words as JSON reads them (`true`, `12`, nothing), everything else is text. */
export function valueOf(node: Node): Json {
  switch (node.kind) {
    case "null":
      return null;
    case "list":
      return node.items.map(valueOf);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, valueOf(value)]));
    default:
      return node.style === "plain" ? scalarOf(node.text) : node.text;
  }
}

function scalarOf(text: string): Json {
  if (text === "true" || text === "false") return text === "true";
  return NUMBER.test(text) ? Number(text) : text;
}
