import type { Store } from "../../model/store.ts";
import type { StoreDeps } from "../deps.ts";
import { migrate } from "../migrations.ts";
import type { Sql, SqlDatabase } from "../sql.ts";
import { SqlStore } from "../store.ts";
import { ThrowawayStore } from "../throwaway.ts";
import { lock } from "./lock.ts";
import { open } from "./open.ts";
import { place } from "./place.ts";

/** No file to recover: the journal is needed to roll back, not to survive. */
const TEMPORARY = ["journal_mode = MEMORY", "synchronous = OFF"];
const DURABLE = ["journal_mode = WAL", "synchronous = FULL"];
const FAST = ["journal_mode = WAL", "synchronous = OFF"];

/**
 * Opens the store of a file, or a temporary one where no path is given.
 * @throws AppError "not.found", "auth.denied", "rejected", "decode.invalid", "unavailable" (locked)
 */
export async function create(options: { path?: string; durable: boolean }, deps: StoreDeps): Promise<Store> {
  if (options.path === undefined) {
    const temporary = open("", "temporary store", TEMPORARY);
    await migrate(temporary, tables);
    return new ThrowawayStore(new SqlStore(temporary, deps, async () => undefined), deps);
  }
  const file = place(options.path);
  const release = await lock(file, options.path);
  let database: SqlDatabase | undefined;
  try {
    database = open(file, options.path, options.durable ? DURABLE : FAST);
    await migrate(database, tables);
    return new SqlStore(database, deps, release);
  } catch (error) {
    await database?.close();
    await release();
    throw error;
  }
}

async function tables(sql: Sql): Promise<string[]> {
  const rows = await sql.all("SELECT name FROM sqlite_master WHERE type = 'table'");
  return rows.map((row) => String(row["name"]));
}
