const UNITS: { [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `20m`, `1h30m`, `15s` → milliseconds; undefined where the text is no duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h|d))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) total += Number(amount) * UNITS[unit!]!;
  return total;
}

/** Milliseconds → `2h 5m`, `12s`: the two largest units. */
export function formatDuration(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000));
  const parts: string[] = [];
  for (const [unit, seconds] of [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    const amount = Math.floor(rest / seconds);
    rest -= amount * seconds;
    if (amount > 0) parts.push(`${amount}${unit}`);
  }
  return parts.slice(0, 2).join(" ") || "0s";
}

const DOT = 0x2e;
const Z = 0x5a;

/** ISO 8601 → epoch ms; undefined where the text is no time. */
export function parseTime(text: string): number | undefined {
  if (text.length < 20 || text.charCodeAt(10) !== 0x54 || text.charCodeAt(text.length - 1) !== Z) return parseAny(text);
  const whole = parseSeconds(text);
  if (text.length === 20 || whole === undefined) return whole ?? parseAny(text);
  const fraction = text.charCodeAt(19) === DOT ? milliseconds(text) : undefined;
  return fraction === undefined ? parseAny(text) : whole + fraction;
}

/** `2026-03-14T09:10:00`, as nearly every record begins its times; undefined where it is better looked at slowly. */
function parseSeconds(text: string): number | undefined {
  const year = digits(text, 0) * 100 + digits(text, 2);
  const [month, day] = [digits(text, 5), digits(text, 8)];
  const [hour, minute, second] = [digits(text, 11), digits(text, 14), digits(text, 17)];
  // What is not within these bounds is left to the slow way, which knows the lengths of months.
  const plain = month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour < 24 && minute < 60 && second < 60;
  const marks = text[4] === "-" && text[7] === "-" && text[13] === ":" && text[16] === ":";
  return plain && marks && year >= 1000 ? Date.UTC(year, month - 1, day, hour, minute, second) : undefined;
}

/** The fraction behind the dot, up to the last character, in whole milliseconds; undefined where it is none. */
function milliseconds(text: string): number | undefined {
  let value = 0;
  for (let at = 20; at < text.length - 1; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    if (at < 23) value = value * 10 + digit;
  }
  const places = Math.min(text.length - 21, 3);
  return places < 1 ? undefined : value * 10 ** (3 - places);
}

/** Two digits; NaN where there are none. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 0x30, text.charCodeAt(at + 1) - 0x30];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function parseAny(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return undefined;
  const withZone = /T/.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
  const ms = Date.parse(withZone);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Epoch ms → ISO 8601 UTC with milliseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
