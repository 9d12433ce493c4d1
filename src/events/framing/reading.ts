import type { Json } from "../../model/json.ts";
import type { RejectCode } from "../../model/source.ts";
import { RECORD_CAP } from "./frame.ts";
import type { Container, Frame } from "./frame.ts";
import { Glance } from "./glance.ts";
import { AUDIT, CLOUDTRAIL } from "./glanced-records.ts";
import { Guess } from "./guess.ts";
import type { Skipper } from "./skipper.ts";
import { Window } from "./window.ts";

/** Bytes of what is refused that are shown. */
const SAMPLE = 256;

/** Whether an element found behind damage is a record of the container's envelope. */
export type IsRecord = (value: Json, container: Container) => boolean;

/** What stands at the window's `at`. */
export type State = "start" | "values" | "lines" | "elements" | "members" | "skip-value" | "skip-line" | "resync";

/**
 * How far a text has been framed: the bytes at hand, what they are in the midst of, and the frames cut so far.
 * Each step looks at the bytes from `window.at` on, and either moves `at` behind what it took or asks for more.
 */
export class Reading {
  readonly window = new Window();
  readonly guess = new Guess();
  readonly glance = new Glance(CLOUDTRAIL);
  readonly auditGlance = new Glance(AUDIT);
  readonly isRecord: IsRecord;
  /** Cut and not yet given. */
  readonly frames: Frame[] = [];
  state: State = "start";
  /** The array of records at hand. */
  container: Container | undefined;
  /** Bytes of the members beside it. */
  membersSize = 0;
  /** The value being passed over, and what goes on behind it. */
  skipped: { by: Skipper; back: State } | undefined;
  /** Bytes from `at` that the window must hold before it is worth looking again. */
  wanted = 1;
  /** No more bytes will come. */
  final = false;
  /** What is not whole at the end is no record, or was said. */
  dropTail = false;
  /** Offset of the first newline of the input; Infinity while none was seen. */
  firstNewline = Infinity;
  isExport = false;

  constructor(isRecord: IsRecord) {
    this.isRecord = isRecord;
  }

  /** Offset of the first byte not framed yet. */
  get offset(): number {
    return this.window.offset(this.window.at);
  }

  /** Asks for more input: twice what there is from `from`, so that looking again costs no more than looking once. */
  starve(from: number): void {
    this.wanted = Math.max(2 * (this.window.end - from), 256) + (from - this.window.at);
  }

  /** Index up to which a record that begins at `from` may reach, as far as it is at hand. */
  limit(from: number): number {
    return Math.min(this.window.end, from + RECORD_CAP);
  }

  /** All that one record may have is at hand. */
  isFull(from: number): boolean {
    return this.window.end - from >= RECORD_CAP;
  }

  // ---- what is cut

  value(from: number, to: number, text: string, value: Json, container: Container | undefined): void {
    this.guess.passed(this.window, to);
    this.window.at = to;
    const frame: Frame = { kind: "value", offset: this.window.offset(from), text, value };
    if (container) frame.container = container;
    if (this.window.repaired(from, to)) frame.repaired = true;
    this.frames.push(frame);
  }

  /** Begins an array of records whose first element may stand at `first`. */
  open(container: Container, start: number, first: number): void {
    this.container = container;
    this.frames.push({ kind: "open", container, offset: this.window.offset(start) });
    this.window.at = first;
    this.guess.reset();
    this.state = "elements";
  }

  close(): void {
    const container = this.container!;
    this.container = undefined;
    this.frames.push({ kind: "close", container, offset: this.offset });
    this.guess.reset();
    this.state = "values";
  }

  /** A stretch that is no JSON; `cut` when the input ends inside it. */
  damaged(from: number, to: number, container: Container | undefined, cut: boolean): void {
    const text = this.window.text(from, to);
    const frame: Frame = { kind: "damaged", offset: this.window.offset(from), text, cut };
    this.frames.push(container ? { ...frame, container } : frame);
    this.window.at = to;
  }

  /** Says that what begins at `from` is not read; passing over it is left to the steps that follow. */
  refuse(reason: RejectCode, from: number, detail: string, container?: Container): void {
    const text = this.window.text(from, Math.min(this.window.end, from + SAMPLE));
    const frame: Frame = { kind: "refused", reason, detail, offset: this.window.offset(from), text };
    this.frames.push(container ? { ...frame, container } : frame);
  }
}
