import type { Component } from "../model/component.ts";
import type { Detector } from "../model/detector.ts";
import type { z } from "zod";
import { configurationChange } from "./configuration-change/index.ts";
import { drift } from "./drift/index.ts";

export const detectors: Component<"detector", z.ZodType, void, Detector>[] = [drift, configurationChange];
