import type { NodeKind } from "./kinds";
import { emptyDocument, type WorkflowDocument, type WorkflowEdge, type WorkflowNode } from "./types";

/** Small catalogues and documents for the tests of this feature. */
function kind(name: string, more: Partial<NodeKind> = {}): NodeKind {
  return {
    kind: name,
    title: name,
    description: "",
    icon: "box",
    category: "logic",
    inputs: [{ id: "in", title: "" }],
    outputs: [{ id: "out", title: "" }],
    dynamic_outputs: false,
    effect: "pure",
    is_trigger: false,
    is_unique: false,
    can_be_tool: false,
    has_error_output: true,
    is_container: false,
    config_schema: { type: "object", properties: {} },
    output_schema: {},
    ...more,
  };
}

export const catalogue = new Map(
  [
    kind("trigger", { inputs: [], is_trigger: true, is_unique: true, has_error_output: false }),
    kind("agent", {
      inputs: [
        { id: "in", title: "" },
        { id: "tools", title: "Tools" },
      ],
    }),
    kind("http_request", { can_be_tool: true }),
    kind("set_fields", { can_be_tool: true }),
    kind("condition", {
      outputs: [
        { id: "true", title: "Yes" },
        { id: "false", title: "No" },
      ],
    }),
    kind("switch", { dynamic_outputs: true, outputs: [{ id: "default", title: "Otherwise" }] }),
    kind("for_each", {
      is_container: true,
      outputs: [
        { id: "item", title: "Each item" },
        { id: "done", title: "Done" },
      ],
    }),
  ].map((entry) => [entry.kind, entry]),
);

export function node(id: string, kindName = "http_request", more: Partial<WorkflowNode> = {}): WorkflowNode {
  return { id, kind: kindName, title: "", position: { x: 0, y: 0 }, config: {}, ...more };
}

/** "a>b" is an edge from a's output to b, "a.error>b" from another output, "a*b" attaches tool a to agent b. */
export function edge(text: string): WorkflowEdge {
  const tool = /^(\w+)\*(\w+)$/.exec(text);
  if (tool) {
    const [, source = "", target = ""] = tool;
    return { id: text, source, source_handle: "tool", target, target_handle: "tools" };
  }
  const [, source = "", handle = "out", target = ""] = /^(\w+)(?:\.(\w+))?>(\w+)$/.exec(text) ?? [];
  return { id: text, source, source_handle: handle, target, target_handle: "in" };
}

export function documentWith(nodes: WorkflowNode[], edges: string[] = []): WorkflowDocument {
  return { ...emptyDocument, nodes, edges: edges.map(edge) };
}
