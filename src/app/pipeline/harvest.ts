import type { Step } from "../../model/detector.ts";
import type { Finding } from "../../model/finding.ts";

/** What folding has brought forth and no commit has written yet. */
export class Harvest {
  /** Ids of the events that were folded. */
  readonly seen = new Set<string>();
  readonly withdrawn = new Set<string>();
  /** Events left out because they had been seen before. */
  duplicates = 0;
  readonly #collapses: boolean;
  #findings: Finding[] = [];
  readonly #last = new Map<string, Finding>();

  /** @param collapses  whether of the versions of a finding only the last is kept, its `revision` their number */
  constructor(collapses: boolean) {
    this.#collapses = collapses;
  }

  get findings(): Finding[] {
    return this.#collapses ? [...this.#last.values()] : this.#findings;
  }

  get size(): number {
    return this.#findings.length + this.#last.size;
  }

  /** Takes over what a detector says. A finding that is withdrawn was none: what was said of it before is void. */
  add({ findings, withdrawn = [] }: Step<unknown>): void {
    if (withdrawn.length > 0) this.#withdraw(withdrawn);
    if (!this.#collapses) this.#findings.push(...findings);
    else for (const finding of findings) this.#replace(finding);
  }

  #withdraw(ids: readonly string[]): void {
    for (const id of ids) {
      this.withdrawn.add(id);
      this.#last.delete(id);
    }
    this.#findings = this.#findings.filter(({ id }) => !ids.includes(id));
  }

  #replace(finding: Finding): void {
    finding.revision += this.#last.get(finding.id)?.revision ?? 0;
    this.#last.set(finding.id, finding);
  }
}
