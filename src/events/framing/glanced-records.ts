import { AUDIT_MEMBERS } from "../audit-members.ts";
import type { GlancedMembers } from "./glance.ts";

/** Members of a CloudTrail record that say what it is, when it happened, and whether anybody wants to know more. */
export const CLOUDTRAIL: GlancedMembers = {
  names: [
    "eventSource",
    "eventName",
    "eventTime",
    "eventID",
    "recipientAccountId",
    "awsRegion",
    "readOnly",
    "eventType",
    "eventCategory",
  ],
};

/** The same of a Kubernetes audit event (k8s.io/apiserver, audit/v1): what has other members is no plain one. */
export const AUDIT: GlancedMembers = {
  names: [
    "kind",
    "apiVersion",
    "auditID",
    "stage",
    "requestURI",
    "verb",
    "objectRef",
    "requestReceivedTimestamp",
    "stageTimestamp",
  ],
  objects: ["objectRef"],
  only: AUDIT_MEMBERS,
};
