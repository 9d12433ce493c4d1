import { assert, dictionary, pre, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { shellWords } from "../../../../test/aws-shapes/parse.ts";
import { drifted, undoOf } from "../../../../test/aws-shapes/undo-of.ts";
import { commandLine } from "./command.ts";
import { word } from "./shell.ts";

const labels = (key: string, before?: string) => {
  const given = { type: "aws_eks_node_group", target: { key: "prod:workers" } };
  return undoOf(given, [drifted(`labels[${JSON.stringify(key)}]`, before, "x")]).cli[0];
};
const START =
  "aws eks update-nodegroup-config --region us-east-1 --cluster-name prod --nodegroup-name workers --labels";

describe("values that try to be more than values", () => {
  it.each([
    ["a quote and a command", "a", "'; rm -rf ~; '", `'{"addOrUpdateLabels":{"a":"'\\''; rm -rf ~; '\\''"}}'`],
    ["a substitution", "a", "$(id)`id`", `'{"addOrUpdateLabels":{"a":"$(id)\`id\`"}}'`],
    ["a line break", "a", "x\nid", `'{"addOrUpdateLabels":{"a":"x\\nid"}}'`],
    ["a reversed text", "a", "\u202Egpj", `'{"addOrUpdateLabels":{"a":"\\u202egpj"}}'`],
    ["a prototype", "__proto__", "x", `'{"addOrUpdateLabels":{"__proto__":"x"}}'`],
    ["a prototype to remove", "__proto__", undefined, `'{"removeLabels":["__proto__"]}'`],
    ["a file", "a", "file:///etc/passwd", `'{"addOrUpdateLabels":{"a":"file:///etc/passwd"}}'`],
  ])("%s", (_, key, before, json) => expect(labels(key, before)).toBe(`${START} ${json}`));

  it.each(["file:///etc/passwd", "fileb://x", "http://169.254.169.254/", "--force", "a\nid"])(
    "no command is given where %j would stand alone",
    (addon_version) => {
      const given = { type: "aws_eks_addon", target: { key: "prod:vpc-cni" } };
      const { cli, terraform, notes } = undoOf(given, [drifted("addon_version", addon_version, "v2")]);
      expect({ cli, terraform, notes }).toEqual({
        cli: [],
        terraform: ["terraform apply -target=aws_eks_addon.this"],
        notes: ["addon_version: its value cannot be written as one safe line of shell."],
      });
    },
  );

  it("the id in an import block cannot start a template or end its text", () => {
    const target = { key: "", match: { cluster_name: "prod", addon_name: 'x"${env}\n}' } };
    const { notes } = undoOf({ type: "aws_eks_addon", target, managed: false }, [{ path: "", verdict: "unmanaged" }]);
    expect(notes.at(-1)).toBe(
      'To keep it, import it beside a resource block of that name:\nimport {\n  to = aws_eks_addon.x___env___\n  id = "prod:x\\"$${env}\\n}"\n}',
    );
  });

  it("a path in a note stays on its line", () => {
    const { notes } = undoOf({ type: "aws_eks_cluster", target: { key: "prod" } }, [
      { path: "a\nb\u001b[2J", verdict: "unmapped" },
    ]);
    expect(notes).toEqual(["a\\u000ab\\u001b[2J: no Terraform attribute holds it, so no state says what to put back."]);
  });
});

describe("properties", () => {
  it("a word is read back by a shell as it was", () => {
    assert(
      property(string({ unit: "grapheme" }), (text) => {
        const written = word(text);
        pre(written !== undefined);
        return JSON.stringify(shellWords(written)) === JSON.stringify([text]);
      }),
    );
    expect(word("\u0007")).toBeUndefined();
  });

  it("JSON in a command is read back as it was", () => {
    const tags = dictionary(string({ unit: "binary" }), string({ unit: "binary" }));
    expect.hasAssertions();
    assert(
      property(tags, (nested) => {
        const call = { service: "eks" as const, operation: "TagResource", input: { tags: { nested } } };
        const words = shellWords(commandLine(call, "us-east-1")!);
        expect(JSON.parse(words[6]!)).toEqual({ nested: { ...nested } });
      }),
    );
  });
});
