import {
  emptyDocument,
  kInHandle,
  kOutHandle,
  stickyColors,
  type JsonObject,
  type JsonValue,
  type Position,
  type Sticky,
  type ToolSettings,
  type WorkflowDocument,
  type WorkflowEdge,
  type WorkflowNode,
} from "./types";

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const textOf = (value: unknown, otherwise = "") => (typeof value === "string" ? value : otherwise);
const numberOf = (value: unknown, otherwise = 0) =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;

function positionOf(value: unknown): Position {
  return isObject(value) ? { x: numberOf(value["x"]), y: numberOf(value["y"]) } : { x: 0, y: 0 };
}

function toolOf(value: JsonObject): ToolSettings {
  return {
    ...value,
    name: textOf(value["name"]),
    description: textOf(value["description"]),
    parameters: isObject(value["parameters"]) ? value["parameters"] : {},
    needs_approval: value["needs_approval"] === true,
  };
}

function nodeOf(value: JsonObject): WorkflowNode {
  // Members that are not known here are kept: the draft may come from a newer Studio.
  const { tool, disabled, ...rest } = value;
  return {
    ...rest,
    id: textOf(value["id"]),
    kind: textOf(value["kind"]),
    title: textOf(value["title"]),
    position: positionOf(value["position"]),
    config: isObject(value["config"]) ? value["config"] : {},
    ...(disabled === true ? { disabled } : {}),
    ...(isObject(tool) ? { tool: toolOf(tool) } : {}),
  };
}

function edgeOf(value: JsonObject): WorkflowEdge {
  return {
    ...value,
    id: textOf(value["id"]),
    source: textOf(value["source"]),
    source_handle: textOf(value["source_handle"], kOutHandle),
    target: textOf(value["target"]),
    target_handle: textOf(value["target_handle"], kInHandle),
  };
}

function stickyOf(value: JsonObject): Sticky {
  return {
    id: textOf(value["id"]),
    text: textOf(value["text"]),
    color: stickyColors.find((color) => color === value["color"]) ?? "yellow",
    position: positionOf(value["position"]),
    width: numberOf(value["width"], 240),
    height: numberOf(value["height"], 120),
  };
}

function listOf<Item>(value: unknown, read: (entry: JsonObject) => Item): Item[] {
  return Array.isArray(value) ? (value as JsonValue[]).filter(isObject).map(read) : [];
}

/** The document in a workflow as the engine stores it; what is absent is its default. */
export function documentOf(workflow: unknown): WorkflowDocument {
  if (!isObject(workflow)) return emptyDocument;
  const notes = isObject(workflow["notes"]) ? workflow["notes"] : {};
  const { stickies, ...otherNotes } = notes;
  return {
    nodes: listOf(workflow["nodes"], nodeOf),
    edges: listOf(workflow["edges"], edgeOf),
    stickies: listOf(stickies, stickyOf),
    otherNotes,
  };
}

function nodeJson(node: WorkflowNode): JsonObject {
  const { title, config, retry, ...rest } = node;
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(kept as JsonObject),
    ...(title ? { title } : {}),
    ...(Object.keys(config).length > 0 ? { config } : {}),
    ...(retry && (retry.attempts ?? 1) > 1 ? { retry } : {}),
  };
}

/** What the engine is sent: without what equals its default, as it writes workflows itself. */
export function workflowOf(document: WorkflowDocument): JsonObject {
  const { nodes, edges, stickies, otherNotes } = document;
  const notes = { ...otherNotes, ...(stickies.length > 0 ? { stickies: [...stickies] } : {}) };
  return {
    nodes: nodes.map(nodeJson),
    edges: edges.map((edge) => ({ ...edge })),
    ...(Object.keys(notes).length > 0 ? { notes: notes as unknown as JsonObject } : {}),
  };
}

/** Equal values give equal texts, whatever the order of their members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, entry: unknown) =>
    isObject(entry) ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))) : entry,
  );
}

export function areEqual(left: unknown, right: unknown): boolean {
  return left === right || canonical(left) === canonical(right);
}

export function areSameDocuments(left: WorkflowDocument, right: WorkflowDocument): boolean {
  return left === right || areEqual(workflowOf(left), workflowOf(right));
}
