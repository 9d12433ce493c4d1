import type { FindingChange, TimelineEntry } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import type { Act } from "./act.ts";
import type { Context } from "./context.ts";
import { samePart } from "./differences.ts";
import type { Episode } from "./episode.ts";
import { tagPath } from "./lines.ts";
import { WHOLE, asList, present } from "./registers.ts";
import type { Register, Registers } from "./registers.ts";
import { isSensitive, rowOf, shownValue, stateValue } from "./state-values.ts";
import { isEmpty, sameValue } from "./values/canonical.ts";

/** What an act moved: from the last known live value, else the state's. */
export function moves(
  before: Registers,
  after: Registers,
  act: Act,
  context: Context,
): NonNullable<TimelineEntry["changes"]> {
  return act.attributes.flatMap(({ path, kind }) => {
    if (path === WHOLE || after[path]?.event !== act.event) return [];
    const resource = context.resource;
    const shown = resource ? tagPath(path, resource) : path;
    const row = rowOf(context.target.ref.type, shown);
    const held = resource && stateValue(resource, shown, row);
    const sensitive = resource !== undefined && isSensitive(resource, shown);
    const { value } = after[path];
    if ("unknown" in value && value.omitted && isEmpty(held)) return [];
    // Of content that nobody can tell from now on, what it was is no news.
    if ("unknown" in value && resource?.object) return [{ path: shown }];
    const [from, to] = [liveValue(before[path], held, sensitive), liveValue(after[path], held, sensitive)];
    if (to !== undefined && samePart(shown, kind, row, from, to)) return [];
    return [
      {
        path: shown,
        ...(from === undefined ? {} : { from: shownValue(from) }),
        ...(to === undefined ? {} : { to: shownValue(to) }),
      },
    ];
  });
}

function liveValue(register: Register | undefined, held: Json | undefined, sensitive: boolean): Json | undefined {
  const known = present(register, held, sensitive);
  return register && "add" in register.value ? asList(known) : known;
}

/** What the call carried beside the resource, where it is not what the state says. */
export function withArguments(episode: Episode, act: Act, { resource }: Context): Episode {
  const added = act.arguments.flatMap(({ path, value: after }): FindingChange[] => {
    const before = resource && stateValue(resource, path, undefined);
    return sameValue(before, after, "scalar")
      ? []
      : [{ path, ...(before === undefined || before === null ? {} : { before }), after }];
  });
  const paths = new Set(added.map(({ path }) => path));
  return { ...episode, arguments: [...episode.arguments.filter(({ path }) => !paths.has(path)), ...added] };
}
