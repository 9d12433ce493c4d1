export { bindField, fieldsOf, isKnownField } from "./bind.ts";
export { NO_SETTINGS } from "./settings.ts";
export type { FieldSettings } from "./settings.ts";
export { isUnseen } from "./unseen.ts";
