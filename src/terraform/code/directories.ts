import { access, constants, stat } from "node:fs/promises";
import { AppError } from "../../model/errors.ts";
import type { StateFailure } from "../backends/backend.ts";

const HINT = "Name the directory that `terraform init` runs in; without it, ignore_changes are not known.";

/** Parts the directories of Terraform source that can be read from those that cannot. */
export async function readableDirectories(
  paths: readonly string[],
): Promise<{ usable: string[]; failures: StateFailure[] }> {
  const usable: string[] = [];
  const failures: StateFailure[] = [];
  for (const path of paths) {
    const error = await whyNot(path);
    if (error) failures.push({ path, error });
    else usable.push(path);
  }
  return { usable, failures };
}

async function whyNot(path: string): Promise<AppError | undefined> {
  try {
    if (!(await stat(path)).isDirectory())
      return new AppError("rejected", `${path}: Terraform source is read from directories, this is none`, {
        hint: HINT,
      });
    await access(path, constants.R_OK | constants.X_OK);
    return undefined;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    if (isMissing)
      return new AppError("not.found", `${path}: there is no such directory of Terraform source`, {
        hint: HINT,
        cause,
      });
    return new AppError("auth.denied", `${path}: the Terraform source cannot be read`, { hint: HINT, cause });
  }
}
