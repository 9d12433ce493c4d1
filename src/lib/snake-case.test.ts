import { expect, it } from "vitest";
import { singular, snakeCase } from "./snake-case.ts";

it.each([
  ["matchLabels", "match_labels"],
  ["clusterIP", "cluster_ip"],
  ["clusterIPs", "cluster_ips"],
  ["externalIPs", "external_ips"],
  ["nonResourceURLs", "non_resource_urls"],
  ["hostPID", "host_pid"],
  ["fsGroup", "fs_group"],
  ["seLinuxOptions", "se_linux_options"],
  ["caBundle", "ca_bundle"],
  ["awsElasticBlockStore", "aws_elastic_block_store"],
  ["podIPsAllowed", "pod_ips_allowed"],
  ["IPBlock", "ip_block"],
])("writes %s as %s", (name, written) => expect(snakeCase(name)).toBe(written));

it.each([
  ["containers", "container"],
  ["policies", "policy"],
  ["addresses", "address"],
  ["ingress", "ingress"],
  ["image_pull_secrets", "image_pull_secret"],
  ["host_aliases", "host_aliase"],
  ["tls", "tl"],
  ["status", "status"],
  ["data", "data"],
])("takes %s for one %s", (name, one) => expect(singular(name)).toBe(one));

it("takes one pass over capitals, however many", () => {
  expect(snakeCase("A".repeat(500_000))).toBe("a".repeat(500_000));
});
