import { AppError } from "../model/errors.ts";

/**
 * Reads an INPUT, `--state` or `--store` as typed: `env:NAME` is replaced, a password in a URL is refused.
 * The refusal does not repeat the URL: it ends in terminals and CI logs.
 * @throws AppError "config.invalid"
 */
export function named(what: string, given: string, env: NodeJS.ProcessEnv): string {
  if (given.startsWith("env:")) return fromEnvironment(what, given.slice(4), env);
  if (hasPassword(given)) {
    throw new AppError(
      "config.invalid",
      `${what}: a password in a URL on the command line is there for everyone to see`,
      {
        hint: `put the URL into an environment variable and write ${what === "INPUT" ? "" : `${what} `}env:NAME`,
      },
    );
  }
  return given;
}

function fromEnvironment(what: string, name: string, env: NodeJS.ProcessEnv): string {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined || value === "") {
    throw new AppError("config.invalid", `${what} env:${name}: ${name} is not set in the environment`);
  }
  return value;
}

/** `scheme://user:password@host`, or a password among the query's parameters. */
function hasPassword(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return false;
  return /^[^/]*\/\/[^/?#]*:[^/?#]*@/.test(text) || /[?&](password|passwd|pwd|token|secret)=[^&]/i.test(text);
}

/** @throws AppError "config.invalid" for inputs that lie elsewhere than in files */
export function localInput(name: string): string {
  if (/^s3:/i.test(name))
    throw elsewhere(name, "S3", "copy the objects first (`aws s3 sync s3://… FOLDER`) and scan FOLDER");
  if (/^cwl:/i.test(name)) {
    throw elsewhere(
      name,
      "CloudWatch Logs",
      "export the group first (`aws logs filter-log-events … > FILE`) and scan FILE",
    );
  }
  if (isUrl(name)) throw elsewhere(name, "URLs", "download it and scan the file");
  return name;
}

/** @throws AppError "config.invalid" for states that lie in a backend */
export function localState(name: string): string {
  if (isUrl(name)) {
    throw new AppError("config.invalid", `--state ${name}: state backends are not read yet`, {
      hint: "run `terraform state pull > FILE` in its directory and name FILE",
    });
  }
  return name;
}

function isUrl(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(name);
}

function elsewhere(name: string, what: string, hint: string): AppError {
  return new AppError("config.invalid", `${name}: ${what} cannot be read directly yet`, { hint });
}
