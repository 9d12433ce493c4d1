import { isKnownService, nearestCall, serviceOf, servicesWith } from "../aws-calls.ts";
import type { Remark } from "../remark.ts";
import { listed, placeOf, wantedBy } from "./site.ts";
import type { Check, Site } from "./site.ts";

/** Calls that no service has, and names that several have. */
export const eventNames: Check = (site) => {
  if (site.source !== "aws_cloudtrail" || site.claim.path !== "eventName") return [];
  const sources = site.around.get("eventSource");
  const names = wantedBy(site.claim);
  return sources
    ? names.flatMap((name) => ofServices(name, sources, site))
    : names.flatMap((name) => ofAny(name, site));
};

function ofServices(name: string, sources: ReadonlySet<string>, site: Site): Remark[] {
  const asked = [...sources];
  if (!asked.every(isKnownService)) return [];
  const having = servicesWith(name);
  if (asked.some((source) => having.includes(serviceOf(source)))) return [];
  const elsewhere = having[0] === undefined ? undefined : `it is one of ${having[0]}.amazonaws.com`;
  return [unknown(name, `${listed(asked)} has no call ${name}`, site, elsewhere ?? meant(nearestCall(name, asked)))];
}

function ofAny(name: string, site: Site): Remark[] {
  const having = servicesWith(name);
  if (having.length === 0) return [unknown(name, `no AWS service has a call ${name}`, site, meant(nearestCall(name)))];
  if (having.length === 1) return [];
  const likely = having.includes("eks") ? "eks" : undefined;
  const others = having.filter((service) => service !== likely);
  const message = `${name} exists in ${likely ? "other services too" : "several services"} (${listed(others)})`;
  const hint = `name the service: eventSource = ${likely ?? having[0]!}.amazonaws.com`;
  return [{ code: "shared-event-name", message, hint: hintIn(site, hint), ...placeOf(site.claim) }];
}

/** The hint in the words of the language the rule is written in. */
function hintIn({ claim: { field } }: Site, hint: string): string {
  if (field.startsWith("ct.")) return hint.replace("eventSource", "ct.src");
  return field.startsWith("$")
    ? hint.replace(/eventSource = (.*)$/, '$.eventSource = "$1"')
    : hint.replace(/= (.*)$/, '= "$1"');
}

function meant(name: string | undefined): string | undefined {
  return name && `did you mean ${name}?`;
}

function unknown(name: string, message: string, { claim }: Site, hint: string | undefined): Remark {
  return {
    code: "unknown-event-name",
    message,
    ...(hint === undefined ? {} : { hint }),
    impossible: true,
    value: name,
    ...placeOf(claim),
  };
}
