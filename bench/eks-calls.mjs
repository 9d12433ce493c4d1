/**
 * Mutating EKS calls on the 200 resources of the world, in keeping with its state. What becomes of a resource depends
 * on its place in the list, so that the corpus knows its own answer:
 *   4 in 10  own applies: the trusted role sends what the state holds
 *   3 in 10  drift: people send other values and leave them
 *   3 in 10  drift and revert, in turns
 * One call in twenty is refused, whatever the resource.
 */
import { person, pipeline } from "./identities.mjs";
import { record } from "./record.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./world.mjs").Resource} Resource */

/** @param {Resource} r */
const scaling = (r, size) => ({
  call: "UpdateNodegroupConfig",
  request: { name: r.cluster.name, nodegroupName: r.name, scalingConfig: size },
  update: ["ConfigUpdate", Object.entries(size).map(([k, v]) => [k[0].toUpperCase() + k.slice(1), String(v)])],
});
/** @param {Resource} r */
const labels = (r, tier) => ({
  call: "UpdateNodegroupConfig",
  request: { name: r.cluster.name, nodegroupName: r.name, labels: { addOrUpdateLabels: { tier } } },
  update: ["ConfigUpdate", [["LabelsToAdd", JSON.stringify({ tier })]]],
});
/** @param {Resource} r */
const endpoints = (r, publicAccessCidrs) => ({
  call: "UpdateClusterConfig",
  request: { name: r.cluster.name, resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs } },
  update: ["EndpointAccessUpdate", [["PublicAccessCidrs", JSON.stringify(publicAccessCidrs)]]],
});
/** @param {Resource} r */
const logging = (r, enabled) => ({
  call: "UpdateClusterConfig",
  request: { name: r.cluster.name, logging: { clusterLogging: [{ types: ["audit"], enabled }] } },
  update: ["LoggingUpdate", [["ClusterLogging", JSON.stringify({ clusterLogging: [{ types: ["audit"], enabled }] })]]],
});
/** @param {Resource} r */
const addon = (r, addonVersion) => ({
  call: "UpdateAddon",
  request: {
    name: r.cluster.name,
    addonName: r.name,
    addonVersion,
    resolveConflicts: "PRESERVE",
    configurationValues: r.attributes.configuration_values,
  },
  update: ["AddonUpdate", [["AddonVersion", addonVersion]]],
});

/** How each type is changed: one entry is one attribute; `held` sends what the state holds, `other` something else. */
const VARIANTS = {
  aws_eks_cluster: [
    {
      held: (r) => endpoints(r, ["203.0.113.0/24"]),
      other: (r) => endpoints(r, ["203.0.113.0/24", "198.51.100.0/24"]),
    },
    { held: (r) => logging(r, true), other: (r) => logging(r, false) },
  ],
  aws_eks_node_group: [
    {
      held: (r) => scaling(r, { minSize: 2, maxSize: 8, desiredSize: 4 }),
      other: (r, rng) => scaling(r, { minSize: 3, maxSize: 12 + rng.int(8), desiredSize: 6 }),
    },
    { held: (r) => labels(r, "standard"), other: (r, rng) => labels(r, rng.pick(["premium", "test"])) },
  ],
  aws_eks_addon: [
    {
      held: (r) => addon(r, r.attributes.addon_version),
      other: (r, rng) => addon(r, r.attributes.addon_version.replace(/\d+$/, String(5 + rng.int(4)))),
    },
  ],
  aws_eks_access_entry: [
    { held: (r) => groups(r, ["developers"]), other: (r) => groups(r, ["developers", "operators"]) },
  ],
  aws_eks_access_policy_association: [
    {
      held: (r) => scope(r, ["shop", "search"]),
      other: (r, rng) => scope(r, ["shop", rng.pick(["search-*", "payments"])]),
    },
  ],
  aws_eks_pod_identity_association: [
    {
      held: (r) => podRole(r, r.attributes.role_arn),
      other: (r, rng) => podRole(r, `${r.attributes.role_arn}-${rng.int(3)}`),
    },
  ],
};

