/** What a column takes: text without NUL (see `column-text.ts`), numbers up to 2^53. */
export type SqlValue = string | number | null;
export type SqlRow = { [column: string]: SqlValue };

/** Runs statements written with `?` placeholders; every statement of the store is portable SQL. */
export interface Sql {
  all(statement: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;
  /** Runs the statement once per list of values. @returns the number of rows it changed in total */
  run(statement: string, ...lists: (readonly SqlValue[])[]): Promise<number>;
}

/** One connection to a database: what differs between SQLite and PostgreSQL stands behind this. */
export interface SqlDatabase extends Sql {
  /** What a person would call it in a message: a path, or a URL without its password. */
  readonly name: string;
  /** Appended to the tables that are read by primary key only. */
  readonly clustered: string;
  /** A table of one column `value`: the texts of the JSON list that is bound to its placeholder. */
  readonly texts: string;
  /** All or nothing; transactions of one connection wait for each other. Nothing slow may be awaited inside. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const PIECE = 256;
const STEP = 16;

/**
 * Cuts a list for statements that take many values at once, so that few statements need to be prepared: a short piece
 * is filled up to a multiple of 16 by repeating its last member. Only for what may be said twice.
 */
export function* pieces<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += PIECE) {
    const piece = list.slice(at, at + PIECE);
    while (piece.length % STEP !== 0) piece.push(piece.at(-1)!);
    yield piece;
  }
}

/** `?, ?, ?` */
export function marks(count: number): string {
  return Array<string>(count).fill("?").join(", ");
}
