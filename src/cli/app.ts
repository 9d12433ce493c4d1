import type { LoadedConfig } from "../app/config/index.ts";
import type { ScanOptions, ScanResult } from "../app/scan.ts";

/** What commands call; loaded when one of them runs, so that `--help` is quick. Tests hand in their own. */
export interface App {
  scan: (options: ScanOptions) => Promise<ScanResult>;
  loadConfig: (file: string | undefined, env: NodeJS.ProcessEnv) => Promise<LoadedConfig>;
  configSchema: () => object;
  renderConfig: (config: LoadedConfig) => string;
}

/** The application behind the command line. */
export async function loadApp(): Promise<App> {
  const [{ scan }, config] = await Promise.all([import("../app/scan.ts"), import("../app/config/index.ts")]);
  return { scan, ...config };
}
