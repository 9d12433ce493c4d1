/** Who calls: the `userIdentity` shapes of CloudTrail, one maker each, and the user agents that go with them. */
import { applyRole } from "./world.mjs";

/** @typedef {import("./random.mjs").Random} Random */

export const AGENTS = {
  cli: "aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.13.7 cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#",
  console:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  go: "aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.254.1 m/E,n,o",
  java: "aws-sdk-java/2.34.5 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.147 lang/java#21.0.8 md/vendor#Amazon.com_Inc. m/D,N",
  python:
    "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1.147 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython m/D,b,Z cfg/retry-mode#legacy",
  terraform:
    "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/6.14.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/eks#1.74.2 m/i",
};

/** The unique id of a role or user: the same for every call under that name. */
function uniqueId(prefix, name) {
  let hash = 0n;
  for (const letter of name) hash = (hash * 131n + BigInt(letter.charCodeAt(0))) % 36n ** 10n;
  return prefix + hash.toString(36).toUpperCase().padStart(10, "0");
}
const known = new Map();
const idOf = (prefix, name) => known.get(name) ?? known.set(name, uniqueId(prefix, name)).get(name);

/**
 * A session of a role.
 * @param {Random} rng
 */
export function session(rng, account, role, name, time, mfa = false) {
  const id = idOf("AROAEXAMPLE", role);
  return {
    type: "AssumedRole",
    principalId: `${id}:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    accountId: account,
    accessKeyId: `ASIAEXAMPLE${rng.upper(9)}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: id,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: {
        creationDate: `${new Date(time - 1_800_000).toISOString().slice(0, 19)}Z`,
        mfaAuthenticated: String(mfa),
      },
    },
  };
}

/** The pipeline that applies Terraform here; its role is in `trust.apply_roles`. */
export function pipeline(rng, account, time) {
  const role = applyRole(account).split("/").at(-1);
  return {
    who: session(rng, account, role, `ci-run-${10_000 + rng.int(90_000)}`, time),
    ip: "192.0.2.41",
    agent: AGENTS.terraform,
  };
}

const PEOPLE = ["j.doe", "m.rossi", "s.tanaka", "l.novak", "a.diallo"];

/** A person: through Identity Center or as an IAM user, with the console, the CLI or a script. */
export function person(rng, account, time, call = "") {
  const name = rng.pick(PEOPLE);
  const [agent, more] = rng.pick([
    [AGENTS.console, { sessionCredentialFromConsole: "true" }],
    [AGENTS.cli + call, {}],
    [AGENTS.python, {}],
  ]);
  const ip = `203.0.113.${1 + rng.int(250)}`;
  if (rng.int(4) === 0)
    return {
      who: {
        type: "IAMUser",
        principalId: idOf("AIDAEXAMPLE", name),
        arn: `arn:aws:iam::${account}:user/${name}`,
        accountId: account,
        accessKeyId: `AKIAEXAMPLE${rng.upper(9)}`,
        userName: name,
      },
      ip,
      agent,
      more,
    };
  return {
    who: session(rng, account, "AWSReservedSSO_PlatformEngineer_0123456789abcdef", `${name}@example.com`, time, true),
    ip,
    agent,
    more,
  };
}

/** A pod or an application with a role of its own. */
export function workload(rng, account, role, time, agent = AGENTS.go) {
  return {
    who: session(rng, account, role, `eks-${rng.hex(12)}`, time),
    ip: `10.${rng.int(8)}.${rng.int(250)}.${1 + rng.int(250)}`,
    agent,
  };
}

/** An AWS service acting for the account. */
export function service(host) {
  return { who: { type: "AWSService", invokedBy: host }, ip: host, agent: host };
}
