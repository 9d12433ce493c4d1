import { AppError } from "../model/errors.ts";

/** Where text goes. A reader that went away is no error of ours; anything else that keeps text from its place is. */
export interface TextStream {
  isTerminal: boolean;
  columns: number;
  /** @throws AppError "rejected" where nothing can be written, for instance on a full disk */
  write(text: string): Promise<void>;
}

/** All that a command knows of the world around it; tests hand in their own. */
export interface Io {
  out: TextStream;
  err: TextStream;
  env: NodeJS.ProcessEnv;
  /** Epoch ms. */
  now(): number;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

const PIPED_COLUMNS = 120;

/** The streams, environment and signals of this process. */
export function processIo(process: NodeJS.Process): Io {
  return {
    out: textStream(process.stdout, process.env, true),
    err: textStream(process.stderr, process.env, false),
    env: process.env,
    now: () => Date.now(),
    signal: interruption(process),
  };
}

/** @param failing  whether lost text is an error: of diagnostics it is none, nobody could be told */
function textStream(
  stream: NodeJS.WriteStream & { isTTY?: boolean },
  env: NodeJS.ProcessEnv,
  failing: boolean,
): TextStream {
  let closed = false;
  // `binnacle … | head` closes the pipe early: what is left to write is dropped, the exit code stays.
  stream.on("error", () => (closed = true));
  return {
    isTerminal: stream.isTTY ?? false,
    columns: stream.columns || Number(env.COLUMNS) || PIPED_COLUMNS,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed || text === "") resolve();
        else
          stream.write(text, (error?: NodeJS.ErrnoException | null) => {
            if (error && failing && error.code !== "EPIPE") reject(lost(error));
            else resolve();
          });
      }),
  };
}

function lost(error: NodeJS.ErrnoException): AppError {
  return new AppError("rejected", `the output cannot be written (${error.code})`, { cause: error });
}

/** The first Ctrl-C asks for a clean end; the second one does not ask. */
function interruption(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(code);
    });
  }
  return controller.signal;
}
