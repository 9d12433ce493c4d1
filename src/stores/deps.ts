/** What every store is given beside its options. */
export interface StoreDeps {
  /** How long ids of events are remembered, milliseconds of event time. */
  dedupeWindowMs: number;
}
