/** The workflow of an agent as the Studio holds it: src/model/workflow.hpp says what each member means. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [name: string]: JsonValue };

export type Position = { x: number; y: number };
export type RetryPolicy = { attempts?: number; backoff_ms?: number; max_backoff_ms?: number };
export type ToolSettings = {
  name: string;
  description: string;
  parameters: JsonObject;
  needs_approval: boolean;
};

/** What a test run takes for the output of a node instead of executing it. */
export type PinnedOutput = { output: JsonValue; handle?: string };

export type WorkflowNode = {
  id: string;
  kind: string;
  title: string;
  position: Position;
  config: JsonObject;
  retry?: RetryPolicy;
  timeout_ms?: number;
  disabled?: boolean;
  tool?: ToolSettings;
  pinned?: PinnedOutput;
};

export type WorkflowEdge = {
  id: string;
  source: string;
  source_handle: string;
  target: string;
  target_handle: string;
};

export const stickyColors = ["yellow", "blue", "green", "red", "neutral"] as const;
export type StickyColor = (typeof stickyColors)[number];

/** A note on the canvas. It is the Studio's own and means nothing to the engine. */
export type Sticky = {
  id: string;
  text: string;
  color: StickyColor;
  position: Position;
  width: number;
  height: number;
};

export type WorkflowDocument = {
  readonly nodes: readonly WorkflowNode[];
  readonly edges: readonly WorkflowEdge[];
  readonly stickies: readonly Sticky[];
  /** What else was in the notes; kept as it came. */
  readonly otherNotes: JsonObject;
};

export const emptyDocument: WorkflowDocument = { nodes: [], edges: [], stickies: [], otherNotes: {} };

export const kInHandle = "in";
export const kOutHandle = "out";
export const kErrorHandle = "error";
/** A tool is attached by an edge from its output `tool` to the input `tools` of an agent node. */
export const kToolHandle = "tool";
export const kToolsHandle = "tools";
