import { nearest } from "../../../lib/nearest.ts";
import { EKS_MEMBERS } from "../../../tables/eks-members.ts";
import type { OperationRow } from "../../../tables/types.ts";
import type { Claim } from "../condition.ts";
import type { Remark } from "../remark.ts";
import { knownCalls } from "./calls.ts";
import { containers, noValue } from "./containers.ts";
import { fitOf } from "./members.ts";
import { listed, needsField, placeOf, wantedBy } from "./site.ts";
import type { Check, Site } from "./site.ts";

const EKS = "eks.amazonaws.com";

/** Members that the request of the call does not have, or has in another form. */
export const requestMembers: Check = ({ claim, around, source, paths }) => {
  const path = requestPath(claim.path);
  const calls = source === "aws_cloudtrail" && path !== undefined ? knownCalls(around) : undefined;
  if (!calls || path === undefined) return [];
  const nested = nestedIn(path, calls);
  if (nested !== undefined && paths.has(`requestParameters.${nested}`)) return [];
  if (nested !== undefined) return [nestedRemark(nested, calls, claim)];
  // Of other services the tables hold only what clusters rest on.
  if (!calls.every((call) => call.source === EKS)) return [];
  const fits = calls.map((call) => fitOf(path, call.request));
  if (fits.every(({ fit }) => fit === "none")) return [unknownMember(path, calls, claim)];
  if (fits.every(({ fit }) => fit !== "value"))
    return containerRemark(path, fits.find(({ member }) => member)!.member!, claim);
  return [
    ...valueRemarks(fits.find(({ fit }) => fit === "value")!.member!, claim),
    ...encodedRemarks(path, calls, claim),
  ];
};

/** The path inside of the request. */
function requestPath(path: string | undefined): string | undefined {
  return path?.startsWith("requestParameters.") ? path.slice("requestParameters.".length) : undefined;
}

/** What the same thing is called in EKS records. */
const SYNONYMS: { readonly [member: string]: readonly string[] } = {
  clusterName: ["name"],
  cluster: ["name"],
  clustername: ["name"],
  accessPolicyArn: ["policyArn"],
  nodeGroupName: ["nodegroupName"],
  nodeRoleArn: ["nodeRole"],
  subnetIds: ["subnets[]", "resourcesVpcConfig.subnetIds[]"],
  endpointPublicAccess: ["resourcesVpcConfig.endpointPublicAccess"],
  publicAccessCidrs: ["resourcesVpcConfig.publicAccessCidrs[]"],
};

function unknownMember(path: string, calls: readonly OperationRow[], claim: Claim): Remark {
  const members = [...new Set(calls.flatMap(({ request }) => request))];
  const synonym = SYNONYMS[path]?.find((each) => members.includes(each));
  const deeper = members.find((member) => member.endsWith(`.${path}`) || member.endsWith(`.${path}[]`));
  const meant = synonym ?? deeper ?? nearest(path, members);
  const message = `\`${claim.field}\` does not occur in ${listed(calls.map(({ event }) => event))}`;
  const hint = meant === undefined ? {} : { hint: `use \`${renamed(claim.field, path, meant.replaceAll("[]", ""))}\`` };
  return { code: "unknown-request-member", message, ...hint, impossible: needsField(claim), ...placeOf(claim) };
}

/** The author's own way of writing the field, with another member. */
function renamed(field: string, path: string, member: string): string {
  if (field.startsWith("jevt.value[")) return `jevt.value[/requestParameters/${member.replaceAll(".", "/")}]`;
  return field.endsWith(path) ? field.slice(0, -path.length) + member : `requestParameters.${member}`;
}

function containerRemark(path: string, member: string, claim: Claim): Remark[] {
  const leaf = renamed(claim.field, path, member.replaceAll("[]", ".0").replace(".*", ".KEY"));
  return noValue(claim, member.startsWith(`${path}[`) ? "a list" : "an object", leaf);
}

/** A word that is none of those the member can be. */
function valueRemarks(member: string, claim: Claim): Remark[] {
  const type = Object.hasOwn(EKS_MEMBERS, member) ? EKS_MEMBERS[member] : undefined;
  if (type === undefined) return [];
  return wantedBy(claim).flatMap((value): Remark[] => {
    if (type === "boolean" || type === "number") {
      if (type === "boolean" ? /^(true|false)$/.test(value) : /^-?\d+(\.\d+)?$/.test(value)) return [];
      const message = `\`${claim.field}\` is a ${type}, never "${value}"`;
      return [{ code: "wrong-type", message, impossible: true, value, ...placeOf(claim) }];
    }
    return type.includes(value) ? [] : [unknownWord(value, type, claim)];
  });
}

function unknownWord(value: string, words: readonly string[], claim: Claim): Remark {
  const meant = nearest(value, words);
  const message = `"${value}" is no word that \`${claim.field}\` is known to be`;
  const hint = meant === undefined ? `known: ${listed(words)}` : `did you mean "${meant}"?`;
  const isMisspelt = meant !== undefined && meant.toLowerCase() === value.toLowerCase();
  return {
    code: "unknown-value",
    message,
    hint,
    ...(isMisspelt ? { impossible: true, value } : {}),
    ...placeOf(claim),
  };
}

/** Members that travel in the path of the request are written percent-encoded. */
function encodedRemarks(path: string, calls: readonly OperationRow[], claim: Claim): Remark[] {
  if (!calls.every(({ encoded }) => encoded?.includes(path))) return [];
  const plain = wantedBy(claim).filter((value) => encodeURIComponent(value) !== value);
  return plain.map((value) => ({
    code: "encoded-value",
    message: encodedIn(calls, claim),
    hint: `compare with "${encodeURIComponent(value)}"`,
    impossible: true,
    value,
    ...placeOf(claim),
  }));
}

function encodedIn(calls: readonly OperationRow[], { field }: Claim): string {
  return `\`${field}\` is percent-encoded in records of ${listed(calls.map(({ event }) => event))}`;
}

/** The wrapper a flat path stands in, of calls that EC2 writes under an object of their own. */
function nestedIn(path: string, calls: readonly OperationRow[]): string | undefined {
  if (!calls.every(({ shape }) => shape === "wrappedPascal")) return undefined;
  const [first = ""] = path.split(".");
  const wrapped = calls.flatMap(({ request }) => request);
  if (wrapped.some((member) => member.startsWith(`${first}.`) || member === first)) return undefined;
  return wrapped.find((member) => member.split(".").at(-1)!.toLowerCase() === first.toLowerCase());
}

function nestedRemark(member: string, calls: readonly OperationRow[], claim: Claim): Remark {
  const message = `records of ${listed(calls.map(({ event }) => event))} hold this as \`requestParameters.${member}\``;
  const hint = "ask for both: only old records have the flat form";
  return { code: "nested-request", message, hint, ...placeOf(claim) };
}

/** Fields of an output that the calls of the rule do not have, or that a query shows nothing of. */
export function shownWrongly(site: Site): Remark[] {
  const wrong = [...requestMembers(site), ...containers(site)].filter(({ code }) => code !== "nested-request");
  return [...wrong, ...shownEncoded(site)];
}

function shownEncoded({ claim, around }: Site): Remark[] {
  const path = requestPath(claim.path) ?? "";
  // Names are plain; of ARNs something is left to decode.
  const encoding = (knownCalls(around) ?? []).filter(({ encoded }) => path.endsWith("Arn") && encoded?.includes(path));
  if (encoding.length === 0) return [];
  return [{ code: "encoded-value", message: encodedIn(encoding, claim), isNote: true, ...placeOf(claim) }];
}
