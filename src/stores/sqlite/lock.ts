import { AppError } from "../../model/errors.ts";
import type { SqlDatabase } from "../sql.ts";
import { open } from "./open.ts";

/**
 * Keeps other writing processes off a store: an exclusive transaction on an empty file beside it. The operating
 * system lets go of it when the process dies, so that no lock is ever left behind; the empty file stays.
 * @param path real path of the store's file
 * @returns a function that gives the lock up
 * @throws AppError "unavailable" while another process, or another store of this one, holds it
 */
export async function lock(path: string, name: string): Promise<() => Promise<void>> {
  let holder: SqlDatabase | undefined;
  try {
    holder = open(`${path}.lock`, `${name}.lock`, ["journal_mode = OFF"]);
    await holder.run("BEGIN EXCLUSIVE", []);
  } catch (error) {
    await holder?.close();
    const busy = AppError.from(error).code === "unavailable";
    if (!busy) throw error;
    throw new AppError("unavailable", `${name}: another Binnacle process is writing to this store`, {
      hint: "Wait for it to end or stop it, or give another file (--store sqlite:PATH).",
      cause: error,
    });
  }
  const held = holder;
  return async () => {
    await held.run("ROLLBACK", []);
    await held.close();
  };
}
