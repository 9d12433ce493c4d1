import { readFileSync } from "node:fs";
import type { Finding } from "../src/model/finding.ts";
import type { JsonObject } from "../src/model/json.ts";
import type { TerraformFacts } from "../src/model/terraform.ts";
import { readState } from "../src/terraform/state/read-state.ts";
import { terraformFacts } from "../src/terraform/facts/terraform-facts.ts";
import { ACCOUNT, CLUSTER, REGION } from "./world.ts";

// What lies inside a cluster: states with its objects, read as states are, and audit records of a real API server.

/** One managed resource of a state: `kubernetes_deployment.web` and its attributes. */
export function inside(address: string, attributes: JsonObject): JsonObject {
  const [type, name] = address.split(".");
  return { mode: "managed", type: type!, name: name!, instances: [{ attributes }] };
}

/** What is known of a state that manages the cluster and these resources. */
export function stateOf(...resources: JsonObject[]): TerraformFacts {
  const arn = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${CLUSTER.name}`;
  const own = inside("aws_eks_cluster.this", { id: CLUSTER.name, name: CLUSTER.name, arn });
  const text = JSON.stringify({ version: 4, serial: 1, lineage: "l", resources: [own, ...resources] });
  return terraformFacts([{ path: "apps.tfstate", content: readState(Buffer.from(text), "apps.tfstate") }], []);
}

/** The records of a file of `test/fixtures/k8s-audit`. */
export function auditRecords(file: string): JsonObject[] {
  const text = readFileSync(new URL(`fixtures/k8s-audit/${file}`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);
}

let serial = 0;

/** An audited patch by a person, a second after the one before; `more` lies over it. */
export function write(more: JsonObject): JsonObject {
  serial += 1;
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "RequestResponse",
    auditID: `audit-${serial}`,
    stage: "ResponseComplete",
    verb: "patch",
    requestURI: "/",
    user: { username: "alice", groups: ["system:authenticated"] },
    sourceIPs: ["203.0.113.10"],
    userAgent: "kubectl/v1.32.4 (linux/amd64) kubernetes/4cb5f07",
    responseStatus: { code: 200 },
    stageTimestamp: new Date(Date.parse("2026-11-20T10:00:00Z") + serial * 1000).toISOString(),
    ...more,
  };
}

/** The lines of a finding: path, before, after, verdict. */
export function lines(finding: Finding | undefined): unknown[] | undefined {
  return finding?.changes.map(({ path, before, after, verdict }) => [path, before, after, verdict]);
}
