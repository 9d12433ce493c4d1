import { linearRegex } from "../../../lib/regex.ts";
import { AppError } from "../../../model/errors.ts";
import type { Regex } from "../syntax/ast.ts";
import { syntaxError } from "../syntax/error.ts";

export interface SearchRegex {
  /** Whether it matches anywhere in a text. */
  test: (text: string) => boolean;
  /** Names of its groups, in order; they may begin with `@`. */
  names: readonly string[];
  /** Texts of the groups of the first match, in order of `names`; undefined where nothing matches. */
  groups: (text: string) => (string | null)[] | undefined;
  /** What it searches for, where that is a text without any operator. */
  literal?: string;
}

/**
 * A regular expression of the language, searched anywhere in a text.
 * @throws QueryError where it is none, or needs look-around or back-references
 */
export function searchRegex({ source, offset }: Regex): SearchRegex {
  const { pattern, names } = withoutNames(withoutExtended(source.replaceAll("\\/", "/")));
  const literal = /^[\w\s:@,;=<>&!"'%#~-]+$/.test(pattern) ? pattern : undefined;
  try {
    const regex = linearRegex(pattern);
    return {
      names: names.map(({ name }) => name),
      test: literal === undefined ? (text) => regex.test(text) : (text) => text.includes(literal),
      groups: (text) => {
        const found = regex.groups(text);
        return found && names.map(({ inner }) => found[inner] ?? null);
      },
      ...(literal !== undefined && { literal }),
    };
  } catch (error) {
    const { message, hint } = AppError.from(error);
    throw syntaxError(message, offset, hint);
  }
}

/** Group names may hold what the engine does not take: it is given names of its own. */
function withoutNames(pattern: string): { pattern: string; names: { name: string; inner: string }[] } {
  const names: { name: string; inner: string }[] = [];
  const renamed = pattern.replaceAll(/\\[^]|\(\?P?<([@$_\p{L}][\p{L}\d_@$.]*)>/gu, (written, name?: string) => {
    if (name === undefined) return written;
    const inner = `g${names.length}`;
    names.push({ name, inner });
    return `(?P<${inner}>`;
  });
  return { pattern: renamed, names };
}

/** Takes blanks and comments out of a pattern that begins with the flag `x`, which the engine does not know. */
function withoutExtended(pattern: string): string {
  const flags = /^(?:\(\?[a-z]+\))+/i.exec(pattern)?.[0] ?? "";
  if (!flags.includes("x")) return pattern;
  const kept = flags.replaceAll("x", "").replaceAll("(?)", "");
  const body = pattern.slice(flags.length);
  return (
    kept +
    body.replaceAll(/\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\s+|#[^\n]*/g, (part) => (/^(?:\s|#)/.test(part) ? "" : part))
  );
}
