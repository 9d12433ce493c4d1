/** What is fuzzed after reading: every way to ask a rule about an event, queries at work, drift inside of a cluster. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const CLUSTER = { name: "prod", account: "111122223333", region: "eu-west-1" };
const MOST_EVENTS = 20;
const NO_STATE = { holds: () => false, find: () => [], ties: () => [], clusters: [], states: [] };
const FACTS = {
  version: "1",
  final: true,
  terraform: NO_STATE,
  trust: { applyRoles: [], adminPrincipals: [], podIdentities: [], gitopsIdentities: [] },
  driftRules: [],
  time: { lateness: 0, dedupeWindow: 0, backfillWindow: 0, settle: 0 },
  labels: () => ({ env: "prod" }),
};

/** Members of the objects that `STATE` holds, and what patches say. */
const KUBERNETES_TOKENS = [
  '"kind":"Deployment"',
  '"metadata":{"name":"web","namespace":"shop"}',
  '"objectRef":{"resource":"configmaps","namespace":"kube-system","name":"aws-auth","apiVersion":"v1"}',
  '"objectRef":{"resource":"deployments","namespace":"shop","name":"web","apiGroup":"apps","subresource":"scale"}',
  '"data":{"mapRoles":"- rolearn: x\\n  groups: [system:masters]\\n"}',
  '"spec":{"replicas":1e400,"template":{"spec":{"containers":[{"name":"web"},{"name":"web"}]}}}',
  '"requestURI":"/x?dryRun=All&fieldManager=%zz&command=a&command=b"',
  '"verb":"patch"',
  '"level":"Request"',
  '"$patch":"replace"',
];

const block = (type, name, attributes) => ({ mode: "managed", type, name, instances: [{ attributes }] });
const container = {
  name: "web",
  image: "web:1",
  env: [{ name: "A", value: "1" }],
  resources: [{ limits: { cpu: "1" } }],
};
const STATE = {
  version: 4,
  serial: 1,
  lineage: "fuzz",
  resources: [
    block("aws_eks_cluster", "this", {
      ...CLUSTER,
      id: "prod",
      arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
    }),
    block("kubernetes_deployment", "web", {
      id: "shop/web",
      metadata: [{ name: "web", namespace: "shop", labels: { app: "web" } }],
      spec: [{ replicas: "2", template: [{ metadata: [{}], spec: [{ container: [container] }] }] }],
    }),
    block("kubernetes_config_map_v1", "auth", {
      id: "kube-system/aws-auth",
      metadata: [{ name: "aws-auth", namespace: "kube-system" }],
      data: { mapRoles: "- rolearn: arn:aws:iam::111122223333:role/a\n  username: a\n  groups: [system:masters]\n" },
    }),
  ],
};

/**
 * @param {{ dist: Function, root: string, recordFiles: () => Buffer[], settings: object, jsonTokens: string[] }} world
 */
export function judgingTargets({ dist, root, recordFiles, settings, jsonTokens }) {
  const seeds = () => recordFiles().map((bytes) => bytes.subarray(0, 8 * 1024));
  const pack = (file) => ({ file, text: readFileSync(path.join(root, "packs/eks", file), "utf8") });
  const events = async function* (bytes) {
    const { decode } = await dist("events/decode.js");
    let left = MOST_EVENTS;
    for await (const slab of decode({ name: "fuzz" }, bytes, { receivedAt: 0, cluster: CLUSTER })) {
      for (const event of slab.events) if (left-- > 0) yield event;
    }
  };
  return {
    async explain() {
      const { loadRules } = await dist("rules/load.js");
      const { ruleSetOf } = await dist("rules/matcher/index.js");
      const names = readdirSync(path.join(root, "packs/eks/rules")).filter((name) => name.endsWith(".yaml"));
      const files = [...names.map((name) => `rules/${name}`), "examples/falco.yaml", "examples/filter-pattern.yaml"];
      const { rules } = loadRules(files.map(pack), settings);
      const alone = rules.map((rule) => ({ rule, set: ruleSetOf([{ ...rule, enabled: true }], { matching: "all" }) }));
      return {
        seeds: seeds(),
        tokens: [...jsonTokens, ...KUBERNETES_TOKENS],
        isExpected: () => false,
        async run(bytes) {
          for await (const event of events(bytes)) for (const one of alone) agrees(one, event);
        },
      };
    },
    async queries() {
      const { loadRules } = await dist("rules/load.js");
      const { compileQuery, EventRecord } = await dist("rules/insights/index.js");
      const { rules } = loadRules([pack("examples/queries.yaml")], settings);
      const queries = [
        ...rules.map(({ query }) => query),
        ...[
          "stats count(*) as n, pct(responseStatus.code, 95), count_distinct(userAgent) by bin(5m), verb | sort n desc",
          'parse @message "*:*:*,*" as a, b, c, d | sort c desc, d asc | dedup a, b | limit 5',
          "fields concat(verb, toupper(userAgent), substr(requestURI, 1, 3)) as x, strlen(x) * 2 ^ 3 % 7 as y | filter y > 1 or x like /a+$/",
        ].map((text) => compileQuery(text)),
      ];
      return {
        seeds: seeds(),
        tokens: [...jsonTokens, ...KUBERNETES_TOKENS],
        isExpected: () => false,
        async run(bytes) {
          const runs = queries.map((query) => query.run({ now: 0, inMemory: 2048 }));
          for await (const event of events(bytes)) for (const run of runs) run.add(new EventRecord(event));
          for (const run of runs) for (const _ of run.rows());
        },
      };
    },
    async drift() {
      const [{ detectors }, { readState }, { terraformFacts }, { ruleSetOf }] = await Promise.all(
        ["detectors/index", "terraform/state/read-state", "terraform/facts/terraform-facts", "rules/matcher/index"].map(
          (name) => dist(`${name}.js`),
        ),
      );
      const content = readState(Buffer.from(JSON.stringify(STATE)), "fuzz.tfstate");
      const facts = { ...FACTS, terraform: terraformFacts([{ path: "fuzz.tfstate", content }], []) };
      const instances = detectors.map((one) => one.create({}, { rules: ruleSetOf([], { matching: "all" }) }));
      return {
        seeds: seeds(),
        tokens: [...jsonTokens, ...KUBERNETES_TOKENS],
        isExpected: () => false,
        async run(bytes) {
          const memories = new Map();
          for await (const event of events(bytes)) {
            for (const detector of instances) {
              for (const key of detector.keys(event, facts)) {
                const name = `${detector.id}\n${key}`;
                const { memory } = detector.fold(memories.get(name)?.memory, event, key, facts);
                if (memory === undefined) memories.delete(name);
                else memories.set(name, { memory: JSON.parse(JSON.stringify(memory)), detector, key });
              }
            }
          }
          for (const { memory, detector, key } of memories.values()) detector.tick?.(memory, key, 0, facts);
        },
      };
    },
  };
}

/** Asked through the index, alone and with reasons, a rule says the same. */
function agrees({ rule, set }, event) {
  const told = rule.when.test(event, FACTS);
  const [match] = set.matches(event, FACTS);
  const isOther = event.kind !== rule.source;
  if (!isOther && (match?.truth ?? false) !== told) {
    throw new Error(`${rule.id}: ${told} where the index says ${match?.truth ?? false}: ${event.text.slice(0, 2000)}`);
  }
  const { result } = rule.when.explain(event, FACTS);
  if (result !== told) throw new Error(`${rule.id}: ${told} explained as ${result}: ${event.text.slice(0, 2000)}`);
  rule.render(event);
  rule.fields(event);
}
