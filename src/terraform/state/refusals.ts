import { AppError } from "../../model/errors.ts";
import type { ErrorCode } from "../../model/errors.ts";

const PULL = "run `terraform state pull > FILE` in its directory and name FILE";
const SHOW_PLAN = "run `terraform show -json PLANFILE > FILE` and name FILE";

/** Why a state is not used, and what its owner can do. One line each; `$` stands for the detail. */
const REFUSALS = {
  empty: ["decode.invalid", "the file is empty", PULL],
  notState: ["decode.invalid", "not a Terraform state", `name a .tfstate file, or ${PULL}`],
  compressed: ["decode.invalid", "compressed with gzip", "unpack it and name the unpacked file"],
  planFile: ["decode.invalid", "a plan file, not a state", SHOW_PLAN],
  planStream: [
    "decode.invalid",
    "the event stream of `terraform plan -json`, which holds no values",
    `save a plan with -out, then ${SHOW_PLAN}`,
  ],
  backendFile: ["decode.invalid", "the backend settings of an initialised directory, not a state", PULL],
  old: [
    "decode.invalid",
    "state format $",
    "run `terraform apply -refresh-only` and then `terraform state pull > FILE` with Terraform 0.15.4 or newer in its directory, and name FILE",
  ],
  newer: [
    "decode.invalid",
    "state format $ is newer than the format 4 that Binnacle reads",
    "update Binnacle, or run `terraform show -json > FILE` and name FILE",
  ],
  newerShow: [
    "decode.invalid",
    "`terraform show -json` of format $ is newer than the format 1 that Binnacle reads",
    "update Binnacle",
  ],
  encrypted: [
    "decode.invalid",
    "encrypted by OpenTofu",
    "run `tofu state pull > FILE` where the key is configured, and name FILE",
  ],
  corrupt: ["decode.invalid", "broken JSON: the text $", PULL],
  notList: ["decode.invalid", "damaged: its `resources` are not a list", PULL],
  tooLarge: ["limit.exceeded", "$ MiB are more than a state may have", "split the state, or name a smaller one"],
  missing: ["not.found", "no such file or folder", "check the path"],
  nothing: ["not.found", "no state in this folder", "name the state file itself, or the folder that holds it"],
  denied: ["auth.denied", "no permission to read it", "make it readable for the user who runs Binnacle"],
  loop: ["not.found", "a symbolic link that points back to itself", "name the file it is meant to point to"],
  unreadable: ["unavailable", "cannot be read: $", "check the file and its disk"],
  remote: ["config.invalid", "states at a URL are not supported yet", PULL],
  password: ["config.invalid", "a URL with a password is refused", `do not write passwords on a command line; ${PULL}`],
} as const satisfies { [why: string]: readonly [ErrorCode, string, string] };

export type Refusal = keyof typeof REFUSALS;

/** The error for a state that cannot be used; its message begins with the path. */
export function refused(path: string, why: Refusal, detail = ""): AppError {
  const [code, what, hint] = REFUSALS[why];
  return new AppError(code, `${path}: ${what.replace("$", () => detail)}`, { hint, details: { refusal: why } });
}

/** Whether the file was left alone because it holds something else: in a folder nothing worth a word. */
export function isOtherFile(error: AppError): boolean {
  return error.details["refusal"] === "notState";
}

const SYSTEM_ERRORS: { [code: string]: Refusal } = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "denied",
  EPERM: "denied",
  ELOOP: "loop",
};

/** The refusal for what the file system threw. */
export function refusedBySystem(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown error";
  return refused(path, SYSTEM_ERRORS[code] ?? "unreadable", code);
}
