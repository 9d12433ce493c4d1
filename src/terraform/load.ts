import { realpath } from "node:fs/promises";
import { AppError } from "../model/errors.ts";
import type { Trust } from "../model/facts.ts";
import type { Notice } from "../model/source.ts";
import type { TerraformFacts } from "../model/terraform.ts";
import type { StateDocument, StateFailure } from "./backends/backend.ts";
import { fileBackend } from "./backends/file/read.ts";
import { readableDirectories } from "./code/directories.ts";
import type { StateCode } from "./code/state-code.ts";
import { claimedTwice } from "./duplicates.ts";
import { unheard } from "./facts/audit-log.ts";
import { homeless } from "./facts/homes.ts";
import type { ClusterStates } from "./facts/homes.ts";
import { terraformFacts } from "./facts/terraform-facts.ts";
import { newestOfEach } from "./lineage.ts";
import { isOtherFile } from "./state/refusals.ts";
import type { StateContent } from "./state/instance.ts";
import { readState } from "./state/read-state.ts";
import { unsupportedTypes } from "./unsupported.ts";

export interface TerraformOptions {
  /** Files and folders. */
  states: readonly string[];
  /** Directories of Terraform source. */
  code: readonly string[];
  podIdentities: Trust["podIdentities"];
  /** Which states' resources live inside which cluster, where the states do not say. */
  clusterStates?: readonly ClusterStates[];
}

export interface LoadedTerraform {
  facts: TerraformFacts;
  /** States and directories of source that were named and cannot be used; paths are safe to print. */
  failures: StateFailure[];
  notices: Notice[];
}

interface ReadState {
  path: string;
  content: StateContent;
}

/**
 * Reads every state given, and the source where it is given. Never throws for a bad state: it is a failure in the
 * result, and the others are used.
 */
export async function loadTerraform(options: TerraformOptions): Promise<LoadedTerraform> {
  const { documents, failures } = await allDocuments(options.states);
  const read: ReadState[] = [];
  for (const document of documents) {
    try {
      read.push({ path: document.path, content: readState(await document.read(), document.path) });
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (document.named || !isOtherFile(error)) failures.push({ path: document.path, error });
    }
  }
  const { states, notices } = newestOfEach(read);
  for (const state of states) notices.push(...flatResources(state), ...damagedResources(state));
  const code = await readableDirectories(options.code);
  failures.push(...code.failures);
  const byState = await codeOf(code.usable, states, notices);
  const loaded = states.map((state) => ({ ...state, code: byState.get(state.path) }));
  const facts = terraformFacts(loaded, options.podIdentities, options.clusterStates);
  notices.push(
    ...claimedTwice(facts.resources),
    ...unsupportedTypes(states),
    ...homeless(states, (path) => facts.hasHome(path)),
    ...unheard(facts.resources),
  );
  return { facts, failures, notices };
}

/** Facts without any state: nothing is managed. */
export function emptyTerraform(): TerraformFacts {
  return terraformFacts([], []);
}

/** The documents behind all locations, each file once however often it is named. */
async function allDocuments(
  locations: readonly string[],
): Promise<{ documents: StateDocument[]; failures: StateFailure[] }> {
  const documents = new Map<string, StateDocument>();
  const failures: StateFailure[] = [];
  for (const location of locations) {
    const found = await fileBackend(location).documents();
    failures.push(...found.failures);
    for (const document of found.documents) {
      const identity = await realpath(document.path).catch(() => document.path);
      const known = documents.get(identity);
      if (!known || (document.named && !known.named)) documents.set(identity, document);
    }
  }
  return { documents: [...documents.values()], failures };
}

/** The parser for source is only loaded when there is source to read. */
async function codeOf(
  directories: readonly string[],
  states: readonly ReadState[],
  notices: Notice[],
): Promise<ReadonlyMap<string, StateCode>> {
  if (directories.length === 0) return new Map();
  const { readCode } = await import("./code/state-code.ts");
  const claimants = states.map(({ path, content }) => ({
    path,
    addresses: content.instances.filter(({ mode }) => mode === "managed").map(({ address }) => address),
  }));
  const code = await readCode(directories, claimants);
  notices.push(...code.notices);
  return code.byState;
}

function flatResources({ path, content }: ReadState): Notice[] {
  return content.flat.map((address) => {
    const text = `${path}: ${address} still lies in state format 3 and is not compared; run \`terraform apply -refresh-only\` and then \`terraform state pull > FILE\` in its directory, and name FILE`;
    return { code: "terraform-state-flat", text, unit: path };
  });
}

function damagedResources({ path, content }: ReadState): Notice[] {
  return content.damaged.map((address) => {
    const text = `${path}: ${address} is damaged and is not compared; run \`terraform state pull > FILE\` in its directory and name FILE`;
    return { code: "terraform-state-damaged", text, unit: path };
  });
}
