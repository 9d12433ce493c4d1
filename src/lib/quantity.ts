/** Suffix of a quantity → its factor. Source: Kubernetes API conventions, resource quantities. */
const FACTORS: ReadonlyMap<string, number> = new Map([
  ["n", 1e-9],
  ["u", 1e-6],
  ["m", 1e-3],
  ["", 1],
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
  ["P", 1e15],
  ["E", 1e18],
  ...["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, at): [string, number] => [suffix, 1024 ** (at + 1)]),
]);

const QUANTITY = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/;

/** The number that a Kubernetes quantity stands for: `1000m` and `1` are one; undefined where the text is none. */
export function quantityOf(text: string): number | undefined {
  const [, number, exponent = "", suffix = ""] = QUANTITY.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const value = Number(`${number}${exponent}`) * FACTORS.get(suffix)!;
  // Products with a negative power of ten are off by the last digit.
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : undefined;
}
