import type { z } from "zod";
import type { Component } from "../model/component.ts";
import type { Detector } from "../model/detector.ts";
import { auditEventLost } from "./audit-event-lost/index.ts";
import { configurationChange } from "./configuration-change/index.ts";
import type { DetectorDeps } from "./deps.ts";
import { drift } from "./drift/index.ts";
import { rule } from "./rule/index.ts";

export const detectors: Component<"detector", z.ZodType, DetectorDeps, Detector>[] = [
  drift,
  configurationChange,
  rule,
  auditEventLost,
];
