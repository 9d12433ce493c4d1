import { placeOf } from "./site.ts";
import type { Check } from "./site.ts";

/** A name with a hyphen, which Logs Insights reads as a subtraction; compared with a text it is never so. */
export const subtractions: Check = ({ claim }) => {
  const { subtracted } = claim;
  if (subtracted === undefined) return [];
  const message = `\`${subtracted}\` reads as a subtraction, and a number is never a text`;
  const key = withDots(subtracted);
  const hint =
    key === subtracted
      ? `write the name in backquotes: \`${subtracted}\``
      : `labels keep their dots and slashes; write the name in backquotes: \`${key}\``;
  return [{ code: "hyphen-in-field", message, hint, impossible: !claim.negated, ...placeOf(claim) }];
};

/** `pod-security_kubernetes_io_enforce` → `pod-security.kubernetes.io/enforce`: keys are not rewritten in records. */
function withDots(name: string): string {
  return name.replace(/_(kubernetes|k8s|amazonaws)_(io|com)_/, ".$1.$2/");
}
