/** Runs a Node program in a process of its own and says what that cost. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const REPORT = fileURLToPath(new URL("./report.mjs", import.meta.url));

/**
 * @param {string[]} args  script and its arguments
 * @param {number[]} allowed  exit codes that are no failure
 * @returns {Promise<{ wall: number, cpu: number, rss: number, stdout: string }>} seconds from start to exit, seconds of
 *   user and system CPU, peak resident bytes
 */
export async function measure(args, allowed = [0]) {
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", REPORT, ...args], { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const [stdout, stderr, report] = await Promise.all(
    [child.stdio[1], child.stdio[2], child.stdio[3]].map(async (stream) => {
      const parts = [];
      for await (const part of stream) parts.push(part);
      return Buffer.concat(parts).toString();
    }),
  );
  const status = child.exitCode ?? (await new Promise((resolve) => child.on("exit", resolve)));
  const wall = (performance.now() - began) / 1000;
  if (!allowed.includes(status))
    throw new Error(`node ${args.join(" ")}\nended with ${status}\n${stderr.slice(-2000)}`);
  return { wall, ...JSON.parse(report), stdout };
}

/** The middle value; of an even number the lower one of the two. */
export function median(/** @type {number[]} */ values) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

/** The medians of several measurements, member by member. */
export function medians(/** @type {{ wall: number, cpu: number, rss: number }[]} */ runs) {
  const of = (/** @type {"wall" | "cpu" | "rss"} */ member) => median(runs.map((run) => run[member]));
  return { wall: of("wall"), cpu: of("cpu"), rss: of("rss") };
}
