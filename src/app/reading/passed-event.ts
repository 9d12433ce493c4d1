import { AppError } from "../../model/errors.ts";
import type { Actor, Event, EventKind, Origin, Outcome, Resource } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";

/** What is counted of an event that no detector wants; many events share one. */
export interface Head {
  kind: EventKind;
  account: string | undefined;
  region: string | undefined;
  /** Of events that change something only, as are the next two. */
  mutates: boolean;
  service: string | undefined;
  action: string;
  cluster: string | undefined;
}

/** An event that nobody wants to meet: its record stayed in the thread that read it. */
export class PassedEvent implements Event {
  readonly time: number;
  readonly receivedAt: number;
  /** Empty for reads: they are remembered by nobody. */
  readonly id: string;
  readonly #head: Head;

  constructor(head: Head, time: number, receivedAt: number, id: string) {
    this.#head = head;
    this.time = time;
    this.receivedAt = receivedAt;
    this.id = id;
  }

  get kind(): EventKind {
    return this.#head.kind;
  }

  get account(): string | undefined {
    return this.#head.account;
  }

  get region(): string | undefined {
    return this.#head.region;
  }

  get mutates(): boolean {
    return this.#head.mutates;
  }

  get service(): string | undefined {
    return this.#head.service;
  }

  get action(): string {
    return this.#head.action;
  }

  get cluster(): string | undefined {
    return this.#head.cluster;
  }

  get text(): string {
    return stayed();
  }

  get raw(): JsonObject {
    return stayed();
  }

  get actor(): Actor {
    return stayed();
  }

  get resource(): Resource {
    return stayed();
  }

  get outcome(): Outcome {
    return stayed();
  }

  get unseen(): readonly string[] {
    return stayed();
  }

  get flags(): readonly string[] {
    return stayed();
  }

  get origins(): readonly Origin[] {
    return stayed();
  }

  changes(): never {
    return stayed();
  }
}

function stayed(): never {
  throw new AppError("internal", "an event was asked for more than was kept of it");
}
