import type { ClusterRef } from "../model/cluster.ts";
import type { Event } from "../model/event.ts";
import type { Facts } from "../model/facts.ts";
import type { Notice, Reject, UnitFailure } from "../model/source.ts";
import { EventRecord, runRemarks } from "../rules/insights/index.ts";
import type { Query, QueryRun, Value } from "../rules/insights/index.ts";
import { emptyTerraform } from "../terraform/load.ts";
import type { LoadedConfig } from "./config/index.ts";
import { factsOf } from "./facts.ts";
import { Gathering } from "./gathering.ts";
import { openSource } from "./parts.ts";
import { emptyTally } from "./pipeline/tally.ts";
import type { Tally } from "./pipeline/tally.ts";
import { askingOf, interestOf, passer } from "./query/asking.ts";
import type { Asking } from "./query/asking.ts";
import { candidates } from "./query/reading.ts";
import type { ReadingOptions } from "./query/reading.ts";
import type { ScanProgress } from "./scan.ts";

export interface QueryOptions {
  /** A Logs Insights query. */
  text?: string;
  /** A CloudWatch filter pattern that records have to match first. One of the two there must be. */
  filter?: string;
  /** Files, folders, or `-` for standard input. */
  inputs: string[];
  config: LoadedConfig;
  /** For records that do not name their cluster. */
  cluster?: ClusterRef;
  /** Epoch ms of event time, both ends included in whole seconds. */
  since?: number;
  until?: number;
  /** Threads that read files; 0 = none, absent = as many as are worth it. */
  workers?: number;
  /** Epoch ms at which the query begins. */
  now: number;
  onProgress?: (progress: ScanProgress) => void;
  signal: AbortSignal;
}

/** Something about the query or about what it met. */
export interface Remark {
  code: string;
  message: string;
  hint?: string;
  /** It concerns the same query in the service only. */
  parity?: true;
}

export interface QueryOutcome {
  recordsScanned: number;
  recordsMatched: number;
  bytesScanned: number;
  remarks: Remark[];
  notices: Notice[];
  failures: UnitFailure[];
  /** The first 10,000, and how many there were. */
  rejects: Reject[];
  rejected: number;
  /** 0 = no input was readable. */
  inputsRead: number;
}

export interface QueryAnswer {
  /** Titles of the columns, in order; two may be equal. */
  columns: readonly string[];
  /** The query as it was understood, one command a line; absent where there is none. */
  pipeline?: string;
  /**
   * Reads the inputs and gives the rows, cells in the order of the columns; without a query the matching messages as they
   * are read. To be called once.
   * @throws AppError "aborted" when the signal came, "rejected" when a temporary file cannot be written
   */
  rows(): AsyncGenerator<readonly Value[]>;
  /** What came of it, once the rows are through. */
  outcome(): QueryOutcome;
}

/**
 * Asks inputs a query, without detectors and without a store. Memory stays bounded, whatever is asked.
 * @throws AppError "rule.invalid" for a query or pattern that cannot be read, `details` {text, offset}
 */
export function query(options: QueryOptions): QueryAnswer {
  const asking = askingOf(options);
  const asked = new Asked(asking, options);
  const { query: ql } = asking;
  return {
    columns: ql?.columns ?? ["@message"],
    ...(ql && { pipeline: ql.format() }),
    rows: () => asked.rows(),
    outcome: () => asked.outcome(),
  };
}

class Asked {
  readonly #asking: Asking;
  readonly #options: QueryOptions;
  readonly #run: QueryRun | undefined;
  readonly #tally: Tally = emptyTally();
  #gathering: Gathering | undefined;
  #scanned = 0;
  #matched = 0;
  /** Whether a CloudTrail record came from elsewhere than a log group. */
  #fromTrail = false;

  constructor(asking: Asking, options: QueryOptions) {
    this.#asking = asking;
    this.#options = options;
    this.#run = asking.query?.run({ now: options.now });
  }

  async *rows(): AsyncGenerator<readonly Value[]> {
    const interest = interestOf(this.#asking);
    const { since, until, signal, onProgress } = this.#options;
    const gathering = (this.#gathering = await Gathering.open(undefined));
    const source = await openSource(this.#options, [interest]);
    const reading: ReadingOptions = { interest, since, until, signal, onProgress, gathering, tally: this.#tally };
    const passes = passer(this.#asking, this.#facts());
    try {
      source.prepare?.();
      for await (const { events, passedOver } of candidates(source, reading)) {
        this.#passOver(passedOver);
        for (const event of events) {
          if (!passes(event)) this.#passOver(1);
          else if (this.#run) this.#add(event, this.#run);
          else yield this.#message(event);
        }
      }
      if (this.#run) yield* this.#run.rows();
    } finally {
      this.#run?.close();
      await gathering.close();
      await source.close();
    }
  }

  outcome(): QueryOutcome {
    const run = this.#run;
    const { failures = [], notices = [], rejects = [] } = this.#gathering ?? {};
    const { units, bytes, counts } = this.#tally;
    return {
      recordsScanned: run?.recordsScanned ?? this.#scanned,
      recordsMatched: run?.recordsMatched ?? this.#matched,
      bytesScanned: bytes,
      remarks: this.#remarks(),
      notices: [...notices, ...this.#substitution()],
      failures,
      rejects,
      rejected: counts.rejects,
      inputsRead: failures.length > 0 ? units : Math.max(units, this.#options.inputs.length),
    };
  }

  #facts(): Facts {
    return factsOf(this.#options.config.config, emptyTerraform());
  }

  #passOver(count: number): void {
    this.#scanned += count;
    this.#run?.passOver(count);
  }

  #add(event: Event, run: QueryRun): void {
    this.#fromTrail ||= event.kind === "aws_cloudtrail" && event.origins[0]?.logTime === undefined;
    run.add(new EventRecord(event));
  }

  #message(event: Event): readonly Value[] {
    this.#scanned += 1;
    this.#matched += 1;
    return [event.text];
  }

  #remarks(): Remark[] {
    const { pattern, query: ql } = this.#asking;
    const found = this.#run ? runRemarks(this.#run) : [];
    const seen = new Set(found.map(({ code }) => code));
    return [
      ...(pattern?.lints ?? []).map(({ code, message }) => ({ code, message })),
      ...(ql?.lints ?? []).filter(({ code }) => !seen.has(code)),
      ...found,
    ];
  }

  #substitution(): Notice[] {
    if (!this.#fromTrail || !namesSource(this.#asking.query)) return [];
    const text = "of CloudTrail files @timestamp is the eventTime, and @log the account and the folder of the file";
    return [{ code: "trail-files", text }];
  }
}

function namesSource(ql: Query | undefined): boolean {
  return ql !== undefined && /@log\b|@timestamp|\bbin\(/.test(ql.text);
}
