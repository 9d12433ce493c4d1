import { describe, expect, it } from "vitest";
import {
  endpointOpened,
  everything,
  hostile,
  reverted,
  refused,
  resultOf,
  unmanaged,
} from "../../../test/cli/findings.ts";
import { renderers } from "./index.ts";
import { coloured, plain } from "./paint.ts";
import { report } from "./report.ts";
import type { Format } from "./formats.ts";
import type { View } from "./report.ts";
import { width } from "./text.ts";

const page = report(resultOf(everything), true);
const view: View = { columns: 120, paint: plain, verbose: false };
const print = (format: Format, part: Partial<View> = {}) => [...renderers[format](page, { ...view, ...part })].join("");
const golden = (name: string) => new URL(`../../../test/fixtures/cli/${name}`, import.meta.url).pathname;

describe("what is printed", () => {
  it.each([
    ["pretty at 80 columns", "pretty-80.txt", print("pretty", { columns: 80 })],
    ["pretty at 160 columns", "pretty-160.txt", print("pretty", { columns: 160 })],
    ["pretty, verbose", "pretty-verbose.txt", print("pretty", { verbose: true })],
    ["ndjson", "findings.ndjson", print("ndjson")],
    ["json", "findings.json", print("json")],
    ["sarif", "findings.sarif", print("sarif")],
    ["markdown", "findings.md", print("markdown")],
    ["csv", "findings.csv", print("csv")],
  ])("%s", async (_, file, text) => expect(text).toMatchFileSnapshot(golden(file)));
});

const one = (findings: Parameters<typeof resultOf>[0], part: Partial<View> = {}, all = true) =>
  [...renderers.pretty(report(resultOf(findings), all), { ...view, ...part })].join("");

