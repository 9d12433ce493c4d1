export { bindField, fieldsOf, isKnownField } from "./bind.ts";
export { fieldLookup } from "./lookup.ts";
export { NO_SETTINGS } from "./settings.ts";
export type { FieldSettings } from "./settings.ts";
export { isUnseen } from "./unseen.ts";
