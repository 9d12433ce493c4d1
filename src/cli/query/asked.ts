import { CommanderError } from "commander";

const EXAMPLE = "for instance `binnacle query 'stats count(*) as n by eventName | sort n desc' ./AWSLogs`";

/**
 * Tells the query from the inputs: it comes first, and may be left out where a filter pattern is given.
 * @param exists  whether a file or folder of that name is there
 * @throws CommanderError where one of the two is missing
 */
export function askedOf(
  given: readonly string[],
  withFilter: boolean,
  exists: (name: string) => boolean,
): { text?: string; inputs: string[] } {
  const [first = "", ...rest] = given;
  const isInput = first === "-" || exists(first) || (withFilter && looksLikePath(first));
  if (isInput && withFilter) return { inputs: [first, ...rest] };
  if (isInput) throw usage(`${first} is an input; the query comes before it, ${EXAMPLE}`);
  if (rest.length > 0) return { text: first, inputs: rest };
  if (looksLikePath(first)) throw usage(`${first}: no such file or folder; and the query comes before it, ${EXAMPLE}`);
  throw usage(`name the files to be read after the query, ${EXAMPLE}`);
}

/** A query has blanks: no single word is one, but most paths are. */
function looksLikePath(text: string): boolean {
  return !/\s/.test(text) && text !== "";
}

function usage(message: string): CommanderError {
  return new CommanderError(1, "binnacle.usage", message);
}
