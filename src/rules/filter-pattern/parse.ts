import { takeDelimited } from "./parse-delimited.ts";
import { takeJson } from "./parse-json.ts";
import { takeTerms } from "./parse-terms.ts";
import type { Pattern } from "./pattern.ts";
import { Scanner } from "./scanner.ts";

const LENGTH_CAP = 1024;

/** What a pattern says, and what it has that CloudWatch would not take. */
export interface Parsed {
  pattern: Pattern;
  extensions: string[];
}

/**
 * Rule: "Filter pattern syntax", Amazon CloudWatch Logs User Guide.
 * @throws PatternError
 */
export function parsePattern(text: string): Parsed {
  const scanner = new Scanner(text);
  if (text.length > LENGTH_CAP)
    scanner.fail(
      `a pattern has at most ${LENGTH_CAP} characters, this one ${text.length}`,
      "make two of it",
      LENGTH_CAP,
    );
  scanner.skipBlanks();
  const pattern = takePattern(scanner);
  scanner.skipBlanks();
  if (!scanner.isDone)
    scanner.fail(`nothing can follow the pattern, but there is ${scanner.seen()}`, "join conditions inside of it");
  return { pattern, extensions: [...scanner.extensions] };
}

function takePattern(scanner: Scanner): Pattern {
  if (scanner.next("{")) return { kind: "json", condition: takeJson(scanner) };
  if (scanner.next("[")) return { kind: "delimited", fields: takeDelimited(scanner) };
  return { kind: "terms", terms: takeTerms(scanner) };
}
