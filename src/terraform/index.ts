export { emptyTerraform, loadTerraform } from "./load.ts";
export type { ClusterStates } from "./facts/homes.ts";
export type { LoadedTerraform, TerraformOptions } from "./load.ts";
