import { nearest } from "../../../lib/nearest.ts";
import { AUDIT_VERBS, KUBERNETES_RESOURCES, resourceMeant } from "../../../tables/kubernetes-resources.ts";
import type { Remark } from "../remark.ts";
import { placeOf, wantedBy } from "./site.ts";
import type { Check } from "./site.ts";

/** Which words can stand at a path; undefined: this one can. */
interface Words {
  code: string;
  wrong: (value: string) => { message: string; hint?: string } | undefined;
}

const STAGES = ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"];

const WORDS: { readonly [path: string]: Words } = {
  verb: {
    code: "no-such-verb",
    wrong: (verb) => among(verb, AUDIT_VERBS, "no verb of audit events"),
  },
  stage: {
    code: "no-such-stage",
    wrong: (stage) => among(stage, STAGES, "no stage of audit events"),
  },
  level: {
    code: "no-such-level",
    wrong: (level) => among(level, ["Metadata", "Request", "RequestResponse"], "no level that an event is written at"),
  },
  "annotations.authorization.k8s.io/decision": {
    code: "no-such-decision",
    wrong: (decision) =>
      decision === "allow" || decision === "forbid"
        ? undefined
        : { message: `"${decision}" is no decision: a refusal is "forbid"`, hint: "allow and forbid are all there is" },
  },
  "objectRef.resource": { code: "no-such-resource", wrong: wrongResource },
};

function among(value: string, words: readonly string[], none: string) {
  if (words.includes(value)) return undefined;
  const meant = nearest(value, words);
  return { message: `"${value}" is ${none}`, ...(meant ? { hint: `did you mean "${meant}"?` } : {}) };
}

/** Resources that nobody built in may be custom ones. */
function wrongResource(resource: string) {
  const [parent = "", child] = resource.split("/");
  if (child !== undefined && Object.hasOwn(KUBERNETES_RESOURCES, parent)) {
    const hint = `ask for the resource "${parent}" and the subresource "${child}"`;
    return { message: `"${resource}": the subresource is a member of its own`, hint };
  }
  const meant = resourceMeant(resource);
  if (meant === undefined) return undefined;
  return { message: `"${resource}" is no Kubernetes resource name`, hint: `did you mean "${meant}"?` };
}

/** Words that audit events do not have. */
export const auditWords: Check = ({ claim, source }) => {
  if (source !== "k8s_audit" || claim.path === undefined || !Object.hasOwn(WORDS, claim.path)) return [];
  const { code, wrong } = WORDS[claim.path]!;
  return wantedBy(claim).flatMap((value): Remark[] => {
    const why = wrong(value);
    return why ? [{ code, ...why, impossible: true, value, ...placeOf(claim) }] : [];
  });
};
