import { closeSync, openSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { AppError } from "../../model/errors.ts";

/**
 * Makes sure that a store can lie at this path, and creates the empty file, readable by its owner only.
 * @returns the real path, so that one file has one lock whatever it is called
 * @throws AppError "not.found" (no such folder), "rejected" (a folder, a device), "auth.denied"
 */
export function place(file: string): string {
  const fail = (code: "not.found" | "rejected" | "auth.denied", what: string, hint: string, cause?: unknown) =>
    new AppError(code, `${file}: ${what}`, { hint, cause });
  try {
    closeSync(openSync(file, "a+", 0o600));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw fail("not.found", "its folder does not exist", `Create ${path.dirname(file)} or give another path.`, error);
    }
    if (code === "EISDIR") throw fail("rejected", "a folder, not a file", "Give the path of a file.", error);
    throw fail("auth.denied", `cannot be written (${code})`, "Give this user the right to write it.", error);
  }
  if (!statSync(file).isFile()) throw fail("rejected", "not a regular file", "Give the path of a file.");
  return realpathSync(file);
}
