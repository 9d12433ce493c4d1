import { linearRegex } from "../../../lib/regex.ts";
import { AppError } from "../../../model/errors.ts";

/** What follows a backslash: a control letter, a code in hex or octal, or a character that is no letter or digit. */
const ESCAPE = /\\(?:[afnrtv]|x[0-9a-fA-F]{2}|x\{[0-9a-fA-F]{1,6}\}|0[0-7]{0,2}|[1-7][0-7]{1,2}|[^a-zA-Z0-9])/suy;
const REPETITION = /[*+?]|\{[0-9]+(?:,[0-9]*)?\}/y;
const CLASS_NAME = /\[:[^:\]]*:\]/y;

/**
 * A test for whole texts by a regular expression of POSIX egrep in RE2's reading: `.` is no line break, `^` and `$`
 * stand at line breaks too, repetitions stack (`a+?` is `(a+)?`).
 * @throws AppError "rule.invalid" for what only Perl has (`\d`, `(?:…)`) and for what is no regular expression
 */
export function posixRegex(pattern: string): (text: string) => boolean {
  const regex = linearRegex(translated(pattern), { multiline: true });
  // Half of a surrogate pair is no character; it reads as U+FFFD, as bad UTF-8 does.
  return (text) => regex.matches(/\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, "\ufffd") : text);
}

/**
 * The characters that every text has which the pattern matches, in order; a line break stands where others may lie
 * between. Empty where nothing is certain.
 */
export function certainText(pattern: string): string {
  let [out, depth] = ["", 0];
  for (let at = 0; at < pattern.length;) {
    const repetition = matchAt(REPETITION, pattern, at);
    const piece = repetition ?? pieceAt(pattern, at);
    if (piece === "|" && depth === 0) return "";
    if (piece === "(") depth += 1;
    if (repetition !== undefined) out = `${out.slice(0, -1)}\n`;
    else out += (depth === 0 ? literalOf(piece) : undefined) ?? "\n";
    if (piece === ")") depth -= 1;
    at += piece.length;
  }
  return out;
}

/** The character that a piece stands for; undefined where it stands for several, or for none. */
function literalOf(piece: string): string | undefined {
  if (piece.length === 1) return /[[.^$()|\\]/.test(piece) ? undefined : piece;
  return /^\\[^a-zA-Z0-9]$/.test(piece) ? piece[1] : undefined;
}

/** Repetitions of one atom; more is an attack. */
const MAX_STACKED = 20;

/** The pattern with stacked repetitions joined or grouped: the engine below reads them as Perl does. */
function translated(pattern: string): string {
  let out = "";
  const groups: number[] = [];
  let [atom, stacked] = [0, 0];
  for (let at = 0; at < pattern.length;) {
    const repetition = out.length > atom ? matchAt(REPETITION, pattern, at) : undefined;
    if (repetition !== undefined) {
      if (stacked > MAX_STACKED)
        throw new AppError("rule.invalid", `\`${repetition}\` repeats what is repeated too often`);
      out = stacked === 0 ? out + repetition : restacked(out, atom, repetition);
      stacked += 1;
      at += repetition.length;
      continue;
    }
    const piece = pieceAt(pattern, at);
    const group = piece === ")" ? groups.pop() : undefined;
    if (piece === "(") groups.push(out.length);
    out += piece;
    atom = group ?? (piece === "(" || piece === "|" ? out.length : out.length - piece.length);
    stacked = 0;
    at += piece.length;
  }
  return out;
}

/** One more repetition on what is repeated: `a+?` is `a*`, `a{2}*` is `(?:a{2})*`. */
function restacked(out: string, atom: number, repetition: string): string {
  const last = out.at(-1)!;
  if (last === "}" || repetition.length > 1) return `${out.slice(0, atom)}(?:${out.slice(atom)})${repetition}`;
  return out.slice(0, -1) + (last === repetition ? last : "*");
}

function pieceAt(pattern: string, at: number): string {
  if (pattern[at] === "\\") return escapeAt(pattern, at);
  if (pattern[at] === "[") return classAt(pattern, at);
  if (pattern[at] === "(" && pattern[at + 1] === "?") {
    throw new AppError("rule.invalid", "`(?` is not a part of POSIX regular expressions", {
      hint: "write a plain group; for any case use `icontains` or `iglob`, or `tolower(FIELD)`",
    });
  }
  return String.fromCodePoint(pattern.codePointAt(at)!);
}

function escapeAt(pattern: string, at: number): string {
  const escape = matchAt(ESCAPE, pattern, at);
  if (escape !== undefined) return escape;
  const letter = pattern.slice(at, at + 2);
  throw new AppError("rule.invalid", `\`${letter}\` is not a part of POSIX regular expressions`, {
    hint: INSTEAD[letter] ?? "a backslash stands before a character that is no letter and no digit",
  });
}

const INSTEAD: { readonly [escape: string]: string } = {
  "\\d": "write `[0-9]`",
  "\\D": "write `[^0-9]`",
  "\\w": "write `[[:alnum:]_]`",
  "\\W": "write `[^[:alnum:]_]`",
  "\\s": "write `[[:space:]]`",
  "\\S": "write `[^[:space:]]`",
  "\\b": "there are no word boundaries: name what may stand beside the word",
};

function classAt(pattern: string, from: number): string {
  let at = pattern[from + 1] === "^" ? from + 2 : from + 1;
  const first = at;
  while (at < pattern.length && (pattern[at] !== "]" || at === first)) {
    const piece = matchAt(CLASS_NAME, pattern, at) ?? (pattern[at] === "\\" ? escapeAt(pattern, at) : pattern[at]!);
    at += piece.length;
  }
  return pattern.slice(from, at + 1);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
