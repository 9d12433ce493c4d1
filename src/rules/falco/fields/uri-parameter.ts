/**
 * The first value of a parameter in the query of a request URI, form-decoded (`+` is a blank).
 * @returns undefined where the parameter is missing, or the URI does not decode: a bad escape, a `;`, a control character
 * Rule: Go's net/url, Parse and ParseQuery, which the API server and Falco's plugin read URIs with.
 */
export function uriParameter(uri: string, name: string): string | undefined {
  if (uri !== last.uri || name !== last.name) last = { uri, name, value: firstValue(uri, name) };
  return last.value;
}

/** Rules ask for the same parameter of one event, one after the other. */
let last: { uri: string; name: string; value: string | undefined } = { uri: "", name: "", value: undefined };

function firstValue(uri: string, name: string): string | undefined {
  const [path, query] = splitAt(splitAt(uri, "#")[0], "?");
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x1f\x7f]/.test(uri) || decoded(path) === undefined) return undefined;
  let found: string | undefined;
  for (const pair of query.split("&")) {
    const [key, value] = splitAt(pair, "=").map((part) => decoded(part.replaceAll("+", " ")));
    if (pair.includes(";") || key === undefined || value === undefined) return undefined;
    if (pair !== "" && key === name) found ??= value;
  }
  return found;
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** Percent escapes as bytes of UTF-8; undefined where one is none. */
function decoded(text: string): string | undefined {
  if (!text.includes("%")) return text;
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}
