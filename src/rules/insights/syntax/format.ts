import { RESERVED } from "./names.ts";
import type { Command, Expr, Item, SortKey } from "./ast.ts";

const BARE_NAME = /^[@$_\p{L}][\p{L}\d_@$]*(?:\.[\p{L}\d_@$]+)*$/u;

/** A query as text that reads back as the same commands, one a line. */
export function formatQuery(commands: readonly Command[]): string {
  return commands.map(formatCommand).join("\n| ");
}

function formatCommand(command: Command): string {
  switch (command.command) {
    case "fields":
    case "display":
      return `${command.command} ${list(command.items, formatItem)}`;
    case "filter":
      return `filter ${formatExpression(command.condition)}`;
    case "sort":
      return `sort ${list(command.keys, formatKey)}`;
    case "limit":
      return `limit ${command.any ? "any " : ""}${command.count}`;
    case "stats":
      return `stats ${list(command.aggregates, formatItem)}${command.by.length > 0 ? ` by ${list(command.by, formatItem)}` : ""}`;
    case "parse": {
      const field = command.field === undefined ? "" : `${formatName(command.field)} `;
      const { pattern } = command;
      if ("regex" in pattern) return `parse ${field}/${pattern.regex.source}/`;
      return `parse ${field}${quoted(pattern.glob)} as ${list(pattern.aliases, formatName)}`;
    }
    default:
      return `dedup ${list(command.fields, ({ name }) => formatName(name))}`;
  }
}

function list<T>(items: readonly T[], format: (item: T) => string): string {
  return items.map(format).join(", ");
}

function formatItem({ expr, alias }: Item): string {
  return `${formatExpression(expr)}${alias === undefined ? "" : ` as ${formatName(alias)}`}`;
}

function formatKey({ expr, descending, directed }: SortKey): string {
  return `${formatExpression(expr)}${directed ? (descending ? " desc" : " asc") : ""}`;
}

/** A field's name, in backquotes where it needs them. */
export function formatName(name: string): string {
  return BARE_NAME.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `\`${name}\``;
}

/** Whether two expressions say the same; white space, case of words and parentheses aside. */
export function sameExpression(a: Expr, b: Expr): boolean {
  return formatExpression(a) === formatExpression(b);
}

/** Compound operands in parentheses, so that nothing depends on what binds more strongly. */
function formatExpression(expr: Expr): string {
  switch (expr.type) {
    case "literal":
      return typeof expr.value === "string" ? quoted(expr.value) : formatScalar(expr.value);
    case "period":
      return expr.period.text;
    case "field":
      return formatName(expr.name);
    case "call":
      return `${expr.name}(${expr.star ? "*" : list(expr.args, formatExpression)})`;
    case "negative":
      return `-${operand(expr.operand)}`;
    case "arithmetic":
    case "comparison":
      return `${operand(expr.left)} ${expr.operator} ${operand(expr.right)}`;
    case "like": {
      const pattern = "text" in expr.pattern ? quoted(expr.pattern.text) : `/${expr.pattern.source}/`;
      return `${operand(expr.operand)} ${expr.negated ? "not " : ""}like ${pattern}`;
    }
    case "in":
      return `${operand(expr.operand)} ${expr.negated ? "not " : ""}in [${list(expr.list, operand)}]`;
    case "not":
      return `not ${operand(expr.operand)}`;
    default:
      return expr.parts.map(operand).join(` ${expr.operator} `);
  }
}

const SIMPLE: ReadonlySet<Expr["type"]> = new Set(["literal", "period", "field", "call"]);

function operand(expr: Expr): string {
  return SIMPLE.has(expr.type) ? formatExpression(expr) : `(${formatExpression(expr)})`;
}

/** The language has no word for infinity: a number that is too large is written as it may have been. */
function formatScalar(value: number | boolean): string {
  return value === Number.POSITIVE_INFINITY ? "1e999" : String(value);
}

/** In the language a backslash escapes quotes and itself only. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
