import type { Notice } from "../model/source.ts";
import type { StateContent } from "./state/instance.ts";

/** Of several copies of one state the newest counts; older ones are left out, with a notice each. */
export function newestOfEach<T extends { path: string; content: StateContent }>(
  states: readonly T[],
): { states: T[]; notices: Notice[] } {
  const notices: Notice[] = [];
  const kept = states.filter((state, at) => {
    const winner = states.find((other, index) => other !== state && supersedes(other, state, index < at));
    if (!winner) return true;
    const { serial } = state.content;
    const relation = winner.content.serial === serial ? "the same as" : `serial ${serial}, older than`;
    const text = `${state.path}: ${relation} ${winner.path} (lineage ${state.content.lineage}, serial ${winner.content.serial}); not used`;
    notices.push({ code: "terraform-state-superseded", text, unit: state.path });
    return false;
  });
  return { states: kept, notices };
}

/** Equal serials with unlike content are two claims, not two ages: both stay. */
function supersedes(a: { content: StateContent }, b: { content: StateContent }, first: boolean): boolean {
  if (a.content.lineage === undefined || a.content.lineage !== b.content.lineage) return false;
  const [newer, older] = [a.content.serial ?? 0, b.content.serial ?? 0];
  return newer > older || (newer === older && first && a.content.digest === b.content.digest);
}
