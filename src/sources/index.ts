import { file } from "./file/index.ts";

/** Every source, by the `type` of its configuration. */
export const sources = [file];
