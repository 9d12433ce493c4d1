/** Commands of the language, as `docs/query.md` lists them. */
export const COMMANDS = ["fields", "display", "filter", "stats", "sort", "limit", "parse", "dedup"] as const;

/** Words that are no field names unless they stand in backquotes. */
export const RESERVED: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "like",
  "in",
  "as",
  "by",
  "asc",
  "desc",
  "true",
  "false",
]);

/** Commands of the service that are refused by name, and why. */
export const COMMANDS_OUT_OF_SCOPE: ReadonlyMap<string, string> = new Map([
  ["pattern", "it clusters messages with a model of the service"],
  ["diff", "it compares with an earlier period of the same log group"],
  ["anomaly", "it needs what the service has learned"],
  ["unmask", "it needs the service's data protection"],
  ["source", "the INPUT arguments say what is read"],
  ["filterindex", "it needs the service's field indexes; filter gives the same rows"],
  ["lookup", "it needs a lookup table of the service"],
  ["join", "it needs a second log group"],
  ["unnest", "it needs list values"],
  ["select", "this is a query in SQL"],
  ["search", "this is a query in OpenSearch PPL"],
  ["where", "this is a query in OpenSearch PPL"],
]);

/** Functions of the service that are refused by name, lower-cased. */
export const FUNCTIONS_OUT_OF_SCOPE: ReadonlyMap<string, string> = new Map([
  ["jsonparse", "map and list values are not supported"],
  ["jsonstringify", "map and list values are not supported"],
]);

/** What may stand after `parse` in the service and is refused by name. */
export const PARSE_OUT_OF_SCOPE: ReadonlySet<string> = new Set(["multi", "logfmt", "csv"]);
