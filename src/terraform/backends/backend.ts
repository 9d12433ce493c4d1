import type { AppError } from "../../model/errors.ts";

/** A state that can be read; `named` when a person pointed at it, rather than at a folder around it. */
export interface StateDocument {
  path: string;
  named: boolean;
  /** @throws AppError when it cannot be read */
  read(): Promise<Buffer>;
}

export interface StateFailure {
  path: string;
  error: AppError;
}

/** A place where states lie. Reads only: it never writes there and never takes a lock. */
export interface StateBackend {
  documents(): Promise<{ documents: StateDocument[]; failures: StateFailure[] }>;
}
