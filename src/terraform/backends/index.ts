import { fileState } from "./file/index.ts";

/** Every place a state can be read from; `state` of the configuration is validated by these. */
export const stateBackends = [fileState] as const;
