/** What fields give that no event says. */
export interface FieldSettings {
  /** Of the machine that evaluates: `evt.hostname`, and `hostname` of an alert. */
  hostname?: string;
  /** Values of `static.NAME`. */
  constants?: ReadonlyMap<string, string>;
  /** Epoch ms of the first event of the run, as soon as there was one: `evt.reltime` counts from it. */
  firstEventTime?: () => number | undefined;
}

export const NO_SETTINGS: FieldSettings = {};
