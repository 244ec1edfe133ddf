import { nodeById, indexOf } from "./graph";
import { freeId, randomId } from "./ids";
import { initialConfig, outputsOf, type Catalogue, type NodeKind } from "./kinds";
import { rewriteReferences } from "./references";
import { without } from "./without";
import type { Connection } from "./connect";
import {
  kToolHandle,
  type JsonObject,
  type Position,
  type RetryPolicy,
  type Sticky,
  type ToolSettings,
  type WorkflowDocument,
  type WorkflowNode,
} from "./types";

/** Every command makes a new document and keeps what it does not touch, so that undo is going back to the old one. */
export type Command = (document: WorkflowDocument) => WorkflowDocument;

function updateNode(id: string, change: (node: WorkflowNode) => WorkflowNode): Command {
  return (document) => ({
    ...document,
    nodes: document.nodes.map((node) => (node.id === id ? change(node) : node)),
  });
}

export function addNode(node: WorkflowNode): Command {
  return (document) => ({ ...document, nodes: [...document.nodes, node] });
}

export function newNode(document: WorkflowDocument, kind: NodeKind, position: Position): WorkflowNode {
  const id = freeId(kind.kind, indexOf(document).ids);
  return { id, kind: kind.kind, title: "", position, config: initialConfig(kind) };
}

export function connect(connection: Connection): Command {
  return (document) => {
    const withEdge = { ...document, edges: [...document.edges, { id: randomId("edge"), ...connection }] };
    return connection.source_handle === kToolHandle
      ? withToolSettings(withEdge, connection.source)
      : withEdge;
  };
}

/** Moves an end of an edge to another place. */
export function reconnect(edgeId: string, connection: Connection): Command {
  return (document) => connect(connection)(remove(new Set([edgeId]))(document));
}

/** A node that becomes a tool needs a name; the description is for a person to write. */
function withToolSettings(document: WorkflowDocument, id: string): WorkflowDocument {
  if (nodeById(document, id)?.tool) return document;
  const tool: ToolSettings = { name: id, description: "", parameters: {}, needs_approval: false };
  return updateNode(id, (node) => ({ ...node, tool }))(document);
}

/** Removes nodes with their edges, edges, and notes. */
export function remove(ids: ReadonlySet<string>): Command {
  return (document) => ({
    ...document,
    nodes: document.nodes.filter((node) => !ids.has(node.id)),
    edges: document.edges.filter(
      (edge) => !ids.has(edge.id) && !ids.has(edge.source) && !ids.has(edge.target),
    ),
    stickies: document.stickies.filter((sticky) => !ids.has(sticky.id)),
  });
}

/** Puts a node into the middle of an edge. */
export function splitEdge(edgeId: string, node: WorkflowNode, output: string | undefined): Command {
  return (document) => {
    const edge = indexOf(document).edges.get(edgeId);
    if (!edge) return addNode(node)(document);
    const { source, source_handle, target, target_handle } = edge;
    const without = remove(new Set([edgeId]))(document);
    const before = connect({ source, source_handle, target: node.id, target_handle: "in" });
    const after = output
      ? connect({ source: node.id, source_handle: output, target, target_handle })
      : (same: WorkflowDocument) => same;
    return after(before(addNode(node)(without)));
  };
}

export function move(positions: ReadonlyMap<string, Position>): Command {
  const placed = <Item extends { id: string; position: Position }>(item: Item): Item => {
    const position = positions.get(item.id);
    return position ? { ...item, position } : item;
  };
  return (document) => ({
    ...document,
    nodes: document.nodes.map(placed),
    stickies: document.stickies.map(placed),
  });
}

export function setTitle(id: string, title: string): Command {
  return updateNode(id, (node) => ({ ...node, title }));
}

/** Sets a node's config. When one of its outputs is called differently, the edges from it follow. */
export function setConfig(catalogue: Catalogue, id: string, config: JsonObject): Command {
  return (document) => {
    const node = nodeById(document, id);
    if (!node) return document;
    const kind = catalogue.get(node.kind);
    const before = outputsOf(kind, node.config).map((output) => output.id);
    const after = outputsOf(kind, config).map((output) => output.id);
    const changed = updateNode(id, (same) => ({ ...same, config }))(document);
    return before.join() === after.join() ? changed : withOutputs(changed, id, before, after);
  };
}

function withOutputs(
  document: WorkflowDocument,
  id: string,
  before: string[],
  after: string[],
): WorkflowDocument {
  const lost = before.filter((output) => !after.includes(output));
  const come = after.filter((output) => !before.includes(output));
  const isRename = before.length === after.length && lost.length === 1 && come.length === 1;
  const [from] = lost;
  const [to] = come;
  return {
    ...document,
    edges: document.edges.flatMap((edge) => {
      if (edge.source !== id || !lost.includes(edge.source_handle)) return [edge];
      return isRename && edge.source_handle === from && to ? [{ ...edge, source_handle: to }] : [];
    }),
  };
}

type NodeSettings = Pick<WorkflowNode, "timeout_ms" | "retry" | "tool">;

function withSetting<Name extends keyof NodeSettings>(
  id: string,
  name: Name,
  value: NodeSettings[Name] | undefined,
): Command {
  return updateNode(id, (node) => {
    return value === undefined ? (without(node, name) as WorkflowNode) : { ...node, [name]: value };
  });
}

export const setRetry = (id: string, retry: RetryPolicy | undefined) => withSetting(id, "retry", retry);
export const setTimeoutMs = (id: string, ms: number | undefined) => withSetting(id, "timeout_ms", ms);
export const setTool = (id: string, tool: ToolSettings | undefined) => withSetting(id, "tool", tool);

export function setDisabled(ids: ReadonlySet<string>, isDisabled: boolean): Command {
  return (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      if (!ids.has(node.id)) return node;
      return isDisabled ? { ...node, disabled: true } : without(node, "disabled");
    }),
  });
}

/** Gives a node another id; its edges and everything that reads its output follow. */
export function renameNode(from: string, to: string): Command {
  const ids = new Map([[from, to]]);
  return (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      const config = rewriteReferences(node.config, ids);
      if (node.id === from) return { ...node, id: to, config };
      return config === node.config ? node : { ...node, config };
    }),
    edges: document.edges.map((edge) =>
      edge.source === from || edge.target === from
        ? {
            ...edge,
            source: edge.source === from ? to : edge.source,
            target: edge.target === from ? to : edge.target,
          }
        : edge,
    ),
  });
}

export function addSticky(sticky: Sticky): Command {
  return (document) => ({ ...document, stickies: [...document.stickies, sticky] });
}

export function updateSticky(id: string, change: Partial<Omit<Sticky, "id">>): Command {
  return (document) => ({
    ...document,
    stickies: document.stickies.map((sticky) => (sticky.id === id ? { ...sticky, ...change } : sticky)),
  });
}
