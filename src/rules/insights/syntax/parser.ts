import { nearest } from "../../../lib/nearest.ts";
import { searchRegex } from "../values/search-regex.ts";
import { checkAggregates, checkSelected } from "./aggregation.ts";
import type { Command, CommandOf, Expr, Item, ParsePattern, SortKey } from "./ast.ts";
import { outOfScope, syntaxError } from "./error.ts";
import { ExpressionParser } from "./expressions.ts";
import { COMMANDS, COMMANDS_OUT_OF_SCOPE, PARSE_OUT_OF_SCOPE } from "./names.ts";
import { Tokens } from "./tokens.ts";

const LONGEST = 10_000;
const MOST_ROWS = 100_000;

/**
 * Reads a Logs Insights query.
 * @throws QueryError
 */
export function parseQuery(text: string): Command[] {
  if (text.length > LONGEST) {
    throw syntaxError(`a query has at most ${LONGEST} characters, this one has ${text.length}`, LONGEST);
  }
  return new QueryParser(text).commands();
}

type CommandName = (typeof COMMANDS)[number];
/** A command without its place. */
type Body<C extends CommandName = CommandName> = C extends CommandName ? Omit<CommandOf<C>, "from" | "to"> : never;

class QueryParser {
  readonly #tokens: Tokens;
  readonly #expressions: ExpressionParser;
  readonly #bodies: { [C in CommandName]: () => Body<C> } = {
    fields: () => ({ command: "fields", items: this.#items() }),
    display: () => ({ command: "display", items: this.#items() }),
    filter: () => this.#filter(),
    sort: () => ({ command: "sort", keys: this.#tokens.list(() => this.#sortKey()) }),
    limit: () => this.#limit(),
    stats: () => this.#stats(),
    parse: () => this.#parse(),
    dedup: () => ({ command: "dedup", fields: this.#tokens.list(() => this.#tokens.name("a field")) }),
  };

  constructor(text: string) {
    this.#tokens = new Tokens(text);
    this.#expressions = new ExpressionParser(this.#tokens);
  }

  commands(): Command[] {
    this.#tokens.sign("|");
    const commands = [this.#command()];
    while (this.#tokens.sign("|")) {
      const { next } = this.#tokens;
      const command = this.#command();
      if (commands.some((before) => before.command === "dedup") && command.command !== "limit") {
        throw syntaxError("only limit may follow dedup", next.from);
      }
      commands.push(command);
    }
    if (this.#tokens.next.type !== "end") throw this.#tokens.unexpected("| and a further command");
    checkAggregates(commands);
    return commands;
  }

  #command(): Command {
    const { next } = this.#tokens;
    if (next.type !== "word" || next.quoted) throw this.#tokens.unexpected(`a command (${COMMANDS.join(", ")})`);
    const word = next.text.toLowerCase();
    const name = COMMANDS.find((each) => each === word);
    if (name === undefined) throw unknownCommand(next.text, next.from);
    this.#tokens.take();
    const body: Body = this.#bodies[name]();
    return { ...body, from: next.from, to: this.#tokens.end };
  }

  #filter(): Body<"filter"> {
    const condition = this.#expressions.expression();
    return { command: "filter", condition };
  }

  #items(): Item[] {
    return this.#tokens.list(() => this.#item());
  }

  #item(): Item {
    const expr = this.#expressions.expression();
    const title = expr.type === "field" ? expr.name : this.#source(expr);
    if (!this.#tokens.keyword("as")) return { expr, title };
    const { name } = this.#tokens.name("a name after as");
    return { expr, alias: name, title: name };
  }

  /** As the user wrote it, on one line and without comments. */
  #source({ from, to }: Expr): string {
    const parts = this.#tokens.text
      .slice(from, to)
      .match(/"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|`[^`]*`|#[^\n]*|\s+|[^]/g);
    const kept = (parts ?? []).map((part) => (part.startsWith("#") || part.trim() === "" ? " " : part));
    return kept.join("").replaceAll(/ +/g, " ").trim();
  }

  #sortKey(): SortKey {
    const expr = this.#expressions.expression();
    const descending = this.#tokens.keyword("desc");
    const directed = descending || this.#tokens.keyword("asc");
    return { expr, descending, directed };
  }

  #limit(): Body<"limit"> {
    const any = this.#tokens.keyword("any");
    const { next } = this.#tokens;
    if (next.type !== "number") throw this.#tokens.unexpected("a number of rows after limit");
    this.#tokens.take();
    if (!Number.isInteger(next.value) || next.value < 1 || next.value > MOST_ROWS) {
      throw syntaxError(`limit takes a whole number from 1 to ${MOST_ROWS}`, next.from);
    }
    return { command: "limit", count: next.value, any };
  }

  #stats(): Body<"stats"> {
    const aggregates = this.#items();
    for (const { expr } of aggregates) checkSelected(expr);
    const by = this.#tokens.keyword("by") ? this.#items() : [];
    return { command: "stats", aggregates, by };
  }

  #parse(): Body<"parse"> {
    const { next } = this.#tokens;
    const field = next.type === "word" ? this.#tokens.name("a field").name : undefined;
    this.#refuseFormats(field !== undefined ? next.from : undefined, field);
    const pattern = this.#parsePattern();
    this.#refuseFormats();
    return { command: "parse", ...(field !== undefined && { field }), pattern };
  }

  #refuseFormats(offset?: number, field?: string): void {
    const { next } = this.#tokens;
    if (next.type === "word" && !next.quoted && PARSE_OUT_OF_SCOPE.has(next.text.toLowerCase())) {
      throw outOfScope(next.text, `parse … ${next.text} is not evaluated here`, next.from);
    }
    if (next.type === "end" && field !== undefined && PARSE_OUT_OF_SCOPE.has(field.toLowerCase())) {
      throw outOfScope(field, `parse ${field} is not evaluated here`, offset!);
    }
  }

  #parsePattern(): ParsePattern {
    const { next } = this.#tokens;
    if (next.type === "string") return this.#glob(next.text, next.from);
    if (next.type !== "sign" || next.text !== "/") {
      throw this.#tokens.unexpected('a pattern after parse: "text * text" or a regular expression /…/');
    }
    const regex = this.#tokens.takeRegex();
    const aliases = searchRegex(regex).names;
    if (aliases.length > 0) return { regex, aliases };
    throw syntaxError("parse needs at least one named group", regex.offset, "write (?<name>…) around what is wanted");
  }

  #glob(glob: string, offset: number): ParsePattern {
    this.#tokens.take();
    if (!this.#tokens.keyword("as")) throw this.#tokens.unexpected("as and a name for each * of the pattern");
    const aliases = this.#tokens.list(() => this.#tokens.name("a name")).map(({ name }) => name);
    const stars = glob.split("*").length - 1;
    if (stars === aliases.length) return { glob, aliases };
    throw syntaxError(
      `this pattern has ${stars} * and ${aliases.length} names`,
      offset,
      "each * needs one name after as",
    );
  }
}

function unknownCommand(written: string, offset: number) {
  const why = COMMANDS_OUT_OF_SCOPE.get(written.toLowerCase());
  if (why !== undefined) return outOfScope(written, `${written} is not evaluated here: ${why}`, offset);
  const near = nearest(written, COMMANDS);
  const hint = near === undefined ? `commands are ${COMMANDS.join(", ")}` : `did you mean ${near}?`;
  return syntaxError(`unknown command ${written}`, offset, hint);
}
