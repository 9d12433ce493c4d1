import type { FindingChange } from "../../../model/finding.ts";
import { commandLine } from "./command.ts";
import type { AwsCall, AwsService } from "./command.ts";
import { shown } from "./shell.ts";

/** Collects the commands of an undo, what is left over and why. */
export class Script {
  readonly commands: string[] = [];
  /** The only way back is another object in its place. */
  replaces = false;
  /** Edits that keep what is there, for what nothing takes back. */
  readonly edits: string[] = [];
  readonly #codified = new Set<FindingChange>();
  readonly #region: string | undefined;
  readonly #notes = new Map<string, Set<string>>();
  readonly #settled = new Set<FindingChange>();

  constructor(region: string | undefined) {
    this.#region = region;
  }

  /**
   * Adds a call that puts these lines back.
   * @returns whether it could be written; if not, a note says so
   */
  call(
    service: AwsService,
    operation: string,
    input: { [member: string]: AwsCall["input"][string] },
    lines: readonly FindingChange[] = [],
  ): boolean {
    return this.#add({ service, operation, input }, lines);
  }

  /** Adds a waiter of EKS; without its update there is nothing to wait for. */
  wait(waiter: string, input: AwsCall["input"]): void {
    this.#add({ service: "eks", operation: waiter, input, wait: true }, []);
  }

  /** Says something about lines, which are settled by it. */
  note(text: string, lines: readonly FindingChange[] = []): void {
    const paths = this.#notes.get(text) ?? new Set();
    for (const line of lines) if (line.path !== "") paths.add(shown(line.path));
    this.#notes.set(text, paths);
    this.settle(lines);
  }

  /** Only the configuration can give way on this line; the edit names the value. */
  codify(line: FindingChange, edit: string | undefined): void {
    this.#codified.add(line);
    if (edit !== undefined) this.edits.push(edit);
  }

  isCodified(line: FindingChange): boolean {
    return this.#codified.has(line);
  }

  settle(lines: readonly FindingChange[]): void {
    for (const line of lines) this.#settled.add(line);
  }

  isSettled(line: FindingChange): boolean {
    return this.#settled.has(line);
  }

  get notes(): string[] {
    return [...this.#notes].map(([text, paths]) => (paths.size > 0 ? `${[...paths].join(", ")}: ${text}` : text));
  }

  #add(call: AwsCall, lines: readonly FindingChange[]): boolean {
    // IAM is global; every other call goes to the object's own region or nowhere.
    if (call.service !== "iam" && this.#region === undefined) {
      this.note("the region of this object is not known, so no command is given.", lines);
      return false;
    }
    const line = commandLine(call, call.service === "iam" ? undefined : this.#region);
    if (line === undefined) this.note("its value cannot be written as one safe line of shell.", lines);
    else this.commands.push(line);
    this.settle(lines);
    return line !== undefined;
  }
}
