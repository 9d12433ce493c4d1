import type { Scanner } from "./scanner.ts";

/** What people write in place of what the language has. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/&&?/y, "write `and`"],
  [/\|\|?/y, "write `or`"],
  [/!(?!=)/y, "write `not`"],
  [/AND\b|And\b/y, "write `and`: keywords are in lower case"],
  [/OR\b|Or\b/y, "write `or`: keywords are in lower case"],
  [/NOT\b|Not\b|(?<=\bN(?:OT|ot)\s+)/y, "write `not`: keywords are in lower case"],
  [/(?:and|or|not)(?![a-zA-Z0-9_.])/y, "`and`, `or` and `not` are followed by a blank or `(`, and a condition"],
  [/val\(/y, "`val(…)` stands only on the right of an operator"],
  [/(?<=[A-Za-z]\s*)\(/y, "there is no such transformer, or a blank stands before its `(`"],
  [
    /==|=|!=|[<>]=?|(?:EXISTS|CONTAINS|IN|STARTSWITH|ENDSWITH|REGEX|GLOB)\b/y,
    "only fields are compared, and their names have a dot; a value that holds any of these stands in quotes",
  ],
  [/[,("']/y, "put a value that holds blanks or any of ( ) \" ' = , in quotes, or a list in `in (…)`"],
  [/\)/y, "there are more `)` than `(`"],
  [/\[/y, "no blank may stand between a field and its `[`"],
];

/** What was probably meant by what stands here. */
export function mistakeHere(scanner: Scanner): string | undefined {
  if (/^\s*$/.test(scanner.text)) return "the condition is empty";
  return MISTAKES.find(([pattern]) => scanner.look(pattern) !== undefined)?.[1];
}
