import type { Node, Parser } from "web-tree-sitter";
import { parsePath } from "../../lib/path.ts";
import type { Position } from "../../model/errors.ts";
import type { Block, Expression, ParsedFile } from "./block.ts";

const MAX_DEPTH = 100;
const MAX_TRAVERSAL = 500;
/** A line that begins a top-level block as everybody formats it. */
const TOP_LEVEL =
  /^(resource|data|module|provider|moved|import|removed|terraform|locals|variable|output|check|ephemeral)\b[^=\n]*\{/gm;

/** Reads a `.tf` file. Where it is broken, its other blocks are still read, each on its own. */
export function readHcl(parser: Parser, text: string, file: string): ParsedFile {
  const whole = readPart(parser, text, { file, rows: 0 });
  if (!whole.fault) return whole;
  const starts = [...text.matchAll(TOP_LEVEL)].map((match) => match.index);
  const blocks = starts.flatMap((start, at) => {
    const rows = text.slice(0, start).split("\n").length - 1;
    return readPart(parser, text.slice(start, starts[at + 1]), { file, rows }).blocks;
  });
  return { blocks: blocks.length > whole.blocks.length ? blocks : whole.blocks, fault: whole.fault };
}

interface Origin {
  file: string;
  /** Lines above the part. */
  rows: number;
}

function readPart(parser: Parser, text: string, origin: Origin): ParsedFile {
  const tree = parser.parse(text);
  if (!tree) return { blocks: [], fault: { file: origin.file, line: origin.rows + 1, column: 1 } };
  try {
    const body = tree.rootNode.namedChildren.find((node) => node?.type === "body");
    const blocks = body ? bodyOf(body, origin, 0).blocks : [];
    return tree.rootNode.hasError ? { blocks, fault: faultIn(tree.rootNode, origin) } : { blocks };
  } finally {
    tree.delete();
  }
}

function bodyOf(body: Node, origin: Origin, depth: number): Pick<Block, "arguments" | "blocks"> {
  const found = new Map<string, Expression>();
  const blocks: Block[] = [];
  for (const child of body.namedChildren) {
    if (child?.type === "attribute") {
      const [name, value] = child.namedChildren;
      if (name?.type === "identifier" && value) found.set(name.text, expressionOf(value, depth));
    } else if (child?.type === "block" && depth < MAX_DEPTH) {
      blocks.push(blockOf(child, origin, depth));
    }
  }
  return { arguments: found, blocks };
}

function blockOf(node: Node, origin: Origin, depth: number): Block {
  const [type, ...rest] = node.namedChildren;
  const labels = rest.filter((child) => child?.type === "string_lit" || child?.type === "identifier");
  const body = rest.find((child) => child?.type === "body");
  return {
    type: type?.text ?? "",
    labels: labels.map((label) => (label.type === "identifier" ? label.text : unquoted(label))),
    at: positionOf(node, origin),
    ...(body ? bodyOf(body, origin, depth + 1) : { arguments: new Map<string, Expression>(), blocks: [] }),
  };
}

function expressionOf(node: Node, depth: number): Expression {
  if (depth > MAX_DEPTH) return { opaque: true };
  const children = node.namedChildren.filter((child) => child !== null && child.type !== "comment");
  const only = children.length === 1 ? children[0]! : undefined;
  switch (only?.type) {
    case "literal_value":
      return literalOf(only.namedChildren[0]!);
    case "variable_expr":
      return { path: [only.text], text: only.text };
    case "collection_value":
      return collectionOf(only.namedChildren[0]!, depth + 1);
    case undefined:
      return pathOf(node);
    default:
      return { opaque: true };
  }
}

function literalOf(node: Node): Expression {
  if (node.type === "string_lit") return { literal: unquoted(node) };
  if (node.type === "numeric_lit") return { literal: Number(node.text) };
  if (node.type === "bool_lit") return { literal: node.text === "true" };
  return node.type === "null_lit" ? { literal: null } : { opaque: true };
}

function collectionOf(node: Node, depth: number): Expression {
  const items = node.namedChildren;
  if (node.type === "tuple") {
    return { list: items.filter((item) => item?.type === "expression").map((item) => expressionOf(item, depth)) };
  }
  if (node.type !== "object") return { opaque: true };
  const members = new Map<string, Expression>();
  for (const item of items) {
    if (item?.type !== "object_elem") continue;
    const [key, value] = item.namedChildren.filter((child) => child?.type === "expression");
    const name = key && keyOf(expressionOf(key, depth));
    if (name !== undefined && value) members.set(name, expressionOf(value, depth));
  }
  return { object: members };
}

function keyOf(key: Expression): string | undefined {
  if ("literal" in key) return String(key.literal);
  return "path" in key && key.path.length === 1 ? String(key.path[0]) : undefined;
}

/** A traversal's text is a path once the white space that HCL allows around its marks is gone. */
function pathOf(node: Node): Expression {
  if (node.firstNamedChild?.type !== "variable_expr" || node.text.length > MAX_TRAVERSAL) return { opaque: true };
  const text = node.text.replace(/\s*([[\].])\s*(?=(?:[^"]*"[^"]*")*[^"]*$)/g, "$1");
  return pathExpression(text);
}

/** The path that a text is; a splat, a call or a variable index is none. */
export function pathExpression(text: string): Expression {
  try {
    const path = parsePath(text);
    return path && path.length > 0 ? { path, text } : { opaque: true };
  } catch {
    return { opaque: true };
  }
}

function unquoted(node: Node): string {
  try {
    return JSON.parse(node.text) as string;
  } catch {
    return node.text.slice(1, -1);
  }
}

/** The first place the grammar could not follow. */
function faultIn(root: Node, origin: Origin): Position {
  let here = root;
  for (let next: Node | undefined = root; next;) {
    here = next;
    if (here.isError || here.isMissing) break;
    next = here.children.find((child) => child?.hasError || child?.isError || child?.isMissing) ?? undefined;
  }
  return positionOf(here, origin);
}

function positionOf(node: Node, { file, rows }: Origin): Position {
  const { row, column } = node.startPosition;
  return { file, line: rows + row + 1, column: column + 1 };
}
