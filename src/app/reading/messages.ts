import { AppError } from "../../model/errors.ts";
import type { ErrorCode, Position } from "../../model/errors.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Interested } from "../../lib/interest.ts";
import type { PackedSlab } from "./pack.ts";

/** What a reading thread is started with. */
export interface Setup {
  interests: Interested[];
  cluster: ClusterRef | undefined;
  /** Bytes of what was read and not taken yet from which on a thread waits. */
  mostWaiting: number;
}

/** Files to read, in order; the numbers are their places among all files. */
export interface Task {
  files: { place: number; name: string }[];
}

/** Said to a reading thread: what to read next, or how many bytes were taken. */
export type Order = Task | { taken: number };

export type PackedPiece =
  | { kind: "slab"; part: string; slab: PackedSlab }
  | { kind: "read"; version: string }
  | { kind: "failed"; unit: string; error: PlainError };

/** Said by a reading thread: pieces in order, each with the place of its file. */
export interface Report {
  pieces: { place: number; piece: PackedPiece }[];
  weight: number;
  /** Whether this ends a task. */
  done: boolean;
}

export interface PlainError {
  code: ErrorCode;
  message: string;
  hint?: string;
  at?: Position;
  retryAfterMs?: number;
  details: Record<string, unknown>;
  cause?: string;
}

/** Errors lose their class and what is special about them on their way between threads. */
export function plainError({ code, message, hint, at, retryAfterMs, details, cause }: AppError): PlainError {
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(at && { at }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    details,
    ...(cause instanceof Error && { cause: cause.stack ?? cause.message }),
  };
}

export function appError({ code, message, cause, ...context }: PlainError): AppError {
  return new AppError(code, message, { ...context, ...(cause !== undefined && { cause }) });
}
