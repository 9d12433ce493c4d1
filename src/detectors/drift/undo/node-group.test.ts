import { describe, expect, it } from "vitest";
import { drifted, undoOf } from "../../../../test/aws-shapes/undo-of.ts";

const given = (attributes = {}) => ({ type: "aws_eks_node_group", target: { key: "prod:workers" }, attributes });
const NAMES = "--region us-east-1 --cluster-name prod --nodegroup-name workers";
const WAIT = `aws eks wait nodegroup-active ${NAMES}`;
const config = (options: string) => [`aws eks update-nodegroup-config ${NAMES} ${options}`, WAIT];
const version = (options: string) => [`aws eks update-nodegroup-version ${NAMES} ${options}`, WAIT];

describe("settings", () => {
  it("go back in one call", () => {
    const lines = [
      drifted('labels["team"]', "platform", "x"),
      drifted('labels["gone"]', "1"),
      drifted('labels["new"]', undefined, "2"),
      drifted('taint["dedicated:NO_SCHEDULE"]', { key: "dedicated", value: "gpu", effect: "NO_SCHEDULE" }),
      drifted('taint["spot:NO_EXECUTE"]', undefined, { key: "spot", value: "", effect: "NO_EXECUTE" }),
      drifted("update_config[0].max_unavailable", 2, null),
      drifted("update_config[0].max_unavailable_percentage", 0, 50),
      drifted("node_repair_config[0].enabled", true, false),
      drifted("scaling_config[0].max_size", 4, 9),
    ];
    expect(undoOf(given(), lines)).toEqual({
      cli: config(
        [
          "--scaling-config maxSize=4",
          `--labels '{"addOrUpdateLabels":{"team":"platform","gone":"1"},"removeLabels":["new"]}'`,
          `--taints '{"addOrUpdateTaints":[{"key":"dedicated","value":"gpu","effect":"NO_SCHEDULE"}],"removeTaints":[{"key":"spot","effect":"NO_EXECUTE"}]}'`,
          "--update-config maxUnavailable=2 --node-repair-config enabled=true",
        ].join(" "),
      ),
      terraform: ["terraform apply -target=aws_eks_node_group.this"],
      notes: [],
    });
  });

  it.each([
    ["update_config[0].max_unavailable_percentage", { max_unavailable: 1 }, "maxUnavailable=1"],
    [
      "update_config[0].max_unavailable",
      { max_unavailable: 0, max_unavailable_percentage: 33 },
      "maxUnavailablePercentage=33",
    ],
  ])("%s, which the state leaves unset, gives way to the other form", (path, update, option) => {
    const found = undoOf(given({ update_config: [update] }), [drifted(path, null, 50)]);
    expect(found.cli).toEqual(config(`--update-config ${option}`));
    expect(found.notes).toEqual([]);
  });

  it("overrides of the repair", () => {
    const override = {
      node_monitoring_condition: "AcceleratedHardwareNotReady",
      node_unhealthy_reason: "NvidiaXID64Error",
      min_repair_wait_time_mins: 5,
      repair_action: "Terminate",
    };
    const line = drifted("node_repair_config[0].node_repair_config_overrides", [override], []);
    expect(undoOf(given(), [line]).cli).toEqual(
      config(
        `--node-repair-config '{"nodeRepairConfigOverrides":[{"nodeMonitoringCondition":"AcceleratedHardwareNotReady","nodeUnhealthyReason":"NvidiaXID64Error","minRepairWaitTimeMins":5,"repairAction":"Terminate"}]}'`,
      ),
    );
  });

  it("a warm pool that the state does not have goes off", () => {
    const lines = [drifted("warm_pool_config", null, true), drifted("warm_pool_config[0].min_size", null, 2)];
    expect(undoOf(given(), lines).cli).toEqual(config("--warm-pool-config enabled=false"));
  });

  it("a warm pool turned off comes back as the state has it", () => {
    const attributes = { warm_pool_config: [{ min_size: 2, pool_state: "STOPPED", reuse_on_scale_in: true }] };
    expect(undoOf(given(attributes), [drifted("warm_pool_config", true, false)]).cli).toEqual(
      config("--warm-pool-config enabled=true,minSize=2,poolState=STOPPED,reuseOnScaleIn=true"),
    );
  });
});

