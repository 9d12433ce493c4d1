import { expect, it } from "vitest";
import { workersFor } from "./worth.ts";

const MB = 1024 ** 2;

it.each([
  ["none for small input", undefined, 7 * MB, 2, 0],
  ["one beside the thread that judges", undefined, 9 * MB, 2, 1],
  ["none where there is one processor", undefined, 9 * MB, 1, 0],
  ["all processors for long input", undefined, 100 * MB, 2, 2],
  ["not more than four", undefined, 100 * MB, 64, 4],
  ["as many as were asked for", 7, 0, 2, 7],
])("%s", (_, asked, bytes, processors, expected) => expect(workersFor(asked, bytes, processors)).toBe(expected));