function groups(/** @type {Resource} */ r, kubernetesGroups) {
  const { principal_arn: principalArn, access_entry_arn: accessEntryArn, user_name: username } = r.attributes;
  return {
    call: "UpdateAccessEntry",
    request: { name: r.cluster.name, principalArn: encodeURIComponent(principalArn), kubernetesGroups },
    response: {
      accessEntry: {
        clusterName: r.cluster.name,
        principalArn,
        kubernetesGroups,
        accessEntryArn,
        username,
        type: "STANDARD",
      },
    },
  };
}

function scope(/** @type {Resource} */ r, namespaces) {
  const { principal_arn: principalArn, policy_arn: policyArn } = r.attributes;
  const accessScope = { type: "namespace", namespaces };
  return {
    call: "AssociateAccessPolicy",
    request: { name: r.cluster.name, principalArn: encodeURIComponent(principalArn), policyArn, accessScope },
    response: { clusterName: r.cluster.name, principalArn, associatedAccessPolicy: { policyArn, accessScope } },
  };
}

function podRole(/** @type {Resource} */ r, roleArn) {
  const { association_id: associationId, association_arn: associationArn, namespace, service_account } = r.attributes;
  return {
    call: "UpdatePodIdentityAssociation",
    request: { name: r.cluster.name, associationId, roleArn },
    response: {
      association: {
        clusterName: r.cluster.name,
        namespace,
        serviceAccount: service_account,
        roleArn,
        associationArn,
        associationId,
      },
    },
  };
}

const FATE = [
  "applied",
  "drifts",
  "reverts",
  "applied",
  "drifts",
  "applied",
  "reverts",
  "drifts",
  "applied",
  "reverts",
];

/**
 * @param {Random} rng
 * @param {readonly Resource[]} resources  those of one account and region
 * @returns `next(time)` makes a record; `open()` names the resources that differ from the state after the last one
 */
export function eksCalls(rng, resources) {
  const turns = new Map(resources.map((r) => [r, 0]));
  const open = new Set();

  function next(/** @type {number} */ time) {
    const at = rng.int(resources.length);
    const resource = resources[at];
    const variants = VARIANTS[resource.type];
    const refused = rng.int(20) === 0;
    // A resource that reverts takes its variants in turns, so that each way out is followed by its way back.
    const turn = turns.get(resource);
    const fate = FATE[(at + Math.floor(at / FATE.length)) % FATE.length];
    const variant = fate === "reverts" ? variants[Math.floor(turn / 2) % variants.length] : rng.pick(variants);
    const held = fate === "applied" || (fate === "reverts" && turn % 2 === 1);
    if (!refused) {
      turns.set(resource, turn + 1);
      if (fate !== "applied") open[held ? "delete" : "add"](resource);
    }
    return eksRecord(rng, resource, held ? variant.held(resource) : variant.other(resource, rng), time, fate, refused);
  }
  return { next, open: () => [...open] };
}

function eksRecord(rng, resource, { call, request, response, update }, time, fate, refused) {
  const { account, region } = resource.cluster;
  const kebab = call.replaceAll(/[A-Z]/g, (letter, i) => (i ? "-" : "") + letter.toLowerCase());
  const caller = fate === "applied" ? pipeline(rng, account, time) : person(rng, account, time, `eks.${kebab}`);
  const answer = response ?? {
    update: {
      id: rng.uuid(),
      status: "InProgress",
      type: update[0],
      params: update[1].map(([type, value]) => ({ type, value })),
      createdAt: time / 1000,
      errors: [],
    },
  };
  const outcome = refused && {
    errorCode: "AccessDenied",
    errorMessage: `User: ${caller.who.arn} is not authorized to perform: eks:${call} on resource: ${resource.key}`,
  };
  const sent = { ...request, clientRequestToken: rng.uuid() };
  const where = { account, region, time };
  return record(rng, where, ["eks", call], caller, sent, refused ? null : answer, { readOnly: false, ...outcome });
}
