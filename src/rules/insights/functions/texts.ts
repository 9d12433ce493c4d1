import { numberOf, textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Definitions } from "./signature.ts";

const ANY = Number.POSITIVE_INFINITY;
/** Characters. Texts that grow beyond it, by concatenating again and again, give nothing. */
const LONGEST = 2 ** 22;

/** Functions of text. A missing argument gives nothing, unless said otherwise. */
export const textFunctions: Definitions = [
  {
    name: "isempty",
    usage: "isempty(value)",
    arity: [1, 1],
    call: ([value]) => (textOf(value!) ?? "") === "",
  },
  {
    name: "isblank",
    usage: "isblank(value)",
    arity: [1, 1],
    call: ([value]) => (textOf(value!) ?? "").trim() === "",
  },
  {
    name: "concat",
    usage: "concat(value, …)",
    arity: [1, ANY],
    ofText: true,
    call: (args) => bounded(args.map((value) => textOf(value) ?? "")),
  },
  {
    name: "ltrim",
    usage: "ltrim(text[, characters])",
    arity: [1, 2],
    ofText: true,
    call: (args) => trimmed(args, true, false),
  },
  {
    name: "rtrim",
    usage: "rtrim(text[, characters])",
    arity: [1, 2],
    ofText: true,
    call: (args) => trimmed(args, false, true),
  },
  {
    name: "trim",
    usage: "trim(text[, characters])",
    arity: [1, 2],
    ofText: true,
    call: (args) => trimmed(args, true, true),
  },
  {
    name: "strlen",
    usage: "strlen(text)",
    arity: [1, 1],
    ofText: true,
    call: (args) => ofTexts(args, (text) => codePoints(text).length),
  },
  {
    name: "toupper",
    usage: "toupper(text)",
    arity: [1, 1],
    ofText: true,
    call: (args) => ofTexts(args, (text) => text.toUpperCase()),
  },
  {
    name: "tolower",
    usage: "tolower(text)",
    arity: [1, 1],
    ofText: true,
    call: (args) => ofTexts(args, (text) => text.toLowerCase()),
  },
  {
    name: "substr",
    usage: "substr(text, start[, length])",
    arity: [2, 3],
    ofText: true,
    call: substr,
  },
  {
    name: "replace",
    usage: "replace(text, searched, replacement)",
    arity: [3, 3],
    ofText: true,
    call: (args) => ofTexts(args, (text, searched, replacement) => replaced(text, searched, replacement)),
  },
  {
    name: "strcontains",
    usage: "strcontains(text, searched)",
    arity: [2, 2],
    ofText: true,
    call: (args) => ofTexts(args, (text, searched) => text.includes(searched)),
  },
];

function ofTexts(args: readonly Value[], call: (...texts: string[]) => Value): Value {
  const texts = args.map(textOf);
  return texts.every((text) => text !== null) ? call(...texts) : null;
}

function bounded(pieces: readonly string[], between = ""): Value {
  const length = pieces.reduce((sum, piece) => sum + piece.length + between.length, 0);
  return length > LONGEST ? null : pieces.join(between);
}

function replaced(text: string, searched: string, replacement: string): Value {
  return searched === "" ? text : bounded(text.split(searched), replacement);
}

/** The text as a list of code points, or itself where each is one character. */
function codePoints(text: string): string | string[] {
  return /[\ud800-\udbff]/.test(text) ? Array.from(text) : text;
}

function trimmed(args: readonly Value[], left: boolean, right: boolean): Value {
  return ofTexts(args, (text, characters) => {
    if (characters === undefined) return left && right ? text.trim() : left ? text.trimStart() : text.trimEnd();
    const set = new Set(characters);
    const points = Array.from(text);
    const isKept = (point: string) => !set.has(point);
    const first = left ? points.findIndex(isKept) : 0;
    const last = right ? points.findLastIndex(isKept) : points.length - 1;
    return first === -1 ? "" : points.slice(first, last + 1).join("");
  });
}

/** Counts code points from 0; what lies outside of the text is empty. */
function substr([text, start, length]: readonly Value[]): Value {
  const whole = textOf(text!);
  const from = numberOf(start!);
  const count = length === undefined ? ANY : numberOf(length);
  if (whole === null || from === null || count === null) return null;
  const begin = Math.max(0, Math.trunc(from));
  const piece = codePoints(whole).slice(begin, begin + Math.max(0, Math.trunc(count)));
  return typeof piece === "string" ? piece : piece.join("");
}
