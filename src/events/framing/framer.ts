import type { Json, JsonObject } from "../../model/json.ts";
import type { RejectCode } from "../../model/source.ts";
import { DEPTH_CAP, MEMBERS_CAP, RECORD_CAP } from "./frame.ts";
import type { Container, Frame } from "./frame.ts";
import { Glance } from "./glance.ts";
import { Guess, shallow } from "./guess.ts";
import { holdsContainer, memberStart } from "./keys.ts";
import { nextJoinedValue, nextLineValue, recoverElement } from "./recover.ts";
import { BAD, DEEP, isBlank, MORE, scanValue, skipBlanks } from "./scan.ts";
import { Skipper } from "./skip.ts";
import { Window } from "./window.ts";

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SAMPLE = 256;
/** Blanks that are held to tell how a line is indented. */
const BLANKS_CAP = 64 * 1024;
/** The list whose elements are looked at before they are parsed. */
const GLANCED = "Records";
const EXPORT_HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
const EXPORT_HEAD_LENGTH = 25;

/** Whether an element found behind damage is a record of the container's envelope. */
export type IsRecord = (value: Json, container: Container) => boolean;

type State = "start" | "values" | "lines" | "elements" | "members" | "skip-value" | "skip-line" | "resync";

/**
 * Cuts a text into records as it comes in, holding no more than the record at hand.
 * `feed` bytes, call `next` until it gives nothing, and so on; `finish` after the last byte, then `next` again.
 * How the input is split into chunks changes nothing.
 */
export class Framer {
  readonly #window = new Window();
  readonly #isRecord: IsRecord;
  readonly #queue: Frame[] = [];
  readonly #guess = new Guess();
  readonly #glance = new Glance();
  #skipper = new Skipper();
  #state: State = "start";
  /** Where a skipped value stood. */
  #back: State = "values";
  #container: Container | undefined;
  #membersSize = 0;
  /** Bytes from `at` that the window must hold before it is worth looking again. */
  #wanted = 1;
  #final = false;
  #dropTail = false;
  /** Offset of the first newline of the input; Infinity while none was seen. */
  #firstNewline = Infinity;
  #export = false;

  constructor(isRecord: IsRecord) {
    this.#isRecord = isRecord;
  }

  /** Offset of the first byte not framed yet. */
  get offset(): number {
    return this.#window.offset(this.#window.at);
  }

  /** The input is a CloudWatch export: lines, of which those with a time in front begin a message. */
  get isExport(): boolean {
    return this.#export;
  }

  feed(chunk: Uint8Array): void {
    if (this.#firstNewline === Infinity) {
      const at = chunk.indexOf(NEWLINE);
      if (at !== -1) this.#firstNewline = this.#window.offset(this.#window.end) + at;
    }
    if (chunk.length > 0) this.#window.append(chunk);
  }

  /** @param dropTail  the input was cut short: what is not whole is no record */
  finish(dropTail: boolean): void {
    this.#final = true;
    this.#dropTail = dropTail;
  }

  /** The next record; undefined when more input is needed, or after `finish` when there is no more. */
  next(): Frame | undefined {
    while (this.#queue.length === 0) {
      const { at, end } = this.#window;
      if (at === end || end - at < this.#wanted) {
        if (!this.#final) return undefined;
        if (at === end) return this.#end();
      }
      this.#wanted = 1;
      this.#step();
    }
    return this.#queue.shift();
  }

  #step(): void {
    switch (this.#state) {
      case "start":
        return this.#start();
      case "values":
        return this.#value();
      case "lines":
        return this.#line(this.#window.at);
      case "elements":
        return this.#element();
      case "members":
        return this.#member();
      case "skip-value":
        return this.#skipValue();
      case "skip-line":
        return this.#skipLine();
      case "resync":
        return this.#skipToValue();
    }
  }

