// The page of a pack: its rules by topic, one topic a file.
import path from "node:path";
import { loadConfig } from "../dist/app/config/index.js";
import { loadRuleSet } from "../dist/app/rules.js";

const SOURCES = { aws_cloudtrail: "CloudTrail", k8s_audit: "audit log" };
const INTRO = [
  "Rules for what happens to an EKS cluster and inside of it, as CloudTrail and the Kubernetes audit log tell. The pack is" +
    " on unless the configuration or `--pack` names others; `--pack none` leaves it out. Its files are Falco rules and load" +
    " in Falco as well (with the plugins `cloudtrail`, `k8saudit` and `json`).",
  "How it judges:",
  "- What was refused, was a dry run or has not been answered yet is no change. Where the attempt itself is the matter, the" +
    " description says so.\n" +
    "- Components of Kubernetes and of EKS do their work unheard. Pods that controllers make are told at the object they" +
    " are made from.\n" +
    "- What the audit policy never records is no finding of a rule that looks at it. What was recorded and then cut off is" +
    " one where the column Unknown says `flag`: it names what could not be seen.\n" +
    "- A rule that cannot know from one record whether a key, an instance or a template belongs to a cluster says low and names no control.",
  "Rules of other origin that load beside these lie in `packs/eks/examples` of the repository, for `--rules`: Falco rules, a" +
    " CloudWatch filter pattern and Logs Insights queries.",
  "To leave out what is right in your place, append to a rule in a file of your own, for instance:",
  "```yaml\n- rule: Command run in a pod\n  exceptions:\n    - name: on_call\n      fields: [ka.user.name, ka.target.namespace]\n" +
    "      comps: [contains, =]\n      values: [[assumed-role/OnCall/, shop]]\n  override: { exceptions: append }\n```",
];

/** @returns the parts of the page, without its title */
export async function packPage(name) {
  const { rules } = await loadRuleSet({ config: await loadConfig(undefined, {}), packs: [name] });
  const topics = grouped(rules);
  return [...INTRO, ...[...topics].flatMap(([topic, members]) => [`## ${topic}`, tableOf(members)])];
}

function topicOf({ at }) {
  const words = path
    .basename(at.file, ".yaml")
    .replaceAll("-", " ")
    .replaceAll(/\b(api|rbac)\b/g, (word) => word.toUpperCase());
  return words[0].toUpperCase() + words.slice(1);
}

function grouped(rules) {
  const topics = new Map();
  for (const rule of rules) topics.set(topicOf(rule), [...(topics.get(topicOf(rule)) ?? []), rule]);
  return topics;
}

function tableOf(rules) {
  const head = ["Rule", "Severity", "Source", "Control", "Unknown", "What it means"];
  const rows = rules.map(({ id, severity, source, controls, unknown, description }) => [
    id,
    severity,
    SOURCES[source],
    controls.join(", "),
    unknown === "flag" ? "`flag`" : "",
    description.replaceAll("|", "\\|"),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
