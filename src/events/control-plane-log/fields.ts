import type { JsonObject } from "../../model/json.ts";

/** `I0314 09:10:00.123456      10 httplog.go:134] "HTTP" verb="GET"` (klog). */
const KLOG_HEAD = /^([IWEF])(\d{4}) (\d\d:\d\d:\d\d\.\d{6})\s+(\d+) ([^:\]]{1,256}):(\d+)\] /;
const LOGFMT_HEAD = /^time="[^"]*" level=/;
/** A key begins where a word begins: tried at each of its characters, a long word would take its length squared. */
const PAIR = /(?<![\w.-])([\w.-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

/** Whether a line begins a control-plane message. */
export function isControlPlaneHead(line: string): boolean {
  return KLOG_HEAD.test(line) || isLogfmt(line);
}

/** Whether a message is written as the authenticator writes. */
export function isLogfmt(text: string): boolean {
  return LOGFMT_HEAD.test(text);
}

/** What a klog message says behind its head; undefined where it has none. */
export function klogBody(text: string): string | undefined {
  const head = KLOG_HEAD.exec(text);
  return head ? text.slice(head[0].length) : undefined;
}

/** Head and `key="value"` pairs of a message, as text. */
export function fieldsOf(text: string): JsonObject {
  const fields = new Map<string, string>();
  const head = KLOG_HEAD.exec(text);
  const body = text.slice(head?.[0].length ?? 0);
  if (head) {
    const [, severity, date, time, thread, file, line] = head as unknown as string[];
    for (const [key, value] of Object.entries({ severity, date, time, thread, file, line })) fields.set(key, value!);
    fields.set("msg", /^"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? body);
  }
  for (const [key, value] of pairsOf(body)) fields.set(key, value);
  return Object.fromEntries(fields);
}

/** The `key="value"` and `key=value` pairs of a text, in order. */
export function* pairsOf(text: string): Generator<[key: string, value: string]> {
  for (const [, key, quoted, bare] of text.matchAll(PAIR))
    yield [key!, quoted === undefined ? bare! : unquoted(quoted)];
}

const ESCAPES: { [letter: string]: string } = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The text that Go quoted so: `strconv.Quote`. A byte that was no UTF-8 becomes U+FFFD. */
function unquoted(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([^]))/g, (_, byte, short, long, letter) => {
    if (letter !== undefined) return Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter]! : (letter as string);
    const code = Number.parseInt((byte ?? short ?? long) as string, 16);
    return code > 0x10ffff || (byte !== undefined && code >= 0x80) ? "\ufffd" : String.fromCodePoint(code);
  });
}
