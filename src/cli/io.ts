/** Where text goes. Writing never fails: a reader that went away is no error of ours. */
export interface TextStream {
  isTerminal: boolean;
  columns: number;
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
    out: textStream(process.stdout, process.env),
    err: textStream(process.stderr, process.env),
    env: process.env,
    now: () => Date.now(),
    signal: interruption(process),
  };
}

function textStream(stream: NodeJS.WriteStream & { isTTY?: boolean }, env: NodeJS.ProcessEnv): TextStream {
  let closed = false;
  // `binnacle … | head` closes the pipe early: what is left to write is dropped, the exit code stays.
  stream.on("error", () => (closed = true));
  return {
    isTerminal: stream.isTTY ?? false,
    columns: stream.columns || Number(env.COLUMNS) || PIPED_COLUMNS,
    write: (text) =>
      new Promise((resolve) => {
        if (closed || text === "") resolve();
        else stream.write(text, () => resolve());
      }),
  };
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