describe("pretty", () => {
  it("colours only when told to", () => {
    expect(one([endpointOpened], { paint: coloured })).toContain("\u001b[1;31mCRITICAL\u001b[0m");
    expect(one([endpointOpened])).not.toContain("\u001b");
  });
  it.each([
    ["seconds", "2026-03-12T10:15:42.000Z", "12 s ago"],
    ["minutes", "2026-03-12T10:45:30.000Z", "30 min ago"],
    ["hours", "2026-03-13T10:15:00.000Z", "23 h ago"],
    ["older than a day", "2026-03-13T10:15:31.000Z", "2026-03-12 10:15 UTC"],
    ["a clock that is behind", "2026-03-12T10:15:29.000Z", "2026-03-12 10:15 UTC"],
  ])("age: %s", (_, now, expected) =>
    expect(one([endpointOpened], { columns: 160, now: Date.parse(now) }).split("\n")[0]).toMatch(
      new RegExp(`· ${expected}$`),
    ),
  );
  it("fits every line but commands, long names and place names into the columns", () => {
    const lines = one(everything, { columns: 80 }).split("\n");
    expect(lines.filter((line) => width(line) > 80 && !/aws eks|terraform|labels\[/.test(line))).toEqual([]);
  });
  it("leaves commands whole on the narrowest terminal", () => {
    const lines = one([endpointOpened], { columns: 20 }).split("\n");
    const command = endpointOpened.undo[0]!.text.split("\n")[0]!;
    expect(lines).toContain(`  undo    ${command}`);
  });
  it("says in one line that there is nothing to say", () => {
    expect(one([]).split("\n").at(-2)).toBe("  found   nothing open");
    expect(one([reverted, refused], {}, false).split("\n").at(-2)).toBe(
      "  found   nothing open; 1 resolved and 1 quiet with --all",
    );
  });
  it("puts the worst first, then what is over, then what is quiet", () => {
    const heads = one([refused, reverted, unmanaged, endpointOpened]).match(/^[A-Z]+(?= )/gm);
    expect(heads).toEqual(["CRITICAL", "LOW", "RESOLVED", "QUIET"]);
  });
});

describe("undo", () => {
  const cluster = { type: "aws_eks_cluster", address: "aws_eks_cluster.a", id: "a", code: "main.tf:3" };
  const cli = { kind: "cli" as const, text: "aws x" };
  const undone = (...undo: typeof endpointOpened.undo) => {
    const lines = one([{ ...endpointOpened, resource: cluster, undo }]).split("\n");
    const rest = lines.slice(lines.findIndex((line) => line.startsWith("  undo")));
    return rest.slice(0, rest.indexOf(""));
  };
  const edit = '# aws_eks_cluster.a: set version = "1.34"';
  const apply = "terraform apply -target=aws_eks_cluster.a";
  it("an edit is a sentence, no command", () => {
    expect(undone({ kind: "terraform", text: edit })).toEqual([
      '  undo    set version = "1.34" in its configuration (main.tf:3)',
    ]);
    expect(undone(cli, { kind: "terraform", text: `${edit}\n${apply}` })).toEqual([
      "  undo    aws x",
      '          or set version = "1.34" in its configuration (main.tf:3)',
      `          and then \`${apply}\``,
    ]);
    expect(undone(cli, { kind: "terraform", text: apply })).toEqual([
      "  undo    aws x",
      `          or \`${apply}\`   (main.tf:3)`,
    ]);
  });
  it("what follows a note on further lines is a code block in Markdown", () => {
    const text = 'To keep it, import it:\nimport {\n  id = "```"\n}';
    const noted = report(resultOf([{ ...unmanaged, undo: [{ kind: "note", text }] }]), true);
    expect([...renderers.markdown(noted, view)].join("")).toContain(
      'To keep it, import it:\n\n````hcl\nimport {\n  id = "```"\n}\n````\n',
    );
  });
});

describe("values and names", () => {
  it.each([
    ["aws_cloudwatch_log_group", "365 → never expires"],
    ["aws_eks_cluster", "365 → 0"],
  ])("retention of %s", (type, text) => {
    const changes = [{ path: "retention_in_days", before: 365, after: 0, verdict: "drifted" as const }];
    const found = { ...endpointOpened, resource: { type, id: "x" }, changes };
    expect(one([found])).toContain(`retention_in_days   ${text}\n`);
  });
  it("an argument that replaced nothing has no arrow", () => {
    const found = { ...endpointOpened, arguments: [{ path: "source_version", after: "6" }] };
    expect(one([found])).toContain("  with    source_version 6\n");
  });
  it("the file of an event is cut on a screen alone, and there only until asked for", () => {
    const origin = `AWSLogs/${"x".repeat(120)}.json.gz#1`;
    const found = { ...endpointOpened, evidence: endpointOpened.evidence.map((event) => ({ ...event, origin })) };
    expect(one([found])).not.toContain(origin);
    expect(one([found], { verbose: true })).toContain(origin);
    expect(one([found], { whole: true })).toContain(origin);
  });
});

describe("who", () => {
  const kubectl = { ...endpointOpened.actor!, name: "alice", type: "User", mfa: undefined, via: "kubectl" };
  const pageOf = (actor: object) =>
    [...renderers.pretty(report(resultOf([{ ...endpointOpened, actor: { ...kubectl, ...actor } }]), true), view)].join(
      "",
    );
  it("names whom the request acted as", () => {
    expect(pageOf({ acts_as: "system:admin" })).toContain("with kubectl acting as system:admin");
  });
  it("lists the addresses that headers claimed, up to five", () => {
    const claimed = Array.from({ length: 7 }, (_, at) => `192.0.2.${at}`);
    expect(pageOf({ forwarded_for: ["192.0.2.1"] })).toContain(
      "from 198.51.100.7 claiming to forward 192.0.2.1 with kubectl",
    );
    expect(pageOf({ forwarded_for: claimed }).replaceAll(/\s+/g, " ")).toContain("192.0.2.4 and 2 more with kubectl");
  });
});

describe("hostile strings", () => {
  // Audit ids and the user that a request acts as are whatever its sender typed.
  const typed = "=x\u001b[2J\r\nCRITICAL  \u202egpj\u009b";
  const evidence = { event_id: typed, time: "2026-03-12T10:15:30.000Z", source: "k8s_audit" as const };
  const sent = {
    ...hostile,
    actor: { ...hostile.actor!, acts_as: typed, forwarded_for: [typed] },
    evidence: [{ ...evidence, action: typed, origin: `${typed}#1` }],
  };
  const all = report(resultOf([sent]), true);
  // oxlint-disable-next-line no-control-regex
  const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;
  it.each(["pretty", "ndjson", "json", "sarif", "markdown"] as const)("do nothing in %s", (format) => {
    const text = [...renderers[format](all, view)].join("");
    expect(text).not.toMatch(obeyed);
    expect(text.split("\n").filter((line) => line.startsWith("CRITICAL"))).toEqual([]);
  });
  it("do nothing in csv", () => {
    const text = [...renderers.csv(all, view)].join("");
    expect(text.replaceAll("\r\n", "\n")).not.toMatch(obeyed);
    expect(text).toContain(`,'=cmd|' /C calc'!A0:`);
    expect(text).toContain(`,'@everyone`);
  });
  it.each([["=1+1"], ["+1"], ["-1"], ["@x"], [" =1"], ["\uff1d1"]])("a spreadsheet does not compute %s", (title) => {
    const text = [...renderers.csv(report(resultOf([{ ...unmanaged, title }]), true), view)].join("");
    expect(text.split("\r\n")[1]!.split(",")[6]).toBe(`'${title}`);
  });
});

describe("ndjson and json", () => {
  it("give back the findings themselves, one a line", () => {
    const lines = print("ndjson").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(page.findings)));
  });
  it("json holds summary, findings and rejects", () => {
    const reject = { unit: "a.json", record: 3, offset: 70, reason: "json" as const, detail: "no JSON", sample: "{" };
    const whole = report(resultOf([endpointOpened], { rejects: [reject] }), true);
    const parsed = JSON.parse([...renderers.json(whole, view)].join(""));
    expect(Object.keys(parsed)).toEqual(["summary", "findings", "rejects"]);
    expect(parsed.findings).toEqual([endpointOpened]);
    expect(parsed.rejects).toEqual([reject]);
  });
});
