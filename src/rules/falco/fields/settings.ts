/** What fields give that no event says. */
export interface FieldSettings {
  /** Of the machine that evaluates: `evt.hostname`, and `hostname` of an alert. */
  hostname?: string;
  /** Values of `static.NAME`. */
  constants?: ReadonlyMap<string, string>;
}

export const NO_SETTINGS: FieldSettings = {};
