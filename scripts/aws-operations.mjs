// Writes src/tables/aws-operations.ts (the operations of every AWS service) and src/tables/eks-members.ts (which members
// of EKS requests are booleans, numbers or one of a few words). `rules lint` tells from them what no record can have.
//
//   node scripts/aws-operations.mjs && npx oxfmt src/tables/aws-operations.ts src/tables/eks-members.ts
//
// The facts are read from the API models that botocore carries. It is fetched into a temporary folder with pip; nothing
// of it stays.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const BOTOCORE = "1.43.107";
const tables = path.join(path.dirname(fileURLToPath(import.meta.url)), "../src/tables");

const folder = mkdtempSync(path.join(tmpdir(), "aws-operations-"));
try {
  execFileSync("python3", ["-m", "pip", "download", `botocore==${BOTOCORE}`, "--no-deps", "-q", "-d", folder]);
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  execFileSync("python3", ["-m", "zipfile", "-e", path.join(folder, wheel), folder]);
  const models = [...modelsIn(path.join(folder, "botocore/data"))];
  writeFileSync(path.join(tables, "aws-operations.ts"), operationsModule(models));
  writeFileSync(path.join(tables, "eks-members.ts"), membersModule(models));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function* modelsIn(data) {
  for (const service of readdirSync(data)) {
    if (service.endsWith(".json") || service.endsWith(".gz")) continue;
    for (const version of readdirSync(path.join(data, service))) {
      const file = path.join(data, service, version, "service-2.json.gz");
      if (existsSync(file)) yield JSON.parse(gunzipSync(readFileSync(file)).toString());
    }
  }
}

/** CloudTrail names a service by what it signs requests with. */
function operationsModule(models) {
  const services = new Map();
  for (const { metadata, operations } of models) {
    const name = (metadata.signingName ?? metadata.endpointPrefix).toLowerCase();
    const known = services.get(name) ?? new Set();
    for (const operation of Object.keys(operations)) known.add(operation);
    services.set(name, known);
  }
  const rows = [...services]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, known]) => `  ${JSON.stringify(name)}: ${JSON.stringify(grouped(known))},`);
  return `// Written by scripts/aws-operations.mjs from the API models of botocore ${BOTOCORE}.

/** Service, as its event source begins → its operations, those of one verb together: \`Create:Cluster,Nodegroup Delete:…\`. */
export const AWS_OPERATIONS: { readonly [service: string]: string } = {
${rows.join("\n")}
};
`;
}

function grouped(operations) {
  const verbs = new Map();
  for (const operation of [...operations].toSorted((a, b) => (a < b ? -1 : 1))) {
    const verb = /^[A-Z]?[a-z]+/.exec(operation)?.[0] ?? "";
    verbs.set(verb, [...(verbs.get(verb) ?? []), operation.slice(verb.length)]);
  }
  return [...verbs].map(([verb, objects]) => `${verb}:${objects.join(",")}`).join(" ");
}

function membersModule(models) {
  const eks = models.find(({ metadata }) => metadata.serviceId === "EKS");
  const members = new Map();
  for (const { input } of Object.values(eks.operations)) {
    if (input) collect(eks.shapes, input.shape, "", members, []);
  }
  const rows = [...members]
    .filter(([, type]) => type !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, type]) => `  ${JSON.stringify(name)}: ${JSON.stringify(type)},`);
  return `// Written by scripts/aws-operations.mjs from the API models of botocore ${BOTOCORE}.

/** Path inside requestParameters of EKS calls → what the member is, where it is no free text: the words it can be. */
export const EKS_MEMBERS: { readonly [path: string]: "boolean" | "number" | readonly string[] } = {
${rows.join("\n")}
};
`;
}

function collect(shapes, name, at, members, above) {
  if (above.includes(name)) return;
  const shape = shapes[name];
  const inner = [...above, name];
  if (shape.type === "structure") {
    for (const [member, { shape: next, location }] of Object.entries(shape.members)) {
      if (location !== "querystring") collect(shapes, next, at === "" ? member : `${at}.${member}`, members, inner);
    }
  } else if (shape.type === "list") collect(shapes, shape.member.shape, `${at}[]`, members, inner);
  else if (shape.type === "map") collect(shapes, shape.value.shape, `${at}.*`, members, inner);
  else keep(members, at, typeOf(shape));
}

function typeOf(shape) {
  if (shape.type === "boolean") return "boolean";
  return ["integer", "long", "double", "float"].includes(shape.type) ? "number" : shape.enum;
}

/** A member that is not the same in all calls is left out. */
function keep(members, at, type) {
  const same = !members.has(at) || JSON.stringify(members.get(at)) === JSON.stringify(type);
  members.set(at, same ? type : undefined);
}
