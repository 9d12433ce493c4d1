import type { Node, Parser } from "web-tree-sitter";
import { parsePath } from "../../lib/path.ts";
import type { Position } from "../../model/errors.ts";
import { isWatched } from "../state/instance.ts";
import type { Block, Expression, ParsedFile } from "./block.ts";

const MAX_DEPTH = 100;
const MAX_TRAVERSAL = 500;
/** A line that begins a top-level block as everybody formats it. */
const TOP_LEVEL =
  /^(resource|data|module|provider|moved|import|removed|terraform|locals|variable|output|check|ephemeral)\b[^=\n]*\{/gm;

/** Blocks that somebody asks for, and the arguments whose values matter: every node costs a call into the parser. */
const TOP_BLOCKS: ReadonlySet<string> = new Set(["resource", "module", "provider", "moved", "removed"]);
const NESTED_BLOCKS: ReadonlySet<string> = new Set(["lifecycle", "ignore_tags", "assume_role"]);
const VALUES: ReadonlySet<string> = new Set(
  "ignore_changes prevent_destroy destroy from to source alias region role_arn allowed_account_ids keys key_prefixes".split(
    " ",
  ),
);

/** Reads a `.tf` file: the blocks that matter here. Where it is broken, its other blocks are still read, each on its own. */
export function readHcl(parser: Parser, text: string, file: string): ParsedFile {
  const whole = readPart(parser, text, { file, rows: 0 });
  if (!whole.fault) return whole;
  const starts = [...text.matchAll(TOP_LEVEL)].map((match) => match.index);
  let rows = text.slice(0, starts[0]).split("\n").length - 1;
  const blocks = starts.flatMap((start, at) => {
    const part = text.slice(start, starts[at + 1]);
    const found = readPart(parser, part, { file, rows }).blocks;
    rows += part.split("\n").length - 1;
    return found;
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
      if (name?.type === "identifier" && value) found.set(name.text, argumentOf(name.text, value));
    } else if (child?.type === "block") {
      const block = blockOf(child, origin, depth);
      if (block) blocks.push(block);
    }
  }
  return { arguments: found, blocks };
}

/** Whether an argument is set to null matters for all of them. */
function argumentOf(name: string, value: Node): Expression {
  if (VALUES.has(name)) return expressionOf(value, 0);
  return value.endIndex - value.startIndex === 4 && value.text === "null" ? { literal: null } : { opaque: true };
}

function blockOf(node: Node, origin: Origin, depth: number): Block | undefined {
  const [first, ...rest] = node.namedChildren;
  const type = first?.text ?? "";
  if (depth === 0 && !TOP_BLOCKS.has(type)) return undefined;
  const written = rest.filter((child) => child?.type === "string_lit" || child?.type === "identifier");
  const labels = written.map((label) => (label.type === "identifier" ? label.text : unquoted(label)));
  if (depth === 0 && type === "resource" && !isWatched("managed", labels[0] ?? "")) return undefined;
  const body = depth === 0 || NESTED_BLOCKS.has(type) ? rest.find((child) => child?.type === "body") : undefined;
  const inner = body ? bodyOf(body, origin, depth + 1) : { arguments: new Map<string, Expression>(), blocks: [] };
  return { type, labels, at: positionOf(node, origin), ...inner };
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