  /** Asks for more input: twice what there is from `from`, so that looking again costs no more than looking once. */
  #starve(from: number): void {
    this.#wanted = Math.max(2 * (this.#window.end - from), 256) + (from - this.#window.at);
  }

  #limit(from: number): number {
    return Math.min(this.#window.end, from + RECORD_CAP);
  }

  // ---- the beginning

  #start(): void {
    const { bytes, end } = this.#window;
    if (end < 3 + EXPORT_HEAD_LENGTH && !this.#final) return this.#starve(0);
    const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    const first = skipBlanks(bytes, bom, end);
    if (end - first < EXPORT_HEAD_LENGTH && first < BLANKS_CAP && !this.#final) return this.#starve(0);
    this.#export = EXPORT_HEAD.test(bytes.toString("latin1", first, Math.min(end, first + EXPORT_HEAD_LENGTH)));
    this.#window.at = bom;
    this.#state = this.#export ? "lines" : "values";
  }

  // ---- values and lines

  #value(): void {
    const { bytes, at, end } = this.#window;
    const start = skipBlanks(bytes, at, end);
    if (start === end) {
      const lineStart = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
      if (this.#final || end - lineStart > BLANKS_CAP) this.#window.at = end;
      else if (lineStart > at) this.#window.at = lineStart;
      else this.#starve(at);
      return;
    }
    const first = bytes[start];
    if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) {
      const newline = bytes.lastIndexOf(NEWLINE, start);
      return this.#line(Math.max(at, newline + 1));
    }
    this.#window.at = start;
    if (first === OPEN_ARRAY) return this.#openArray(start);
    if (!this.#guessed(start, undefined)) this.#object(start);
  }

  #line(from: number): void {
    const { bytes, end } = this.#window;
    this.#window.at = from;
    const newline = this.#window.indexOf(NEWLINE, from);
    const stop = newline === -1 ? end : newline;
    if (stop - from > RECORD_CAP) {
      this.#refuse("too-large", from, "a line of more than 16 MiB");
      this.#state = "skip-line";
      return;
    }
    if (newline === -1 && !this.#final) return this.#starve(from);
    this.#window.at = newline === -1 ? end : newline + 1;
    if (newline === -1 && this.#dropTail) return;
    const to = bytes[stop - 1] === RETURN && stop > from ? stop - 1 : stop;
    if (skipBlanks(bytes, from, to) === to) return;
    this.#queue.push({
      kind: "line",
      offset: this.#window.offset(from),
      text: this.#text(from, to),
      ...this.#repaired(from, to),
    });
  }

  /** Takes the record at `start` if it ends where the ones before it lead to expect. */
  #guessed(start: number, container: Container | undefined): boolean {
    const end = this.#guess.end(this.#window, start);
    if (end === -1) return false;
    const text = this.#text(start, end);
    const value = parse(text);
    if (value === undefined || !shallow(text) || (!container && holdsContainer(value))) {
      this.#guess.wrong();
      return false;
    }
    this.#guess.right();
    this.#emitValue(start, end, text, value, container);
    return true;
  }

  /** Takes an element without parsing it, where a few of its members decide whether anybody wants more. */
  #glanced(start: number, container: Container): boolean {
    if (container.key !== GLANCED || this.#window.bytes[start] !== OPEN_OBJECT) return false;
    const to = this.#glance.scan(this.#window.bytes, start, this.#limit(start));
    if (to < 0 || !this.#window.isAscii(start, to)) return false;
    const text = this.#text(start, to);
    const members = this.#glance.members(text, start);
    this.#window.at = to;
    this.#queue.push({ kind: "glance", offset: this.#window.offset(start), text, members, container });
    return true;
  }

  #emitValue(from: number, to: number, text: string, value: Json, container: Container | undefined): void {
    this.#guess.passed(this.#window, to);
    this.#window.at = to;
    const frame: Frame = { kind: "value", offset: this.#window.offset(from), text, value };
    if (container) frame.container = container;
    if (this.#window.repaired(from, to)) frame.repaired = true;
    this.#queue.push(frame);
  }

  /** An object that is a record as a whole, up to the first array of records in it. */
  #object(start: number): void {
    const { bytes } = this.#window;
    const limit = this.#limit(start);
    const members: [number, number][] = [];
    for (let at = start + 1; ;) {
      at = skipBlanks(bytes, at, limit);
      if (at === limit) return this.#unfinished(start, MORE);
      const byte = bytes[at];
      if (byte === CLOSE_OBJECT) return this.#whole(start, at + 1);
      if (byte === COMMA) {
        at++;
        continue;
      }
      const member = memberStart(bytes, at, limit);
      if (typeof member === "number") return this.#unfinished(start, member);
      if (member.key !== undefined && bytes[member.value] === OPEN_ARRAY)
        return this.#openObject(start, member.key, member.value, members);
      const to = scanValue(bytes, member.value, limit, DEPTH_CAP - 1);
      if (to < 0) return this.#unfinished(start, to);
      members.push([at, to]);
      at = to;
    }
  }

  #whole(start: number, end: number): void {
    const text = this.#text(start, end);
    const value = parse(text);
    if (value === undefined) return this.#damaged(start);
    this.#guess.learn(this.#window, start);
    this.#emitValue(start, end, text, value, undefined);
  }

  /** A value that has no end in the window: it goes on, is too large or deep, or is no JSON. */
  #unfinished(start: number, why: number): void {
    if (why === BAD) return this.#damaged(start);
    if (why === DEEP) return this.#skip(start, "too-deep");
    if (this.#window.end - start >= RECORD_CAP) return this.#skip(start, "too-large");
    if (!this.#final) return this.#starve(start);
    return this.#damaged(start);
  }

  // ---- arrays of records

  #openArray(start: number): void {
    this.#begin({ key: "", members: {} }, start, start + 1);
  }

  #openObject(start: number, key: string, array: number, members: [number, number][]): void {
    const container: Container = { key, members: {} };
    this.#membersSize = 0;
    for (const [from, to] of members) this.#addMember(container, from, to);
    this.#begin(container, start, array + 1);
  }

  #begin(container: Container, start: number, first: number): void {
    this.#container = container;
    this.#queue.push({ kind: "open", container, offset: this.#window.offset(start) });
    this.#window.at = first;
    this.#guess.reset();
    this.#state = "elements";
  }

  #element(): void {
    const container = this.#container!;
    const { bytes, end } = this.#window;
    let start = this.#window.at;
    while (start < end && (bytes[start] === COMMA || isBlank(bytes[start]))) start++;
    this.#window.at = start;
    if (start === end) return;
    if (bytes[start] === CLOSE_ARRAY) {
      this.#window.at = start + 1;
      if (container.key === "") this.#close();
      else this.#state = "members";
      return;
    }
    if (this.#glanced(start, container) || this.#guessed(start, container)) return;
    const to = scanValue(bytes, start, this.#limit(start), DEPTH_CAP);
    if (to === DEEP) return this.#skip(start, "too-deep");
    if (to === MORE && end - start >= RECORD_CAP) return this.#skip(start, "too-large");
    if (to === MORE) return this.#final ? this.#tail(start) : this.#starve(start);
    const text = to === BAD ? "" : this.#text(start, to);
    const value = to === BAD ? undefined : parse(text);
    if (value === undefined) return this.#damagedElement(start, container);
    if (bytes[start] === OPEN_OBJECT) this.#guess.learn(this.#window, start);
    this.#emitValue(start, to, text, value, container);
  }

  #damagedElement(start: number, container: Container): void {
    const { bytes, end } = this.#window;
    const limit = this.#limit(start);
    const full = end - start >= RECORD_CAP;
    const recovery = recoverElement(bytes, start, limit, this.#final || full, (from, to) => {
      const value = parse(this.#text(from, to));
      return value !== undefined && this.#isRecord(value, container);
    });
    if (!recovery && !this.#final && !full) return this.#starve(start);
    if (!recovery && !full) return this.#tail(start);
    if (recovery?.next === "element") return this.#stretch(start, recovery.end, container);
    if (recovery?.next === "value") {
      this.#stretch(start, recovery.end, container);
      return this.#close();
    }
    this.#refuse("json", start, "the rest of this list could not be told apart", container);
    this.#close();
    this.#state = "resync";
  }

  /** After the array: further members of the object around it. */
  #member(): void {
    const container = this.#container!;
    const { bytes, end } = this.#window;
    let at = this.#window.at;
    while (at < end && (bytes[at] === COMMA || isBlank(bytes[at]))) at++;
    this.#window.at = at;
    if (at === end) return;
    if (bytes[at] === CLOSE_OBJECT) {
      this.#window.at = at + 1;
      return this.#close();
    }
    const limit = this.#limit(at);
    const member = memberStart(bytes, at, limit);
    const to = typeof member === "number" ? member : this.#memberEnd(member.value, member.key, limit);
    if (to === BAD) return this.#damaged(at);
    if (to === MORE && end - at < RECORD_CAP) return this.#final ? this.#tail(at) : this.#starve(at);
    if (to < 0) {
      this.#window.at = typeof member === "number" ? at : member.value;
      this.#pass("members");
      return;
    }
    if (typeof member !== "number" && member.key !== undefined && bytes[member.value] === OPEN_ARRAY) {
      this.#another(container, member.key, member.value);
      return;
    }
    this.#addMember(container, at, to);
    this.#window.at = to;
  }

  #memberEnd(value: number, key: string | undefined, limit: number): number {
    if (key !== undefined && this.#window.bytes[value] === OPEN_ARRAY) return value;
    return scanValue(this.#window.bytes, value, limit, DEPTH_CAP - 1);
  }

  /** A second array of records in one object. */
  #another(container: Container, key: string, array: number): void {
    this.#queue.push({ kind: "close", container, offset: this.#window.offset(array) });
    this.#begin({ key, members: container.members }, array, array + 1);
  }

  /** Keeps a member beside the array, if there is room for it. */
  #addMember(container: Container, from: number, to: number): void {
    this.#membersSize += to - from;
    if (this.#membersSize > MEMBERS_CAP) return;
    const read = parse(`{${this.#text(from, to)}}`) as JsonObject | undefined;
    for (const [key, value] of Object.entries(read ?? {}))
      Object.defineProperty(container.members, key, { value, enumerable: true, configurable: true, writable: true });
  }

  #close(): void {
    const container = this.#container!;
    this.#container = undefined;
    this.#queue.push({ kind: "close", container, offset: this.offset });
    this.#guess.reset();
    this.#state = "values";
  }

  // ---- damage

  /** No JSON, up to where another value begins; of an object around a list it is the rest. */
  #damaged(start: number): void {
    const { bytes, end } = this.#window;
    const limit = this.#limit(start);
    const full = end - start >= RECORD_CAP;
    const next = nextLineValue(bytes, start, limit);
    if (next === -1 && !this.#final && !full) return this.#starve(start);
    this.#guess.reset();
    if (this.#container) this.#close();
    if (next !== -1) return this.#stretch(start, next, undefined);
    const lines = this.#firstNewline < this.#window.offset(full ? limit : trimmedEnd(bytes, end));
    const joined = lines ? -1 : nextJoinedValue(bytes, start, limit);
    if (joined !== -1) return this.#stretch(start, joined, undefined);
    if (!full) return this.#tail(start);
    this.#refuse("json", start, "no JSON, and no further value within 16 MiB");
    this.#state = "resync";
  }

  #stretch(from: number, to: number, container: Container | undefined): void {
    this.#window.at = to;
    const frame: Frame = { kind: "damaged", offset: this.#window.offset(from), text: this.#text(from, to), cut: false };
    this.#queue.push(container ? { ...frame, container } : frame);
    if (!container) this.#state = "values";
  }

  /** The input ends inside a record. */
  #tail(from: number): void {
    const { end } = this.#window;
    const container = this.#container;
    this.#window.at = end;
    if (this.#dropTail) return;
    const frame: Frame = { kind: "damaged", offset: this.#window.offset(from), text: this.#text(from, end), cut: true };
    this.#queue.push(container ? { ...frame, container } : frame);
    this.#dropTail = true;
  }

  /** The input is at its end: an open container is closed, and cut if nothing said so yet. */
  #end(): Frame | undefined {
    const container = this.#container;
    if (!container) return undefined;
    // An element that was refused for its size is the tail, and was said.
    const said = this.#dropTail || (this.#state === "skip-value" && this.#back === "elements");
    if (!said) this.#queue.push({ kind: "damaged", offset: this.offset, text: "", container, cut: true });
    this.#dropTail = true;
    this.#close();
    return this.#queue.shift();
  }

  // ---- skipping

  #skip(start: number, reason: "too-large" | "too-deep"): void {
    const what = reason === "too-large" ? "a record of more than 16 MiB" : `a record nested deeper than ${DEPTH_CAP}`;
    const back = this.#state;
    this.#refuse(reason, start, what, this.#container);
    this.#window.at = start;
    this.#pass(back);
  }

  #pass(back: State): void {
    this.#back = back;
    this.#skipper = new Skipper();
    this.#state = "skip-value";
  }

  #skipValue(): void {
    const { bytes, at, end } = this.#window;
    const to = this.#skipper.skip(bytes, at, end);
    this.#window.at = to === -1 ? end : to;
    if (to !== -1) this.#state = this.#back;
  }

  #skipLine(): void {
    const { at, end } = this.#window;
    const newline = this.#window.indexOf(NEWLINE, at);
    this.#window.at = newline === -1 ? end : newline + 1;
    if (newline !== -1) this.#state = this.#export ? "lines" : "values";
  }

  /** Passes over what cannot be told apart, up to a value on a line of its own. */
  #skipToValue(): void {
    const { bytes, at, end } = this.#window;
    const next = nextLineValue(bytes, at, end);
    if (next !== -1) this.#state = "values";
    const keep = bytes[end - 1] === NEWLINE && !this.#final ? end - 1 : end;
    this.#window.at = next === -1 ? Math.max(keep, at) : next;
    if (this.#window.at === at && next === -1) this.#starve(at);
  }

  #refuse(reason: RejectCode, from: number, detail: string, container?: Container): void {
    const to = Math.min(this.#window.end, from + SAMPLE);
    const frame: Frame = {
      kind: "refused",
      reason,
      detail,
      offset: this.#window.offset(from),
      text: this.#text(from, to),
    };
    this.#queue.push(container ? { ...frame, container } : frame);
  }

  #text(from: number, to: number): string {
    return this.#window.text(from, to);
  }

  #repaired(from: number, to: number): { repaired?: true } {
    return this.#window.repaired(from, to) ? { repaired: true } : {};
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function trimmedEnd(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && isBlank(bytes[at - 1])) at--;
  return at;
}
