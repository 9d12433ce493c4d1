import type { LoadedConfig } from "../app/config/index.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { ScanResult } from "./output/report.ts";
import type { Progress } from "./progress.ts";

export interface ScanOptions {
  inputs: string[];
  states: string[];
  code: string[];
  config: LoadedConfig;
  cluster?: ClusterRef;
  since?: number;
  until?: number;
  store?: string;
  rejectsFile?: string;
  onProgress?(progress: Progress): void;
  signal?: AbortSignal;
}

/** What commands call; loaded when one of them runs, so that `--help` is quick. Tests hand in their own. */
export interface App {
  scan: (options: ScanOptions) => Promise<ScanResult>;
  loadConfig: (file: string | undefined, env: NodeJS.ProcessEnv) => Promise<LoadedConfig>;
  configSchema: () => object;
  renderConfig: (config: LoadedConfig) => string;
}

/** The application behind the command line. */
export async function loadApp(): Promise<App> {
  const name = "../app/scan.ts";
  const [scan, config] = await Promise.all([import(name) as Promise<App>, import("../app/config/index.ts")]);
  return { ...config, scan: scan.scan };
}
