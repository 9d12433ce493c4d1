import { shellPattern } from "./shell-pattern.ts";

type Component = string | ((text: string) => boolean);

/**
 * A test whether one of these paths, component by component, is the beginning of another: `/var/run` of
 * `/var/run/docker.sock`, not of `/var/runx`. A component with `*`, `?` or `[` is a shell pattern; empty ones count not.
 */
export function pathPrefix(paths: readonly string[]): (text: string) => boolean {
  const prefixes = paths.map((path) => componentsOf(path));
  return (text) => {
    for (const prefix of prefixes) if (begins(prefix, text)) return true;
    return false;
  };
}

function componentsOf(path: string): Component[] {
  const names = path.split("/").filter((name) => name !== "");
  return names.map((name) => (/[*?[]/.test(name) ? shellPattern(name) : name));
}

function begins(prefix: readonly Component[], text: string): boolean {
  let at = 0;
  for (const component of prefix) {
    while (text[at] === "/") at += 1;
    if (at === text.length) return false;
    const slash = text.indexOf("/", at);
    const end = slash === -1 ? text.length : slash;
    if (!is(component, text, at, end)) return false;
    at = end;
  }
  return true;
}

function is(component: Component, text: string, from: number, to: number): boolean {
  if (typeof component !== "string") return component(text.slice(from, to));
  return component.length === to - from && text.startsWith(component, from);
}
