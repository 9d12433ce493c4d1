import { describe, expect, it } from "vitest";
import { storeOptions } from "./url.ts";

describe("a store URL", () => {
  it.each([
    ["sqlite:./binnacle.db", "./binnacle.db"],
    ["sqlite:/var/lib/binnacle.db", "/var/lib/binnacle.db"],
    ["sqlite:///var/lib/binnacle.db", "/var/lib/binnacle.db"],
    ["sqlite:a b:c.db", "a b:c.db"],
  ])("%s", (url, path) => expect(storeOptions(url)).toEqual({ type: "sqlite", options: { path } }));

  it.each([
    ["./binnacle.db", "not a store URL"],
    ["sqlite:", "sqlite: is no kind"],
    ["postgres://localhost/x", "postgres: is no kind of store that is supported"],
    ["", "not a store URL"],
  ])("%j is refused", (url, message) =>
    expect(() => storeOptions(url)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }) as Error,
    ),
  );
});
