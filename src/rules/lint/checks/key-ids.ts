import { listed, placeOf, wantedBy } from "./site.ts";
import type { Check } from "./site.ts";

/** Calls whose key may be named by an alias. Source: KMS API reference, KeyId of each operation. */
const TAKES_ALIAS = new Set(
  (
    "DescribeKey Encrypt Decrypt ReEncrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext " +
    "GenerateDataKeyWithoutPlaintext GenerateMac VerifyMac GetPublicKey Sign Verify DeriveSharedSecret"
  ).split(" "),
);

/** An alias where KMS takes only a key's id or ARN. */
export const keyIds: Check = ({ claim, around, source }) => {
  if (source !== "aws_cloudtrail" || claim.path !== "requestParameters.keyId") return [];
  const names = [...(around.get("eventName") ?? [])];
  const isKms = around.get("eventSource")?.has("kms.amazonaws.com") ?? false;
  if (!isKms || names.length === 0 || names.some((name) => TAKES_ALIAS.has(name))) return [];
  const aliases = wantedBy(claim).filter((value) => /^alias\/|:alias\//.test(value));
  return aliases.map((alias) => ({
    code: "alias-for-key",
    message: `KMS takes no alias in ${listed(names)}: keyId is never "${alias}" there`,
    hint: "compare with the key's id and its ARN",
    impossible: true,
    value: alias,
    ...placeOf(claim),
  }));
};
