import { studioText as text } from "@/text/studio";

import { isObject } from "./format";
import { isNodeId } from "./ids";
import { kErrorHandle, kToolsHandle, type JsonObject, type JsonValue, type WorkflowNode } from "./types";

export type Handle = { id: string; title: string };

/** The part of a JSON Schema that the catalogue uses. */
export type ConfigSchema = {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: JsonValue;
  enum?: JsonValue[];
  pattern?: string;
  format?: string;
  properties?: Record<string, ConfigSchema>;
  required?: string[];
  items?: ConfigSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  "x-widget"?: string;
  "x-expression"?: boolean;
  "x-placeholder"?: string;
  "x-credential-kinds"?: string[];
};

export type NodeCategory = "trigger" | "ai" | "action" | "logic";

/** An entry of the catalogue, as GET /v1/node-kinds answers it. */
export type NodeKind = {
  kind: string;
  title: string;
  description: string;
  icon: string;
  category: NodeCategory;
  inputs: Handle[];
  outputs: Handle[];
  dynamic_outputs: boolean;
  effect: "pure" | "read" | "write";
  is_trigger: boolean;
  is_unique: boolean;
  can_be_tool: boolean;
  has_error_output: boolean;
  is_container: boolean;
  config_schema: ConfigSchema;
  output_schema: ConfigSchema;
};

export type Catalogue = ReadonlyMap<string, NodeKind>;

const kMaxBranches = 20;

function branchesOf(config: JsonObject): Handle[] {
  const wanted = typeof config["branches"] === "number" ? Math.trunc(config["branches"]) : 2;
  const count = Math.min(Math.max(wanted, 2), kMaxBranches);
  return Array.from({ length: count }, (_, index) => ({
    id: `branch_${index + 1}`,
    title: text.branch(index + 1),
  }));
}

function casesOf(config: JsonObject): Handle[] {
  const cases = Array.isArray(config["cases"]) ? config["cases"] : [];
  return cases.flatMap((entry) => {
    const id = isObject(entry) ? entry["id"] : undefined;
    if (!isObject(entry) || typeof id !== "string") return [];
    if (!isNodeId(id) || id === "default" || id === kErrorHandle) return [];
    return [{ id, title: typeof entry["title"] === "string" && entry["title"] ? entry["title"] : id }];
  });
}

/** The outputs of a node without its error output. Kinds whose outputs follow from their config are computed here. */
export function outputsOf(kind: NodeKind | undefined, config: JsonObject): Handle[] {
  if (!kind) return [{ id: "out", title: "" }];
  if (kind.kind === "parallel") return branchesOf(config);
  if (kind.kind === "switch") return [...casesOf(config), ...kind.outputs];
  return kind.outputs;
}

export function hasErrorOutput(kind: NodeKind | undefined): boolean {
  return kind?.has_error_output ?? false;
}

/** Whether the node is an agent, to which tools are attached. */
export function takesTools(kind: NodeKind | undefined): boolean {
  return kind?.inputs.some((input) => input.id === kToolsHandle) ?? false;
}

/** What the node is called on the screen: its title is only a label and may be empty. */
export function titleOf(node: WorkflowNode, catalogue: Catalogue): string {
  return node.title || catalogue.get(node.kind)?.title || node.kind;
}

/** A new node begins with what its kind's settings are by default; only what a person must see is written down. */
export function initialConfig(kind: NodeKind): JsonObject {
  const required = new Set(kind.config_schema.required ?? []);
  const config: JsonObject = {};
  for (const [name, schema] of Object.entries(kind.config_schema.properties ?? {})) {
    if (required.has(name) && schema.default !== undefined) config[name] = schema.default;
  }
  return config;
}
