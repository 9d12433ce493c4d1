import { expect, it } from "vitest";
import { findingId, fingerprint } from "./identity.ts";

const subject = {
  rule: "drift/aws_eks_cluster",
  partition: "aws",
  account: "111122223333",
  region: "eu-west-1",
  cluster: "prod-eu",
  kind: "Cluster",
  name: "prod-eu",
};

// Other people's scripts and open incidents rest on these: they never change.
it("gives the ids that were promised", () => {
  const print = fingerprint(subject);
  expect(print).toBe("a594ed36dfedd75020c9d2d94b744b60");
  expect(findingId(print, 1)).toBe("fnd_a22cd99216a07038e09c71a1");
});

it.each([
  ["a discriminator", { discriminator: "alice" }],
  ["a namespace", { namespace: "shop" }],
  ["a region", { region: "us-east-1" }],
])("tells subjects apart by %s", (_, part) =>
  expect(fingerprint({ ...subject, ...part })).not.toBe(fingerprint(subject)),
);

it("gives each episode its own id", () => {
  const print = fingerprint(subject);
  expect(findingId(print, 2)).not.toBe(findingId(print, 1));
});
