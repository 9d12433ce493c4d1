import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { AppError } from "../../model/errors.ts";
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
    return throwaway(deps);
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

/**
 * A store in a file that nobody can find: it lies in the temporary folder and loses its name as soon as it is open, so
 * that nothing is left behind however the process ends. Where an open file keeps its name it goes when the store closes.
 */
async function throwaway(deps: StoreDeps): Promise<Store> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "binnacle-")).catch((cause: unknown) => {
    throw new AppError("unavailable", `${os.tmpdir()}: no temporary file can be made here`, {
      hint: "Set TMPDIR to a folder that this user may write to, or name a store with --store.",
      cause,
    });
  });
  const remove = () => rm(folder, { recursive: true, force: true });
  const database = open(path.join(folder, "scan.db"), "temporary store", TEMPORARY);
  await migrate(database, tables);
  await remove().catch(() => undefined);
  return new ThrowawayStore(new SqlStore(database, deps, remove), deps);
}

async function tables(sql: Sql): Promise<string[]> {
  const rows = await sql.all("SELECT name FROM sqlite_master WHERE type = 'table'");
  return rows.map((row) => String(row["name"]));
}
