/**
 * Compares two numbers by what is written, digit for digit: 12345678901234567890 is not 12345678901234567891.
 * @param a  a JSON number, or one with a plus sign or without a digit before its point
 * @returns below 0 where a is less, 0 where both are the same number
 */
export function compareDecimals(a: string, b: string): number {
  const rough = Number(a) - Number(b);
  // Reading a text as a double never turns the order round; it only makes near ones equal.
  return rough < 0 || rough > 0 ? rough : exactly(decimal(a), decimal(b));
}

/** 0.d1d2d3… × 10^exponent; zero has no digits. */
interface Decimal {
  negative: boolean;
  digits: string;
  exponent: number;
}

function decimal(text: string): Decimal {
  const [, sign, whole = "", part = "", power = "0"] = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + part;
  const significant = all.replace(/^0+/, "");
  const digits = significant.slice(0, endOfDigits(significant));
  const exponent = digits === "" ? 0 : whole.length - (all.length - significant.length) + Number(power);
  return { negative: sign === "-" && digits !== "", digits, exponent };
}

/** Where only zeros follow. */
function endOfDigits(digits: string): number {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return end;
}

function exactly(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const order = bySize(a, b);
  return a.negative ? -order : order;
}

function bySize(a: Decimal, b: Decimal): number {
  if (a.digits === "" || b.digits === "") return a.digits.length - b.digits.length;
  if (a.exponent !== b.exponent) return a.exponent - b.exponent;
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0;
}
