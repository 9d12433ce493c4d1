import { storeOptions } from "../../stores/index.ts";
import { AppError } from "../../model/errors.ts";
import type { Environment } from "./environment.ts";

const REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;
const URL_WITH_PASSWORD = /^([a-z][a-z0-9+.-]*:\/\/[^/?#@]*):[^/?#]*@/i;

/** `env:NAME` → NAME; undefined for a value that stands for itself. */
export function referredVariable(value: string): string | undefined {
  return REFERENCE.exec(value)?.[1];
}

/**
 * A URL as it is meant: `env:NAME` gives the variable's value.
 * @param trusted  whether the text may hold a password itself (a variable may, a file and a command line may not)
 * @throws AppError "config.invalid": the variable is not set, or a password stands in the open
 */
export function resolveUrl(value: string, env: Environment, trusted = false): string {
  if (value.startsWith("env:")) {
    const name = referredVariable(value);
    if (name === undefined) throw new AppError("config.invalid", "expected env:NAME of an environment variable");
    const found = env[name];
    if (found === undefined || found === "") {
      throw new AppError("config.invalid", `${name} is not set in the environment`);
    }
    return found;
  }
  if (!trusted && URL_WITH_PASSWORD.test(value)) {
    throw new AppError(
      "config.invalid",
      "a password must not stand here; put the URL into a variable and write env:NAME",
    );
  }
  return value;
}

/**
 * Checks that a store's URL names a store.
 * @throws AppError "config.invalid"
 */
export function checkStore(value: string, env: Environment, trusted: boolean): void {
  try {
    storeOptions(resolveUrl(value, env, trusted));
  } catch (error) {
    const { message, hint } = AppError.from(error, "config.invalid");
    throw new AppError(
      "config.invalid",
      hint ? `${message}; ${hint.charAt(0).toLowerCase()}${hint.slice(1)}` : message,
    );
  }
}

/** A URL without its password, for printing. */
export function masked(url: string): string {
  return url.replace(URL_WITH_PASSWORD, "$1:***@");
}
