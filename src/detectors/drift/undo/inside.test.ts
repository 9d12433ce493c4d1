import { describe, expect, it } from "vitest";
import { deployment } from "../../../../test/deployment.ts";
import { inside, stateOf } from "../../../../test/inside.ts";
import type { FindingChange } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import { undo } from "./index.ts";

const ARN = "arn:aws:eks:us-east-1:111122223333:cluster/production-cluster";
const KUBECTL = `kubectl --context ${ARN} --namespace shop`;
const drifted = (path: string, before: FindingChange["before"], after: FindingChange["after"]): FindingChange => ({
  path,
  before,
  after,
  verdict: "drifted",
});
const POD = "spec[0].template[0].spec[0]";

/** The steps that undo these lines of the Deployment. */
function steps(
  changes: FindingChange[],
  { cluster = ARN, attributes = deployment() }: { cluster?: string; attributes?: JsonObject } = {},
) {
  const terraform = stateOf(inside("kubernetes_deployment.web", attributes));
  const object = { group: "apps", resource: "deployments", namespace: "shop", name: "web" };
  const target = { type: "kubernetes_deployment", key: "shop/web", match: {}, object };
  const [resource] = terraform.find(target);
  return undo({ target, resource, changes, cluster: cluster === "" ? undefined : cluster });
}
const commands = (...given: Parameters<typeof steps>) =>
  steps(...given).flatMap(({ kind, text }) => (kind === "cli" ? text.split("\n") : []));
const APPLY = { kind: "terraform", text: "terraform apply -target=kubernetes_deployment.web" };

describe("an object inside a cluster", () => {
  it.each<[string, FindingChange, string]>([
    ["replicas", drifted("spec[0].replicas", "2", "5"), "scale deployment/web --replicas=2"],
    [
      "an image, by the container's name",
      drifted(`${POD}.container[0].image`, "nginx:1.27", "evil"),
      "set image deployment/web app=nginx:1.27",
    ],
    ["a label gone", drifted('metadata[0].labels["app"]', "web", null), "label deployment/web --overwrite app=web"],
    ["a label added", drifted('metadata[0].labels["x/y"]', null, "1"), "label deployment/web x/y-"],
    [
      "an annotation",
      drifted('metadata[0].annotations["a b"]', "c d", "e"),
      "annotate deployment/web --overwrite 'a b=c d'",
    ],
  ])("is put back by kubectl: %s", (_, change, command) => {
    expect(commands([change])).toEqual([`${KUBECTL} ${command}`]);
    expect(steps([change])[1]).toEqual(APPLY);
  });

  it("has a command for every line, or none", () => {
    const scaled = drifted("spec[0].replicas", "2", "5");
    const network = drifted(`${POD}.host_network`, false, true);
    expect(commands([scaled, drifted('metadata[0].labels["a"]', null, "b")])).toHaveLength(2);
    expect(steps([scaled, network])).toEqual([APPLY]);
  });

  it("has none where nobody knows which cluster it would meet", () => {
    expect(steps([drifted("spec[0].replicas", "2", "5")], { cluster: "" })).toEqual([APPLY]);
  });

  it.each<[string, FindingChange]>([
    ["a label that a shell would read", drifted('metadata[0].labels["a"]', "x\u0000y", "z")],
    ["replicas that are no number", drifted("spec[0].replicas", "2; rm -rf /", "5")],
    ["an image nobody had", drifted(`${POD}.container[3].image`, "x", "y")],
  ])("has none that could do something else: %s", (_, change) => expect(commands([change])).toEqual([]));

  it("leaves alone what is back, and what may differ", () => {
    const back: FindingChange = { path: "spec[0].replicas", before: "2", after: "2", verdict: "reverted" };
    const ignored: FindingChange = { path: `${POD}.host_network`, before: false, after: true, verdict: "ignored" };
    expect(steps([back, ignored])).toEqual([]);
    expect(commands([back, ignored, drifted('metadata[0].labels["a"]', null, "b")])).toEqual([
      `${KUBECTL} label deployment/web a-`,
    ]);
  });
});
