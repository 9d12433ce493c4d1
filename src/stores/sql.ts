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
  /** All or nothing; transactions of one connection wait for each other. Nothing slow may be awaited inside. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Lists are cut into pieces of these sizes, so that few statements need to be prepared. */
const SIZES = [256, 64, 8, 1] as const;

/** Cuts a list into pieces of a few fixed sizes, in order. */
export function* pieces<T>(list: readonly T[]): Generator<readonly T[]> {
  let at = 0;
  for (const size of SIZES) for (; list.length - at >= size; at += size) yield list.slice(at, at + size);
}

/** `?, ?, ?` */
export function marks(count: number): string {
  return Array<string>(count).fill("?").join(", ");
}
