import { nearest } from "../../lib/nearest.ts";
import { FURTHER_EVENTS } from "../../tables/aws-further-events.ts";
import { AWS_OPERATIONS } from "../../tables/aws-operations.ts";

let index: ReadonlyMap<string, readonly string[]> | undefined;

/** Operation → the services that have it. */
function services(): ReadonlyMap<string, readonly string[]> {
  return (index ??= built());
}

function built(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const enter = (service: string, name: string) => {
    const known = found.get(name);
    if (known) known.push(service);
    else found.set(name, [service]);
  };
  for (const [service, operations] of Object.entries(AWS_OPERATIONS)) {
    for (const group of operations.split(" ")) {
      const colon = group.indexOf(":");
      for (const rest of group.slice(colon + 1).split(",")) enter(service, group.slice(0, colon) + rest);
    }
  }
  for (const [service, names] of Object.entries(FURTHER_EVENTS))
    for (const name of names.split(" ")) enter(service, name);
  return found;
}

/** Some services put the version of their API behind the name. */
function withoutVersion(name: string): string {
  return name.replace(/20\d\d_?\d\d_?\d\d(v\d+)?$/, "");
}

/** The services that have a call of this name, as their event sources begin (`eks`); empty where none has. */
export function servicesWith(name: string): readonly string[] {
  return services().get(name) ?? services().get(withoutVersion(name)) ?? [];
}

/** Whether the calls of a service (`eks.amazonaws.com`) are known here. */
export function isKnownService(source: string): boolean {
  return Object.hasOwn(AWS_OPERATIONS, serviceOf(source));
}

/** `eks.amazonaws.com` → `eks` */
export function serviceOf(source: string): string {
  return source.replace(/\.amazonaws\.com(\.cn)?$/, "");
}

/** The call that was likely meant. @param sources  where it is looked for; absent: in all services */
export function nearestCall(name: string, sources?: Iterable<string>): string | undefined {
  const wanted = sources && new Set([...sources].map(serviceOf));
  const names = [...services()].filter(
    ([known, having]) => isAlike(known, name) && (!wanted || having.some((service) => wanted.has(service))),
  );
  return nearest(
    name,
    names.map(([known]) => known),
  );
}

/** Worth a closer look: the distance to all names would take long. */
function isAlike(a: string, b: string): boolean {
  return a[0]?.toLowerCase() === b[0]?.toLowerCase() && Math.abs(a.length - b.length) <= 6;
}
