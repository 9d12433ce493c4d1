export { configVariables } from "./environment.ts";
export { configJsonSchema as configSchema } from "./json-schema.ts";
export { loadConfig } from "./load.ts";
export type { LoadedConfig } from "./load.ts";
export { problemLines } from "./problems.ts";
export type { Problem } from "./problems.ts";
export { renderConfig } from "./render.ts";
export { resolveUrl } from "./references.ts";
export type { Config } from "./schema.ts";
