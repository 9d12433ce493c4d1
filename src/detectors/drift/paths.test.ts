import { expect, it } from "vitest";
import { isCovered, isWithin, pathsTo } from "./paths.ts";

it.each([
  ["vpc_config[0].cidrs", "vpc_config", true],
  ["vpc_config[0].cidrs", "vpc_config.0.cidrs", true],
  ["vpc_config[0].cidrs", "vpc_config.cidrs", true],
  ["vpc_config.cidrs", "vpc_config[0].cidrs", true],
  ["vpc_config", "vpc_config[0]", true],
  ["vpc_config[0].cidrs", "vpc_config[0].subnets", false],
  ["vpc_config", "vpc_config[0].cidrs", false],
  ["container[1].image", "container[0]", false],
  ["container[1].image", "container[0].image", false],
  ["container[1].image", "container", true],
  ["container[0].image", "container[1]", false],
  ['labels["a.b"]', "labels", true],
  ['labels["a"]', 'labels["b"]', false],
  ['data["mapRoles"]#arn:aws:iam::1:role/a', 'data["mapRoles"]', true],
])("%s is covered by %s: %s", (path, outer, expected) => expect(isCovered(path, outer)).toBe(expected));

it.each([
  ["container[1].image", "container[1]", true],
  ["container[10].image", "container[1]", false],
  ["container[1].image", "container[0]", false],
  ['data["a"]#x', 'data["a"]', true],
  ["metadata", "meta", false],
])("%s lies within %s: %s", (path, outer, expected) => expect(isWithin(path, outer)).toBe(expected));

it.each([
  ["a[0].b", ["a", "a[0]", "a[0].b"]],
  ['labels["a.b[0]"]', ["labels", 'labels["a.b[0]"]']],
  ['data["a"]#b', ["data", 'data["a"]', 'data["a"]#b']],
])("%s lies under %j", (path, above) => expect(pathsTo(path)).toEqual(above));
