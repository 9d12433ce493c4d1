import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import { operation, operations } from "../../tables/operations/index.ts";
import type { OperationRow } from "../../tables/types.ts";
import { argumentsOf, attributesOf } from "./attributes.ts";
import { callOf } from "./call.ts";
import type { Call } from "./call.ts";
import { changesOf } from "./index.ts";

/** Values that a member must have to make sense; every other one is "1". */
const VALUES: { [member: string]: Json } = {
  resourceArn: "arn%3Aaws%3Aeks%3Aeu-west-1%3A111122223333%3Acluster%2Fshop",
  resourceId: "sg-1",
  enabled: true,
  setAsDefault: true,
};
const RESPONSES: { [event: string]: JsonObject } = {
  CreateLaunchTemplateVersion: {
    CreateLaunchTemplateVersionResponse: { launchTemplateVersion: { versionNumber: 2, launchTemplateId: "lt-1" } },
  },
};
const CHANGING = operations
  .filter((row) => row.kind !== "inert")
  .map((row) => [`${row.source}/${row.event}`, row] as const);

/** A record with every member of an operation's `request` list. */
function synthesised(row: OperationRow): Call {
  const request: JsonObject = {};
  for (const path of row.request) put(request, path.split("."));
  const raw = {
    eventSource: row.source,
    eventName: row.event,
    requestParameters: request,
    responseElements: RESPONSES[row.event] ?? null,
  };
  return callOf(raw, { account: "111122223333", region: "eu-west-1", cluster: "shop" });
}

function put(parent: JsonObject, [part, ...rest]: string[]): void {
  const name = part === "*" ? "k" : part!.replace("[]", "");
  const isList = part!.endsWith("[]");
  if (rest.length === 0) {
    parent[name] = isList ? ["1"] : (VALUES[name] ?? "1");
    return;
  }
  const empty: Json = isList ? [{}] : {};
  const held = parent[name];
  const child: Json = typeof held === "object" && held !== null ? held : empty;
  parent[name] = child;
  const inner = Array.isArray(child) ? child[0] : child;
  if (isObject(inner)) put(inner, rest);
}

const isNamedByCall = (row: OperationRow) =>
  row.types.length > 0 && !Object.values(row.id ?? {}).some((template) => template.startsWith("response:"));

describe("every operation that changes something", () => {
  it.each(CHANGING)("%s tells a change", (_, row) => expect(changesOf(synthesised(row))).not.toEqual([]));

  it.each(CHANGING.filter(([, row]) => isNamedByCall(row)))("%s names its object", (_, row) =>
    expect(changesOf(synthesised(row)).map(({ target }) => target.key)).not.toContain(""),
  );
});

/** What these tell is of no attribute by its nature. */
const BY_NATURE = new Set(["DeleteLaunchTemplateVersions", "ActivateCertificateAuthority"]);

describe("every member of a known operation is accounted for", () => {
  const known = CHANGING.filter(
    ([, row]) => row.types.some((type) => aliasTables.has(type)) && !BY_NATURE.has(row.event),
  );
  it.each(known)("%s", (_, row) => {
    const expected = row.types.flatMap((type) => aliasTables.get(type)?.unmapped?.[row.event] ?? []);
    const unmapped = changesOf(synthesised(row)).flatMap(({ attributes }) =>
      attributes.filter((line) => line.unmapped),
    );
    expect(unmapped.map(({ path }) => path).toSorted()).toEqual(expected.toSorted());
  });
});

const PATHS = [...aliasTables.values()].flatMap((table) =>
  table.attributes.flatMap((attribute) =>
    [
      ...Object.keys(attribute.request ?? {}),
      ...Object.keys(attribute.remove ?? {}),
      ...Object.keys(attribute.response ?? {}),
      ...Object.keys(attribute.implied ?? {}),
    ].map((event) => ({ table, attribute, event })),
  ),
);

describe("alias tables", () => {
  it.each(PATHS.map((row) => [`${row.table.type}.${row.attribute.path} of ${row.event}`, row] as const))(
    "%s is reached",
    (_, { table, attribute, event }) => {
      const source = operations.find((row) => row.event === event && row.types.includes(table.type))?.source ?? "";
      const row = operation(source, event);
      expect(row).toBeDefined();
      const call = synthesised(row!);
      const alone = { ...table, attributes: [attribute] };
      const path = attribute.path === "tags_all" ? "tags" : attribute.path;
      const told = [
        ...attributesOf(call, { ...alone, attributes: [{ ...attribute, path }] }),
        ...argumentsOf(call, alone),
      ];
      expect(told.length).toBeGreaterThan(0);
      expect(told.every((line) => !("value" in line) || !isUnknown(line.value) || attribute.kind === "opaque")).toBe(
        true,
      );
    },
  );
});

function isUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null && "unknown" in value;
}
