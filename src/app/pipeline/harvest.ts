import type { Step } from "../../model/detector.ts";
import type { Finding } from "../../model/finding.ts";

/** What folding has brought forth and no commit has written yet. */
export class Harvest {
  /** Ids of the events that were folded. */
  readonly seen = new Set<string>();
  readonly withdrawn = new Set<string>();
  /** Events left out because they had been seen before. */
  duplicates = 0;
  #findings: Finding[] = [];

  get findings(): Finding[] {
    return this.#findings;
  }

  /** Takes over what a detector says. A finding that is withdrawn was none: what was said of it before is void. */
  add({ findings, withdrawn = [] }: Step<unknown>): void {
    if (withdrawn.length > 0) {
      for (const id of withdrawn) this.withdrawn.add(id);
      this.#findings = this.#findings.filter(({ id }) => !withdrawn.includes(id));
    }
    this.#findings.push(...findings);
  }
}
