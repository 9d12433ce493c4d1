import { AppError } from "../../model/errors.ts";
import type { ErrorCode } from "../../model/errors.ts";

/** SQLite result code (prefix) → what it means to us. Source: sqlite.org/rescode.html. */
const CODES: readonly [prefix: string, code: ErrorCode, what: string, hint?: string][] = [
  ["SQLITE_BUSY", "unavailable", "the store is locked by another process", "Wait for it to end, then try again."],
  ["SQLITE_LOCKED", "unavailable", "the store is locked", "Try again."],
  ["SQLITE_CONSTRAINT_PRIMARYKEY", "conflict", "a row of this key exists already"],
  [
    "SQLITE_NOTADB",
    "decode.invalid",
    "not a SQLite database",
    "Give the store a file of its own, or move this one away.",
  ],
  [
    "SQLITE_CORRUPT",
    "decode.invalid",
    "the database is damaged",
    "Restore it from a backup, or move it away to start anew.",
  ],
  ["SQLITE_FULL", "unavailable", "the disk is full", "Free some space, then try again."],
  ["SQLITE_READONLY", "auth.denied", "the database cannot be written", "Give this user the right to write it."],
  ["SQLITE_PERM", "auth.denied", "the database cannot be opened", "Give this user the right to read and write it."],
  [
    "SQLITE_CANTOPEN",
    "auth.denied",
    "the database cannot be opened",
    "Check that its folder exists and can be written.",
  ],
  ["SQLITE_IOERR", "unavailable", "reading or writing the database failed", "Check the disk, then try again."],
];

/** Turns what the driver threw into an AppError that names the database. */
export function sqliteError(thrown: unknown, name: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const known = CODES.find(([prefix]) => code.startsWith(prefix));
  if (!known) return new AppError("internal", `${name}: ${message}`, { cause: thrown });
  return new AppError(known[1], `${name}: ${known[2]}`, { hint: known[3], cause: thrown, details: { sqlite: code } });
}
