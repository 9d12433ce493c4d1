import { isIPv4, isIPv6 } from "node:net";
import { isCovered, parseCidr } from "../../../lib/cidr.ts";
import { textOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Definitions, FunctionDefinition } from "./signature.ts";

type Family = (address: string) => boolean;

const isEither: Family = (address) => isIPv4(address) || isIPv6(address);

/** Functions of IP addresses: false for what is no address, nothing where it is missing. */
export const addressFunctions: Definitions = [
  ofAddress("isValidIp", isEither),
  ofAddress("isValidIpV4", isIPv4),
  ofAddress("isValidIpV6", isIPv6),
  inSubnet("isIpInSubnet", isEither),
  inSubnet("isIpv4InSubnet", isIPv4),
  inSubnet("isIpv6InSubnet", isIPv6),
];

function ofAddress(name: string, isAddress: Family): FunctionDefinition {
  return {
    name,
    usage: `${name}(address)`,
    arity: [1, 1],
    call: ([value]) => {
      const address = textOf(value!);
      return address === null ? null : isAddress(address);
    },
  };
}

function inSubnet(name: string, isAddress: Family): FunctionDefinition {
  return {
    name,
    usage: `${name}(address, "network/prefix")`,
    arity: [2, 2],
    call: ([value, network]: readonly Value[]) => {
      const [address, subnet] = [textOf(value!), textOf(network!)];
      if (address === null || subnet === null) return null;
      return isAddress(address) && parseCidr(address) !== undefined && isCovered(address, [subnet]);
    },
  };
}
