import { describe, expect, it } from "vitest";
import { checkCommand, shellWords } from "./parse.ts";

const UPDATE = "aws eks update-cluster-config --region us-east-1 --name prod";

describe("the checker of AWS commands", () => {
  it.each([
    `${UPDATE} --resources-vpc-config endpointPublicAccess=false,publicAccessCidrs=10.0.0.0/8,192.168.0.0/16`,
    `${UPDATE} --logging '{"clusterLogging":[{"types":["api"],"enabled":false}]}'`,
    `${UPDATE} --no-deletion-protection`,
    "aws eks wait cluster-active --region us-east-1 --name prod",
    "aws eks update-cluster-version --region us-east-1 --name prod --kubernetes-version 1.34",
    "aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:x --client-id a",
    "aws autoscaling update-auto-scaling-group --region r --auto-scaling-group-name g --vpc-zone-identifier subnet-1,subnet-2",
    `aws ec2 create-tags --region r --resources i-1 i-2 --tags '[{"Key":"it'\\''s","Value":""}]'`,
  ])("accepts %s", (line) => expect(checkCommand(line)).toEqual([]));

  it.each([
    ["kubectl get pods", "starts with kubectl, not aws"],
    ["aws s3 ls", "no service s3"],
    ["aws eks fix-cluster --name prod", "eks has no operation fix-cluster"],
    ["aws eks wait capability-active --name prod", "eks has no waiter capability-active"],
    ["aws eks update-cluster-config --region us-east-1", "name missing"],
    [`${UPDATE} --resource-vpc-config a=b`, "no option --resource-vpc-config"],
    [`${UPDATE} --resources-vpc-config publicAccess=true`, "--resources-vpc-config has no member publicAccess"],
    [
      `${UPDATE} --resources-vpc-config endpointPublicAccess=maybe`,
      "--resources-vpc-config.endpointPublicAccess is no boolean",
    ],
    [`${UPDATE} --logging '{"clusterLogging":[{"type":[]}]}'`, "--logging.clusterLogging[0] has no member type"],
    [
      `${UPDATE} --logging '{"clusterLogging":[{"enabled":"no"}]}'`,
      "--logging.clusterLogging[0].enabled is a string, not a boolean",
    ],
    [`${UPDATE} --deletion-protection true`, "--deletion-protection takes no value"],
    [`${UPDATE} --name other`, "--name given twice"],
    ["aws eks update-cluster-config --name file:///etc/passwd", "--name would be read from file:///etc/passwd"],
    [`${UPDATE}; rm -rf x`, "; stands outside of quotes"],
    [`${UPDATE} --client-request-token 'a`, "a quote is not closed"],
    [`${UPDATE}\n`, "holds a character that cannot be seen"],
  ])("refuses %s", (line, problem) => expect(checkCommand(line)).toEqual([problem]));

  it("takes words apart as a shell does", () => {
    expect(shellWords(`a 'b c' d'e'\\''f' ''`)).toEqual(["a", "b c", "de'f", ""]);
  });
});
