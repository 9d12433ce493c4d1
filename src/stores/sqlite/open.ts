import Driver from "libsql";
import { AppError } from "../../model/errors.ts";
import type { Sql, SqlDatabase, SqlRow, SqlValue } from "../sql.ts";
import { sqliteError } from "./errors.ts";

/** The part of the driver that libsql, better-sqlite3 and node:sqlite share; nothing else of it is used. */
interface Statement {
  all(values: readonly SqlValue[]): SqlRow[];
  run(values: readonly SqlValue[]): { changes: number };
}
interface Connection {
  prepare(statement: string): Statement;
  exec(statements: string): void;
  close(): void;
}

/**
 * Opens a SQLite file. Statements queue up: there is one connection, and a transaction must not meet another caller's
 * statements.
 * @param name how messages call it
 * @param pragmas executed first (`journal_mode = WAL`)
 * @throws AppError of `sqliteError`
 */
export function open(path: string, name: string, pragmas: readonly string[]): SqlDatabase {
  const connection = connect(path, name);
  const statements = new Map<string, Statement>();
  const prepare = (text: string): Statement => {
    let statement = statements.get(text);
    if (!statement) statements.set(text, (statement = connection.prepare(text)));
    return statement;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, name);
    }
  };
  const sql: Sql = {
    all: async (text, values = []) => guarded(() => prepare(text).all(values)),
    run: async (text, ...lists) =>
      guarded(() => {
        const statement = prepare(text);
        let changes = 0;
        for (const values of lists) changes += statement.run(values).changes;
        return changes;
      }),
  };
  try {
    for (const pragma of pragmas) connection.exec(`PRAGMA ${pragma}`);
  } catch (error) {
    connection.close();
    throw sqliteError(error, name);
  }
  const inTurn = queue();
  return {
    name,
    clustered: " WITHOUT ROWID",
    texts: "json_each(?)",
    all: (text, values) => inTurn(() => sql.all(text, values)),
    run: (text, ...lists) => inTurn(() => sql.run(text, ...lists)),
    transaction: (work) =>
      inTurn(async () => {
        guarded(() => connection.exec("BEGIN IMMEDIATE"));
        try {
          const result = await work(sql);
          guarded(() => connection.exec("COMMIT"));
          return result;
        } catch (error) {
          rollBack(connection);
          throw error;
        }
      }),
    close: () =>
      inTurn(async () => {
        statements.clear();
        // The driver keeps the connection while it has statements, so that SQLite would not fold the log back by itself.
        guarded(() => connection.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
        guarded(() => connection.close());
      }),
  };
}

function connect(path: string, name: string): Connection {
  try {
    return new Driver(path) as unknown as Connection;
  } catch (error) {
    throw new AppError("auth.denied", `${name}: the store cannot be opened`, {
      hint: "Check that its folder exists and that this user may write there.",
      cause: error,
    });
  }
}

/** SQLite has rolled back by itself after some errors (a full disk): then there is nothing left to do. */
function rollBack(connection: Connection): void {
  try {
    connection.exec("ROLLBACK");
  } catch {
    // the error that led here is the one to report
  }
}

/** Runs one piece of work after the other, whatever became of the one before. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
