import { DEPTH_CAP } from "./frame.ts";
import { scanValue, skipColon, endOfString, skipBlanks } from "./scan.ts";

const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;

/**
 * The text of a member's value as it was written; of a repeated key the last.
 * @param text  an object that JSON.parse accepts
 */
export function memberText(text: string, member: string): string {
  const bytes = Buffer.from(text);
  const wanted = JSON.stringify(member);
  let found = "null";
  for (let at = skipBlanks(bytes, 0, bytes.length) + 1; at < bytes.length;) {
    at = skipBlanks(bytes, at, bytes.length);
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] === COMMA) {
      at++;
      continue;
    }
    const keyEnd = endOfString(bytes, at + 1, bytes.length);
    const value = skipColon(bytes, keyEnd, bytes.length);
    const end = scanValue(bytes, value, bytes.length, DEPTH_CAP);
    if (keyEnd < 0 || value < 0 || end < 0) break;
    if (bytes.toString("utf8", at, keyEnd) === wanted) found = bytes.toString("utf8", value, end);
    at = end;
  }
  return found;
}
