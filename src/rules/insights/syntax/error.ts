/** What is wrong with a query: `syntax`, or `out-of-scope:NAME` for what the service has and is not evaluated here. */
export class QueryError extends Error {
  readonly code: "syntax" | `out-of-scope:${string}`;
  /** 0-based index into the query's text. */
  readonly offset: number;
  readonly hint?: string;

  constructor(code: QueryError["code"], message: string, offset: number, hint?: string) {
    super(message);
    this.name = "QueryError";
    this.code = code;
    this.offset = offset;
    this.hint = hint;
  }
}

export function syntaxError(message: string, offset: number, hint?: string): QueryError {
  return new QueryError("syntax", message, offset, hint);
}

/** @param name  as the user wrote it */
export function outOfScope(name: string, what: string, offset: number, hint?: string): QueryError {
  return new QueryError(`out-of-scope:${name.toLowerCase()}`, what, offset, hint);
}
