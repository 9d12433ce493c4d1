import { AppError } from "../model/errors.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { Detector } from "../model/detector.ts";
import type { Finding } from "../model/finding.ts";
import type { Notice, Reject, Source, UnitFailure } from "../model/source.ts";
import type { Store } from "../model/store.ts";
import type { LoadedConfig } from "./config/index.ts";
import { factsOf } from "./facts.ts";
import { Gathering } from "./gathering.ts";
import { loadRules } from "./scan-rules.ts";
import type { ScanRules } from "./scan-rules.ts";
import { loadDetectors, openSource, openStore, readTerraform } from "./parts.ts";
import { Pipeline } from "./pipeline/pipeline.ts";
import { summaryNotices, summaryOf } from "./summary.ts";
import type { Summary } from "./summary.ts";

export interface ScanProgress {
  bytes: number;
  totalBytes?: number;
  events: number;
  units: number;
  totalUnits?: number;
}

export interface ScanOptions {
  /** Files, folders, or `-` for standard input. */
  inputs: string[];
  /** Added to the configuration's. */
  states: string[];
  code: string[];
  config: LoadedConfig;
  /** Rule files and folders beside the configuration's. */
  rules?: string[];
  /** In place of the configuration's packs; `none` stands for no pack. */
  packs?: string[];
  /** Judges by the rules that loaded, whatever is wrong with others. */
  keepGoing?: boolean;
  /** For records that do not name their cluster. */
  cluster?: ClusterRef;
  /** The period that is judged, epoch ms of event time, both ends included. */
  since?: number;
  until?: number;
  /** `sqlite:PATH`; absent: the configuration's if it names one, else a temporary one. */
  store?: string;
  /** Where every reject is written, one JSON object a line. */
  rejectsFile?: string;
  /** Threads that read files; 0 = none, absent = as many as are worth it. */
  workers?: number;
  /** Leaves findings that need nobody in the store: they are counted. */
  onlyActive?: boolean;
  onProgress?(progress: ScanProgress): void;
  signal?: AbortSignal;
}

export interface ScanResult {
  /** What the store holds, quiet and resolved ones included where `onlyActive` does not say otherwise; worst first. */
  findings: Finding[];
  /** Findings left in the store by `onlyActive`. */
  left: { resolved: number; quiet: number };
  /** The first 10,000; `summary.counts.rejects` is the true number. */
  rejects: Reject[];
  summary: Summary;
  /** Inputs and states that could not be used, and faults of our own. */
  failures: UnitFailure[];
  notices: Notice[];
  /** 0 = no input was readable. */
  inputsRead: number;
  /** Whether no state was named, or at least one of those named can be used. */
  statesUsable: boolean;
}

/**
 * Reads inputs to their end and judges them.
 * @throws AppError "rule.invalid" for rules that do not load, of the store and of `rejectsFile`; "aborted" when the signal came. Inputs and states that cannot be
 *   read are no exception: they are in `failures`
 */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const started = performance.now();
  const rules = await loadRules(options);
  const detectors = await loadDetectors(rules.set);
  const source = await openSource(options, detectors);
  try {
    source.prepare?.();
    return await scanSource(source, detectors, rules, options, started);
  } finally {
    await source.close();
  }
}

async function scanSource(
  source: Source,
  detectors: Detector[],
  rules: ScanRules,
  options: ScanOptions,
  started: number,
): Promise<ScanResult> {
  const terraform = await readTerraform(options);
  const storeUrl = options.store ?? options.config.storeUrl;
  const store = await openStore(storeUrl, options.config.config);
  try {
    const facts = factsOf(options.config.config, terraform.facts);
    const { unwatchedNotices } = await import("../detectors/drift/unwatched.ts");
    const pipeline = new Pipeline({
      store,
      detectors,
      facts,
      since: options.since,
      until: options.until,
      ticks: "at-end",
      isThrowaway: storeUrl === undefined,
    });
    const gathered = await readThrough(source, pipeline, options);
    const summary = summaryOf(pipeline.tally, terraform.facts, rules, performance.now() - started);
    const stateFailures = terraform.failures.map(({ path, error }) => ({ unit: path, error }));
    const inputsFailed = gathered.failures.length > 0;
    return {
      ...(await findingsOf(store, options.onlyActive === true)),
      rejects: gathered.rejects,
      summary,
      failures: [...stateFailures, ...gathered.failures, ...pipeline.faults, ...rules.faults],
      notices: [
        ...options.config.notices,
        ...rules.notices,
        ...unwatchedNotices(facts.driftRules),
        ...terraform.notices,
        ...gathered.notices,
        ...summaryNotices(summary),
      ],
      inputsRead: inputsFailed ? summary.units : Math.max(summary.units, options.inputs.length),
      statesUsable: terraform.facts.states.length > 0 || !terraform.wereNamed,
    };
  } finally {
    await store.close();
  }
}

/** Leads a source through the pipeline to its end. */
async function readThrough(source: Source, pipeline: Pipeline, options: ScanOptions): Promise<Gathering> {
  const { signal = new AbortController().signal } = options;
  const gathering = await Gathering.open(options.rejectsFile);
  try {
    const total = options.onProgress && (await source.total?.());
    for await (const batch of source.read(undefined, signal)) {
      signal.throwIfAborted();
      await gathering.add(batch);
      await pipeline.take(batch);
      options.onProgress?.({
        bytes: pipeline.tally.bytes,
        events: pipeline.tally.events,
        units: pipeline.tally.units,
        ...(total && { totalBytes: total.bytes, totalUnits: total.units }),
      });
    }
    signal.throwIfAborted();
    await pipeline.finish();
  } catch (error) {
    throw signal.aborted ? new AppError("aborted", "stopped", { cause: error }) : error;
  } finally {
    await gathering.close();
  }
  return gathering;
}

const ACTIVE: Finding["status"][] = ["open", "acknowledged"];

async function findingsOf(store: Store, onlyActive: boolean): Promise<Pick<ScanResult, "findings" | "left">> {
  const filter = onlyActive ? { statuses: ACTIVE } : {};
  const findings: Finding[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.findings(filter, cursor, 1000);
    findings.push(...page.findings);
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (!onlyActive) return { findings, left: { resolved: 0, quiet: 0 } };
  const { resolved = 0, closed = 0, quiet = 0 } = await store.countFindings();
  return { findings, left: { resolved: resolved + closed, quiet } };
}
