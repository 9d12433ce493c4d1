export { deciding } from "./deciding.ts";
export { parseCases } from "./parse.ts";
export type { ParsedCases } from "./parse.ts";
export type { Expectation, RuleCase } from "./rule-case.ts";
export { judgement, runCases } from "./run.ts";
export type { CaseFailure, CaseReport, World } from "./run.ts";
