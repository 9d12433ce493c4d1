export { compileOutput } from "./compile-output.ts";
export type { OutputFormat } from "./compile-output.ts";
export { OutputError } from "./output-error.ts";
