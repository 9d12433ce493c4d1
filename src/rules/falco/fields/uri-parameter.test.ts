import { expect, it } from "vitest";
import { uriParameter } from "./uri-parameter.ts";

it.each([
  ["/x?command=a+b&command=c", "command", "a b"],
  ["/x?a=%E2%82%AC%2B", "a", "€+"],
  ["/x?%61=1", "a", "1"],
  ["/x?a", "a", ""],
  ["/x?a=", "a", ""],
  ["/x?a=b=c", "a", "b=c"],
  ["/x?b=1", "a", undefined],
  ["/x", "a", undefined],
  ["/x?&", "", undefined],
  ["/x?a=1&b=%zz", "a", undefined],
  ["/x?a=1;b=2", "a", undefined],
  ["/%zz?a=1", "a", undefined],
  ["/x?a=1\u0007", "a", undefined],
  ["/x?a=1#a=2?a=3", "a", "1"],
  ["/x#?a=1", "a", undefined],
])("%j has %s", (uri, name, value) => expect(uriParameter(uri, name)).toBe(value));
