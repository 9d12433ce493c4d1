import { sqlite } from "./sqlite/index.ts";

export { storeOptions } from "./url.ts";

/** Every kind of store. */
export const stores = [sqlite];
