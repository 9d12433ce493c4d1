export { alertJson } from "./alert.ts";
export type { AlertRule } from "./alert.ts";
export { compileOutput } from "./compile-output.ts";
export type { ExtraField, OutputFormat } from "./compile-output.ts";
export { OutputError } from "./output-error.ts";
