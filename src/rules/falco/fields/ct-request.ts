import { definition, plain, spelled } from "./row.ts";
import type { Row } from "./row.ts";
import type { FieldDefinition } from "./field.ts";

const request = (name: string, member: string, summary: string) =>
  plain(`ct.request.${name}`, `requestParameters.${member}`, summary);

/** Members of requests and responses that have a name of their own, in lower case. */
export const ctRequest: readonly Row[] = [
  plain("ct.response.subnetid", "responseElements.subnetId", "Subnet in the response."),
  plain("ct.response.reservationid", "responseElements.reservationId", "Reservation in the response."),
  request("availabilityzone", "availabilityZone", "Availability zone in the request."),
  request("cluster", "cluster", "Cluster in the request, of ECS for instance; EKS calls it `name`."),
  request("documentname", "documentName", "Document in the request."),
  request("functionname", "functionName", "Function in the request."),
  request("groupname", "groupName", "Group in the request."),
  request("host", "Host", "Host in the request."),
  request("name", "name", "Name in the request; of EKS clusters, node groups' clusters and more."),
  request("policy", "policy", "Policy in the request."),
  request("reason", "reason", "Reason in the request."),
  request("target", "target", "Target in the request."),
  request("serialnumber", "serialNumber", "Serial number in the request."),
  request("servicename", "serviceName", "Service in the request."),
  request("subnetid", "subnetId", "Subnet in the request."),
  request("taskdefinition", "taskDefinition", "Task definition in the request."),
  request("username", "userName", "User in the request."),
];

const GENERIC = /^ct\.(request|response)((?:\.[a-zA-Z][a-zA-Z0-9_]*)+)$/;
const MEMBER = { request: "requestParameters", response: "responseElements" } as const;

/** How the reference page shows the two families of paths. */
export const ctPaths: readonly FieldDefinition[] = [
  definition(
    spelled(
      "ct.request.PATH",
      "requestParameters.PATH",
      "Whatever lies at a path of the request; objects, numbers and null as JSON.",
    ),
  ),
  definition(
    spelled("ct.response.PATH", "responseElements.PATH", "Whatever lies at a path of the response, in the same way."),
  ),
];

/** The field that reads a path of the request or response (`ct.request.scalingConfig.maxSize`); undefined for other names. */
export function ctPath(name: string): FieldDefinition | undefined {
  const [, part, path] = GENERIC.exec(name) ?? [];
  if (part === undefined) return undefined;
  const member = MEMBER[part as keyof typeof MEMBER];
  return definition(spelled(name, member + path!, `Whatever lies at ${path!.slice(1)} of the ${part}.`));
}
