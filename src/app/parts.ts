import path from "node:path";
import type { Interested } from "../lib/interest.ts";
import type { Detector } from "../model/detector.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { RuleSet } from "../model/rule.ts";
import type { Source } from "../model/source.ts";
import type { Store } from "../model/store.ts";
import type { ReadElsewhere } from "../sources/file/readers.ts";
import { storeOptions, stores } from "../stores/index.ts";
import type { ClusterStates, LoadedTerraform } from "../terraform/index.ts";
import type { Config, LoadedConfig } from "./config/index.ts";

/** What of a scan's options decides which parts are needed. */
interface Wanted {
  inputs: string[];
  states: string[];
  code: string[];
  config: LoadedConfig;
  cluster?: ClusterRef;
  since?: number;
  until?: number;
  workers?: number;
}

/** The states and sources of the configuration and of the command line. `wereNamed`: whether any state was asked for. */
export async function readTerraform({
  states,
  code,
  config: { file, config },
}: Pick<Wanted, "states" | "code" | "config">): Promise<LoadedTerraform & { wereNamed: boolean }> {
  const { loadTerraform } = await import("../terraform/index.ts");
  const named = [...config.state.map((entry) => entry.path), ...states];
  const loaded = await loadTerraform({
    states: named,
    code: [...config.code, ...code],
    podIdentities: config.trust.pod_identities.map(({ service_account: serviceAccount, ...rest }) => ({
      ...rest,
      serviceAccount,
    })),
    clusterStates: clusterStates(config, file),
  });
  return { ...loaded, wereNamed: named.length > 0 };
}

/** A state is meant as findings print its path, or as seen from the folder of the file, like other paths there. */
function clusterStates({ clusters, accounts }: Config, file = ""): ClusterStates[] {
  const ids = new Map(accounts.map(({ id, name }) => [name, id]));
  return clusters.flatMap(({ match, state }) => {
    if (state === undefined || match.name === undefined) return [];
    const account = ids.get(match.account ?? "") ?? match.account;
    const cluster = {
      name: match.name,
      ...(isLiteral(account) ? { account } : {}),
      ...(isLiteral(match.region) ? { region: match.region } : {}),
    };
    return [...new Set([state, path.join(path.dirname(file), state)])].map((each) => ({ cluster, state: each }));
  });
}

function isLiteral(text: string | undefined): boolean {
  return text !== undefined && !/[*?]/.test(text);
}

/**
 * The store that a URL names; without one a temporary store.
 * @throws AppError of the store
 */
export async function openStore(url: string | undefined, { time }: Config): Promise<Store> {
  const { type, options } = url === undefined ? { type: "sqlite", options: {} } : storeOptions(url);
  const component = stores.find((each) => each.type === type)!;
  return component.create(component.options.parse(options), { dedupeWindowMs: time.dedupe_window });
}

/** Every detector, fresh. */
export async function loadDetectors(rules: RuleSet): Promise<Detector[]> {
  const { detectors } = await import("../detectors/index.ts");
  return detectors.map((component) => component.create(component.options.parse({}), { rules }));
}

/**
 * The files, folders and standard input to read.
 * @param detectors  those that will meet the events; what none of them wants stays in the threads that read it
 */
export async function openSource(
  wanted: Omit<Wanted, "states" | "code">,
  detectors: readonly Interested[],
): Promise<Source> {
  const { inputs, cluster, since, until, workers, config } = wanted;
  const [{ sources }, { decode }, { ReaderPool }, { workersFor }] = await Promise.all([
    import("../sources/index.ts"),
    import("../events/decode.ts"),
    import("./reading/pool.ts"),
    import("./reading/worth.ts"),
  ]);
  const file = sources.find(({ type }) => type === "file")!;
  const options = { paths: inputs, cluster, since, until, backfillWindow: config.config.time.backfill_window };
  const readers: ReadElsewhere = (files, ofCluster) => {
    const number = workersFor(
      workers,
      files.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    return number === 0 || files.length === 0
      ? undefined
      : new ReaderPool({ files, cluster: ofCluster, workers: number, detectors });
  };
  return file.create(file.options.parse(options), { decode, readers });
}
