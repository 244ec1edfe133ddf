"use client";

import type {
  Connection as FlowConnection,
  EdgeChange,
  FinalConnectionState,
  NodeChange,
  OnConnectStartParams,
} from "@xyflow/react";
import { useMemo } from "react";

import { studioText as text } from "@/text/studio";

import { canConnect, nextOutput, type Connection } from "../document/connect";
import { nodeById } from "../document/graph";
import { outputsOf } from "../document/kinds";
import {
  kErrorHandle,
  kInHandle,
  kOutHandle,
  kToolHandle,
  kToolsHandle,
  type Position,
} from "../document/types";
import type { Actions } from "../actions";
import { useStudioActions } from "../studio-actions";
import { useStudio, type StudioModel } from "../studio-context";
import type { OpenEnd } from "../ui-store";
import type { FlowEdge, FlowNode } from "./flow-elements";

/** From so many on, what is dragged together is not drawn again at every step but pushed; see shift-layer.ts. */
const kManyNodes = 30;

const connectionOf = ({
  source,
  target,
  sourceHandle,
  targetHandle,
}: FlowConnection | FlowEdge): Connection => ({
  source,
  source_handle: sourceHandle ?? kOutHandle,
  target,
  target_handle: targetHandle ?? kInHandle,
});

/** The connection that an open end and another node would make. */
function connectionTo(model: StudioModel, open: OpenEnd, other: string): Connection | undefined {
  const document = model.document.getState().document;
  if (open.side === "output") {
    const target_handle = open.handle === kToolHandle ? kToolsHandle : kInHandle;
    return { source: open.node, source_handle: open.handle, target: other, target_handle };
  }
  const handle = open.handle === kToolsHandle ? kToolHandle : nextOutput(document, model.catalogue, other);
  return handle === undefined
    ? undefined
    : { source: other, source_handle: handle, target: open.node, target_handle: open.handle };
}

function targetsFor(model: StudioModel, open: OpenEnd): Set<string> {
  const { document } = model.document.getState();
  const isPossible = (id: string) => {
    const wanted = connectionTo(model, open, id);
    if (!wanted) return false;
    if (canConnect(document, model.catalogue, wanted)) return true;
    // From an input every output of the other node may begin the edge, not only the first.
    const node = nodeById(document, id);
    if (open.side === "output" || open.handle === kToolsHandle || !node) return false;
    const outputs = outputsOf(model.catalogue.get(node.kind), node.config).map((output) => output.id);
    return [...outputs, kErrorHandle].some((source_handle) =>
      canConnect(document, model.catalogue, { ...wanted, source_handle }),
    );
  };
  return new Set(document.nodes.map(({ id }) => id).filter((id) => id === open.node || isPossible(id)));
}

function pointOf(event: MouseEvent | TouchEvent): Position {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

function nodeAt({ x, y }: Position): string | undefined {
  const element = window.document.elementFromPoint(x, y)?.closest<HTMLElement>(".react-flow__node");
  return element?.dataset["id"];
}

type ToCanvas = (point: Position) => Position;

/** What happens when something is dragged, chosen or connected on the canvas. */
function createFlowEvents(model: StudioModel, actions: Actions, toCanvas: ToCanvas) {
  const { document: store, catalogue, ui } = model;
  const now = () => store.getState().document;
  let open: OpenEnd | null = null;

  /** A drag of many at once: all of them go the same way. */
  function shiftOf(changes: NodeChange<FlowNode>[]): Position | null {
    const [first] = changes;
    if (changes.length < kManyNodes || first?.type !== "position" || !first.position) return null;
    if (changes.some((change) => change.type !== "position" || !change.dragging)) return null;
    const { id, position } = first;
    const from = nodeById(now(), id) ?? now().stickies.find((sticky) => sticky.id === id);
    return from ? { x: position.x - from.position.x, y: position.y - from.position.y } : null;
  }

  function onNodesChange(changes: NodeChange<FlowNode>[]) {
    const shift = shiftOf(changes);
    if (shift) return store.shiftBy(shift);
    const dragged = new Map(store.getState().drag);
    const dropped = new Map<string, Position>();
    const selection = new Set(store.getState().selection);
    let isDropped = false;
    for (const change of changes) {
      if (change.type === "select") {
        if (change.selected) selection.add(change.id);
        else selection.delete(change.id);
      }
      if (change.type !== "position" || !change.position) continue;
      (change.dragging ? dragged : dropped).set(change.id, change.position);
      isDropped ||= !change.dragging;
    }
    store.select(selection);
    if (isDropped) actions.place(dropped, text.did.move(dropped.size), `move:${[...dropped.keys()].join()}`);
    else if (dragged.size > 0) store.dragTo(dragged);
  }

  function onEdgesChange(changes: EdgeChange<FlowEdge>[]) {
    const selection = new Set(store.getState().selection);
    for (const change of changes) {
      if (change.type !== "select") continue;
      if (change.selected) selection.add(change.id);
      else selection.delete(change.id);
    }
    store.select(selection);
  }

  function onConnectStart(_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) {
    if (!nodeId || !handleId) return;
    open = { node: nodeId, handle: handleId, side: handleType === "target" ? "input" : "output" };
    ui.setState({ targets: targetsFor(model, open) });
  }

  function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState) {
    const from = open;
    open = null;
    ui.setState({ targets: null });
    if (!from || state.isValid) return;
    const point = pointOf(event);
    const other = nodeAt(point);
    if (!other) {
      const position = toCanvas(point);
      ui.setState({ insertion: { from, position: { x: position.x, y: position.y - 30 } } });
      return;
    }
    const wanted = other === from.node ? undefined : connectionTo(model, from, other);
    if (wanted) actions.connect(wanted);
  }

  const isValidConnection = (wanted: FlowConnection | FlowEdge) =>
    canConnect(now(), catalogue, connectionOf(wanted));

  return {
    onNodesChange,
    onEdgesChange,
    onConnectStart,
    onConnectEnd,
    isValidConnection,
    onConnect: (wanted: FlowConnection) => void actions.connect(connectionOf(wanted)),
    onReconnect: (edge: FlowEdge, wanted: FlowConnection) =>
      void actions.reconnect(edge.id, connectionOf(wanted)),
  };
}

export function useFlowEvents(toCanvas: ToCanvas) {
  const model = useStudio();
  const actions = useStudioActions();
  return useMemo(() => createFlowEvents(model, actions, toCanvas), [model, actions, toCanvas]);
}
