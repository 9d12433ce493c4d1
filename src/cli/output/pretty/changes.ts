import type { Finding, FindingChange } from "../../../model/finding.ts";
import type { Paint, Style } from "../paint.ts";
import type { View } from "../report.ts";
import { clean, cut, pad, width, wrap } from "../text.ts";
import { arrow, remark, sides } from "../words.ts";
import { labelled } from "./labelled.ts";

const WHOLE = "resource";
/** How many lines one value may take before it is cut. */
const VALUE_LINES = 3;
/** A name that takes more of the line than this stands on a line of its own. */
const NAME_SHARE = 0.55;
/** Where the values of such a name begin, if no other name says so. */
const LEAST_COLUMN = 12;

const STYLES: { [verdict: string]: readonly Style[] } = {
  ignored: ["dim"],
  converged: ["dim"],
  reverted: ["green"],
  codified: ["green"],
  unknown: ["yellow"],
};

/** The lines of a finding's changes, with the values in one column. */
export function changeLines({ changes, resource }: Finding, view: View): string[] {
  const widths = changes.map((change) => width(nameOf(change)));
  const column = Math.max(LEAST_COLUMN, ...widths.filter((columns) => columns <= view.columns * NAME_SHARE));
  return changes.flatMap((change) => oneChange(change, resource?.type, column, view));
}

/** What the calls carried beside the resource. */
export function argumentLines(args: readonly FindingChange[], view: View): string[] {
  const lines = args.map((argument) => {
    const { before, after } = sides(argument);
    const values = before === undefined ? after : arrow(before, after);
    return cut(`${clean(argument.path)} ${values}`, view.columns - 10);
  });
  return labelled("with", lines, view);
}

function nameOf(change: FindingChange): string {
  return change.path === "" ? WHOLE : clean(change.path);
}

function oneChange(change: FindingChange, type: string | undefined, column: number, view: View): string[] {
  const name = nameOf(change);
  const room = view.columns - column - 5;
  const styles = STYLES[change.verdict ?? ""] ?? [];
  const right = withRemark(valueLines(change, type, room), remark(change), room, view.paint, styles);
  const margin = " ".repeat(column + 5);
  if (width(name) > column) return [`  ${name}`, ...right.map((line) => `${margin}${line}`)];
  return right.map((line, at) => (at === 0 ? `  ${pad(name, column)}   ${line}` : `${margin}${line}`));
}

function valueLines(change: FindingChange, type: string | undefined, room: number): string[] {
  const { before, after } = sides(change, type);
  const single = arrow(before, after);
  if (width(single) <= room) return single === "" ? [] : [single];
  const from = before === undefined ? [] : folded(before, room);
  const to = after === undefined ? [] : folded(`→ ${after}`, room);
  return [...from, ...to];
}

/** Breaks a value that is too long for one line and cuts one that is too long for three, saying how much is missing. */
function folded(value: string, room: number): string[] {
  const limit = room * VALUE_LINES;
  if (width(value) <= limit) return wrap(value, room);
  const note = ` (${value.length.toLocaleString("en")} characters)`;
  return wrap(cut(value, Math.max(room, limit - note.length)) + note, room).slice(0, VALUE_LINES + 1);
}

function withRemark(values: string[], note: string, room: number, paint: Paint, styles: readonly Style[]): string[] {
  const painted = values.map((line) => paint(line, ...styles));
  if (note === "") return painted;
  if (values.length === 0) return wrap(note, room).map((line) => paint(line, ...styles));
  const last = values.at(-1)!;
  if (values.length === 1 && width(last) + 3 + width(note) <= room) return [`${painted[0]}   ${paint(note, "dim")}`];
  return [...painted, ...wrap(note, room).map((line) => paint(line, "dim"))];
}