describe("a desired size that is nobody's drift", () => {
  const ignored = { path: "scaling_config[0].desired_size", before: 3, after: 15, verdict: "ignored" as const };

  it("above the restored maximum: goes with it, and the note says so", () => {
    const found = undoOf(given(), [drifted("scaling_config[0].max_size", 10, 20), ignored]);
    expect(found.cli).toEqual(config("--scaling-config maxSize=10,desiredSize=10"));
    expect(found.notes).toEqual([
      "desiredSize=10 is sent as well: scaling_config[0].desired_size is 15 now, and EKS refuses a maximum below it.",
    ]);
  });

  it("within the restored sizes: is left alone", () => {
    const found = undoOf(given(), [drifted("scaling_config[0].max_size", 16, 20), ignored]);
    expect({ cli: found.cli, notes: found.notes }).toEqual({ cli: config("--scaling-config maxSize=16"), notes: [] });
  });
});

describe("version, release and template", () => {
  const attributes = { launch_template: [{ id: "lt-1", name: "workers", version: "6" }], ami_type: "CUSTOM" };

  it("the template goes back by its id; the image of a custom one with it", () => {
    const lines = [
      drifted("launch_template[0].version", "6", "7"),
      { path: "release_version", before: "ami-1", verdict: "unknown" as const },
    ];
    expect(undoOf(given(attributes), lines)).toEqual({
      cli: version("--launch-template id=lt-1,version=6"),
      terraform: ["terraform apply -target=aws_eks_node_group.this"],
      notes: [],
    });
  });

  it("a release goes back, with a warning", () => {
    const found = undoOf(given(), [drifted("release_version", "1.33.1-20260101", "1.33.1-20260201")]);
    expect(found.cli).toEqual(version("--release-version 1.33.1-20260101"));
    expect(found.notes).toEqual([
      "AWS promises no way back to an earlier AMI release; where EKS refuses it, keep the release and write it into the configuration.",
    ]);
  });

  it("a raised version stays, and its release with it", () => {
    const lines = [drifted("version", "1.33", "1.34"), drifted("release_version", "1.33.1-1", "1.34.0-1")];
    const { cli, terraform } = undoOf(given(), lines);
    expect({ cli, terraform }).toEqual({
      cli: [],
      terraform: [
        '# aws_eks_node_group.this: set version = "1.34"',
        '# aws_eks_node_group.this: set release_version = "1.34.0-1"',
      ],
    });
  });

  it("ForceNew: an apply replaces", () => {
    expect(undoOf(given(), [drifted("instance_types", ["t3.large"], ["m5.large"])])).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_eks_node_group.this # replaces it"],
      notes: ["instance_types: it cannot be changed in place; restoring it replaces the resource."],
    });
  });
});

it("a group in no state goes, or is imported", () => {
  const target = { key: "prod:gpu", cluster: "prod", match: { cluster_name: "prod", node_group_name: "gpu" } };
  expect(undoOf({ type: "aws_eks_node_group", managed: false, target }, [{ path: "", verdict: "unmanaged" }])).toEqual({
    cli: [
      "aws eks delete-nodegroup --region us-east-1 --cluster-name prod --nodegroup-name gpu",
      "aws eks wait nodegroup-deleted --region us-east-1 --cluster-name prod --nodegroup-name gpu",
    ],
    terraform: [],
    notes: [
      'To keep it, import it beside a resource block of that name:\nimport {\n  to = aws_eks_node_group.gpu\n  id = "prod:gpu"\n}',
    ],
  });
});
