import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const FOLDERS = [".", "docs", "docs/reference", "bench", "packs", "packs/demo", "packs/eks"];
const pages = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name))).filter((file) =>
  file.endsWith(".md"),
);

/** Targets of links and images, Markdown's and HTML's; code is no place for links. */
function targets(page: string): string[] {
  const text = readFileSync(page, "utf8").replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(([, link, html]) => link ?? html!);
}

/** Anchors as code hosts make them of headings. */
function anchors(page: string): string[] {
  const headings = readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function broken(page: string): string[] {
  return targets(page)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file, anchor] = target.split("#");
      const there = file === "" ? page : path.join(path.dirname(page), file!);
      if (!existsSync(there) || statSync(there).isDirectory()) return true;
      return anchor !== undefined && !anchors(there).includes(anchor);
    });
}

describe("the documents", () => {
  it("are found", () => expect(pages).toContain(path.join("docs", "drift.md")));
  it.each(pages)("%s links only to what is there", (page) => expect(broken(page)).toEqual([]));
});
