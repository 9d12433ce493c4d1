import { AppError } from "../model/errors.ts";

/**
 * What a store URL (`sqlite:./binnacle.db`) says: the component's type and its options.
 * @throws AppError "config.invalid" for anything else
 */
export function storeOptions(url: string): { type: "sqlite"; options: { path: string } } {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/s.exec(url)?.[1];
  if (path !== undefined && !path.includes("\0")) return { type: "sqlite", options: { path } };
  const scheme = /^[a-z][a-z+.-]*(?=:)/i.exec(url)?.[0];
  const what = scheme === undefined ? "not a store URL" : `${scheme}: is no kind of store that is supported`;
  throw new AppError("config.invalid", what, { hint: "Write sqlite:PATH." });
}
