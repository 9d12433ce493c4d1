import { detectors } from "../detectors/index.ts";
import { sources } from "../sources/index.ts";
import { stores } from "../stores/index.ts";
import { stateBackends } from "../terraform/backends/index.ts";

/** Every component of every kind; the reference pages are written from them. */
export const components = [...sources, ...stateBackends, ...detectors, ...stores];
