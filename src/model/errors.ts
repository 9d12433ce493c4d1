export type ErrorCode =
  | "config.invalid"
  | "rule.invalid"
  | "decode.invalid"
  | "auth.denied"
  | "not.found"
  | "conflict"
  | "limit.exceeded"
  | "unavailable"
  | "timeout"
  | "rejected"
  | "aborted"
  | "internal";

/** A place in a file that a person wrote; line and column count from 1. */
export interface Position {
  file: string;
  line: number;
  column: number;
}

export interface ErrorContext {
  /** What the reader can do about it, one sentence. */
  hint?: string;
  at?: Position;
  retryAfterMs?: number;
  details?: Record<string, unknown>;
  cause?: unknown;
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set(["conflict", "limit.exceeded", "unavailable", "timeout"]);

/** The only error that crosses a module boundary: what happened, where, and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly at?: Position;
  readonly retryAfterMs?: number;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message, { cause: context.cause });
    this.name = "AppError";
    this.code = code;
    this.hint = context.hint;
    this.at = context.at;
    this.retryAfterMs = context.retryAfterMs;
    this.details = context.details ?? {};
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  /** Wraps whatever was thrown; an AppError is returned as it is. */
  static from(thrown: unknown, code: ErrorCode = "internal"): AppError {
    if (thrown instanceof AppError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AppError(code, message, { cause: thrown });
  }
}
