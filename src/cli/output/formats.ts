/** Apart from their renderers, so that `--help` need not load those. */
export const FORMATS = ["pretty", "ndjson", "json", "sarif", "markdown", "csv"] as const;
export type Format = (typeof FORMATS)[number];
