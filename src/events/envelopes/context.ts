/** What a record's wrappings say about it. */
export interface Context {
  /** Envelopes unwrapped so far, outermost first. */
  chain: readonly string[];
  /** Byte offset, in the unit, of the outermost record it came out of. */
  offset: number;
  /** Epoch ms at which the transport took it. */
  time?: number;
  account?: string;
  region?: string;
  logGroup?: string;
  logStream?: string;
  logEventId?: string;
  /** Epoch ms that the log group has for it. */
  logTime?: number;
  ingestionTime?: number;
  flags?: readonly string[];
}

/** The context of what is inside an envelope. */
export function inside(context: Context, envelope: string, known: Partial<Context> = {}): Context {
  return { ...context, ...known, chain: [...context.chain, envelope] };
}
