export { emptyTerraform, loadTerraform } from "./load.ts";
export type { LoadedTerraform, TerraformOptions } from "./load.ts";
