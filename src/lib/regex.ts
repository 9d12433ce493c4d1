import { RE2JS } from "re2js";
import { AppError } from "../model/errors.ts";

export interface LinearRegex {
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean;
  /** Whether it matches the whole text. */
  matches(text: string): boolean;
  /** Its first match: named groups and their texts, absent where they took no part; undefined where nothing matches. */
  groups(text: string): { [name: string]: string } | undefined;
  /** Names of its groups, in order. */
  names: readonly string[];
}

export interface RegexFlags {
  ignoreCase?: boolean;
  /** `.` matches line breaks too. */
  dotAll?: boolean;
  /** `^` and `$` match at line breaks too. */
  multiline?: boolean;
}

/**
 * A regular expression in RE2's syntax that takes time linear in the text, whoever wrote it.
 * @throws AppError "rule.invalid" where the pattern is none, or needs look-around or back-references
 */
export function linearRegex(pattern: string, flags: RegexFlags = {}): LinearRegex {
  const regex = compiled(pattern, flags);
  const names = Object.keys(regex.namedGroups());
  return {
    names,
    test: (text) => regex.test(text),
    matches: (text) => regex.matches(text),
    groups: (text) => {
      const matcher = regex.matcher(text);
      if (!matcher.find()) return undefined;
      const found = names.map((name) => [name, matcher.group(name)] as const);
      return Object.fromEntries(found.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
    },
  };
}

function compiled(pattern: string, { ignoreCase, dotAll, multiline }: RegexFlags): RE2JS {
  const bits =
    (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (dotAll ? RE2JS.DOTALL : 0) | (multiline ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(pattern, bits);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    const isLookAround = /\(\?(<?[=!])|\\[1-9]/.test(pattern);
    throw new AppError("rule.invalid", `not a regular expression: ${why}`, {
      hint: isLookAround ? "look-around and back-references are not supported (RE2 syntax)" : undefined,
      cause: error,
    });
  }
}
